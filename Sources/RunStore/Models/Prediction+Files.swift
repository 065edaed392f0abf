internal import Exact
public import Exchange
public import Experiments
internal import Networks

extension Prediction {
    /// The arrays by name: outputs, codes, and with layers `layers.0.preactivations`, `layers.0.activations`, ….
    private func named(withLayers: Bool) -> [(name: String, values: Values)] {
        var all: [(name: String, values: Values)] = [("outputs", outputs)]
        if let codes { all.append(("codes", codes)) }
        if withLayers {
            for (l, layer) in layers.enumerated() {
                all.append(("layers.\(l).preactivations", layer.preactivations))
                all.append(("layers.\(l).activations", layer.activations))
            }
        }
        return all
    }

    /// Writes the values: an `.npz` of arrays, or a table of the outputs, a column for each.
    ///
    /// - Throws: ``RunError`` for another ending, and for fractions in an `.npz`, which has none; `ExchangeError` where
    ///   the file cannot be written.
    public func write(to path: String, withLayers: Bool) throws {
        switch PathParts.ending(path).lowercased() {
        case "npz":
            let tensors = try named(withLayers: withLayers).map { name, values in
                let storage: Tensor.Storage
                switch values {
                case .float32(let matrix): storage = .float32(matrix.elements)
                case .float64(let matrix): storage = .float64(matrix.elements)
                case .exact:
                    throw RunError(
                        place: path, problem: "an .npz file holds no fractions: expected a name that ends in .csv")
                }
                return NamedTensor(
                    name: name, tensor: try Tensor(shape: [values.rows, values.columns], storage: storage))
            }
            try AtomicFile.write(NumPyArchive(tensors: tensors).encoded(), to: path)
        case "csv": try AtomicFile.write(table(withLayers: withLayers).encoded(), to: path)
        default: throw RunError(place: path, problem: "expected a name that ends in .npz or .csv")
        }
    }

    /// The outputs as a table, a row for each sample; with layers, the codes and all layers, too.
    public func table(withLayers: Bool) throws -> CSVTable {
        let all = withLayers ? named(withLayers: true) : [("outputs", outputs)]
        let texts = all.map { Self.text($0.1) }
        return try CSVTable(
            header: Self.columns(all.map { ($0.0, $0.1.columns) }),
            rows: (0..<outputs.rows).map { row in texts.flatMap { $0[row] } })
    }

    /// The line of names of the table that ``table(withLayers:)`` gives for a network.
    public static func header(of network: TrainedNetwork, withLayers: Bool) -> String {
        let double = network.inDouble
        let sizes = double.layers.map(\.outputs)
        var parts = [("outputs", sizes.last ?? 0)]
        if withLayers {
            if let l = double.codeLayer { parts.append(("codes", sizes[l])) }
            for (l, size) in sizes.enumerated() {
                parts += [("layers.\(l).preactivations", size), ("layers.\(l).activations", size)]
            }
        }
        return columns(parts).joined(separator: ",")
    }

    private static func columns(_ parts: [(name: String, count: Int)]) -> [String] {
        parts.flatMap { part in (0..<part.count).map { "\(part.name).\($0)" } }
    }

    /// Numbers as the shortest decimals that are these numbers, fractions as p/q.
    private static func text(_ values: Values) -> [[String]] {
        switch values {
        case .float32(let matrix): matrix.nested.map { $0.map(\.description) }
        case .float64(let matrix): matrix.nested.map { $0.map(\.description) }
        case .exact(let matrix): matrix.nested.map { $0.map(\.description) }
        }
    }
}
