public import Exchange
public import Networks

extension NetworkFile {
    /// Checks that every parameter is finite.
    ///
    /// - Parameters:
    ///   - file: the tensors.
    ///   - path: the file's name, for messages.
    /// - Throws: `ExchangeError`, with tensor and index, for the first parameter that is infinite or NaN.
    /// - Complexity: O(parameters).
    public static func checkNumbers(of file: SafetensorsFile, path: String) throws(ExchangeError) {
        for named in file.tensors {
            let found: (Int, Double)? =
                switch named.tensor.storage {
                case .float32(let values): values.firstIndex { !$0.isFinite }.map { ($0, Double(values[$0])) }
                case .float64(let values): values.firstIndex { !$0.isFinite }.map { ($0, values[$0]) }
                }
            guard let (index, value) = found else { continue }
            throw ExchangeError(
                path: path, location: "tensor \(named.name)\(position(index, in: named.tensor.shape))",
                problem: "it is \(value)", expected: "a finite number")
        }
    }

    /// Checks that every parameter of a start is a number in the precision of the run: finite, and 0 only if it is 0 in
    /// the file.
    ///
    /// - Parameters:
    ///   - file: the tensors.
    ///   - path: the file's name, for messages.
    ///   - format: the format of the run; nil for numbers without one.
    /// - Throws: `ExchangeError`, with tensor and index, for the first parameter that is not.
    /// - Complexity: O(parameters).
    public static func checkNumbers(
        of file: SafetensorsFile, path: String, as format: NumberFormat?
    ) throws(ExchangeError) {
        guard let format else { return }
        for named in file.tensors {
            guard let (index, value) = firstObjection(named.tensor.storage, format) else { continue }
            let problem =
                value.isFinite
                ? "\(value) is \(format.overflows(value) ? "infinite" : "0") in \(format.rawValue)" : "it is \(value)"
            throw ExchangeError(
                path: path, location: "tensor \(named.name)\(position(index, in: named.tensor.shape))",
                problem: problem,
                expected: value.isFinite
                    ? "a number that \(format.rawValue) holds, or precision: float64" : "a finite number")
        }
    }

    /// The first element that the format cannot hold, with its index.
    private static func firstObjection(_ storage: Tensor.Storage, _ format: NumberFormat) -> (Int, Double)? {
        func isWrong(_ value: Double) -> Bool {
            !value.isFinite || format.overflows(value) || (value != 0 && format.rounded(value) == 0)
        }
        switch storage {
        case .float32(let values):
            return values.firstIndex { !$0.isFinite }.map { ($0, Double(values[$0])) }
        case .float64(let values):
            return values.firstIndex(where: isWrong).map { ($0, values[$0]) }
        }
    }

    /// The index of an element in each dimension: "[3, 7]".
    private static func position(_ index: Int, in shape: [Int]) -> String {
        var (rest, indices) = (index, [Int]())
        for extent in shape.reversed() where extent > 0 {
            indices.insert(rest % extent, at: 0)
            rest /= extent
        }
        return "[\(indices.map(String.init).joined(separator: ", "))]"
    }
}
