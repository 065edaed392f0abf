internal import Diagnostics
public import Exchange
public import Experiments
public import Networks

/// The inputs that a network is evaluated on, from a data file.
public struct PredictionData: Sendable, Hashable {
    /// The inputs, `[samples × inputs]`, as the file has them.
    public let inputs: Matrix<Double>

    /// Names that an array of inputs has by custom.
    private static let customaryNames = ["x", "X", "inputs", "input", "signals"]

    /// Reads the inputs of a file: `.npy`, `.npz`, `.csv` or `.safetensors`.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - name: the array; nil for the only one, for the one called x, X, inputs, input or signals, and for all
    ///     columns of a table.
    ///   - width: the number of inputs of the network.
    ///   - known: the data that the network was trained on: of a table that has their columns of inputs, these are
    ///     read, in their order; nil for all columns.
    /// - Throws: `ExchangeError` for a file that cannot be read, an array of another width, and a number that is
    ///   infinite or NaN, with its index.
    public init(_ path: String, array name: String?, width: Int, like known: FileSignals? = nil) throws(ExchangeError) {
        let file = try DataFile(path)
        let customary = Self.customaryNames.filter { file.names.contains($0) }
        let chosen = name ?? (file.format == .table || file.names.count == 1 ? nil : customary.first)
        if name == nil, chosen == nil, file.format != .table, file.names.count != 1 {
            let listed = file.names.prefix(12).joined(separator: ", ")
            throw ExchangeError(
                path: path, location: nil, problem: "it holds \(file.names.count) arrays: \(listed)",
                expected: "--array with the name of the inputs, or an array called x")
        }
        let array: NumericArray
        if name == nil, file.format == .table, let columns = known?.inputColumns(of: file) {
            array = try file.matrix(columns: columns)
        } else {
            array = try file.array(named: chosen)
        }
        // One dimension: samples of one input, or one sample.
        let rows: Int
        switch array.shape.count {
        case 1: rows = width == 1 ? array.shape[0] : 1
        default: rows = array.shape[0]
        }
        guard rows > 0, array.values.count == rows * width else {
            throw ExchangeError(
                path: path, location: chosen.map { "array \($0)" }, problem: "its shape is \(array.shape)",
                expected: "[samples, \(width)] for a network of \(NumberText.plural(width, "input"))")
        }
        if let index = array.firstNonFinite {
            throw ExchangeError(
                path: path, location: "value \(index)", problem: "it is infinite or NaN", expected: "a finite number")
        }
        inputs = Matrix(rows: rows, columns: width, elements: array.values)
    }
}
