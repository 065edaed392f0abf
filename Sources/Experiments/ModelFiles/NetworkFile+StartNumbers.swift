internal import Diagnostics
public import Exchange
public import Networks

extension NetworkFile {
    /// Checks that every parameter of a model is finite.
    ///
    /// - Parameters:
    ///   - file: the tensors.
    ///   - path: the file's name, for messages.
    ///   - format: the format of the run that starts from the model: a parameter must be finite in it too, and 0 only
    ///     if it is 0 in the file; nil where no run does.
    /// - Throws: `ExchangeError`, with tensor and index, for the first parameter that is not.
    /// - Complexity: O(parameters).
    public static func checkNumbers(
        of file: SafetensorsFile, path: String, as format: NumberFormat? = nil
    ) throws(ExchangeError) {
        for named in file.tensors {
            guard let (index, value) = firstOutside(of: format ?? .float64, named.tensor.storage) else { continue }
            let missed = value.isFinite ? format : nil
            throw ExchangeError(
                path: path, location: "tensor \(named.name)\(position(index, in: named.tensor.shape))",
                problem: missed.map {
                    "\(NumberText.exact(value)) is \($0.overflows(value) ? "infinite" : "0") in \($0.rawValue)"
                }
                    ?? "it is \(value.isNaN ? "NaN" : value < 0 ? "-infinity" : "infinity")",
                expected: missed.map { "a number that \($0.rawValue) holds, or precision: float64" }
                    ?? "a finite number")
        }
    }

    /// The first element that is no weight of the format, with its index.
    private static func firstOutside(of format: NumberFormat, _ storage: Tensor.Storage) -> (Int, Double)? {
        switch storage {
        case .float32(let values):
            values.firstIndex { !format.holds(weight: Double($0)) }.map { ($0, Double(values[$0])) }
        case .float64(let values): values.firstIndex { !format.holds(weight: $0) }.map { ($0, values[$0]) }
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
