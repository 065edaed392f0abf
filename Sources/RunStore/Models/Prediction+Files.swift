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

    /// The class of each sample, by its name: the greatest output, of equal ones the first; nil for a sample with an
    /// output that is not a number.
    ///
    /// - Parameter names: the classes, in the order of the outputs.
    /// - Returns: a name for each sample; nil where there are other outputs than names.
    public func classes(named names: [String]) -> [String?]? {
        guard names.count == outputs.columns, !names.isEmpty else { return nil }
        func greatest<Number: Comparable>(_ row: some Collection<Number>, isNumber: (Number) -> Bool) -> String? {
            var best = (place: 0, value: nil as Number?)
            for (place, value) in row.enumerated() {
                guard isNumber(value) else { return nil }
                if best.value.map({ $0 < value }) ?? true { best = (place, value) }
            }
            return names[best.place]
        }
        return (0..<outputs.rows).map { row in
            switch outputs {
            case .float32(let values): greatest(values.row(row)) { !$0.isNaN }
            case .float64(let values): greatest(values.row(row)) { !$0.isNaN }
            case .exact(let values): greatest(values.row(row)) { _ in true }
            }
        }
    }

    /// Writes the values: an `.npz` of arrays, or a table of the outputs, a column for each, and of the classes, where
    /// these have names.
    ///
    /// - Throws: ``RunError`` for another ending, and for fractions in an `.npz`, which has none; `ExchangeError` where
    ///   the file cannot be written.
    public func write(to path: String, withLayers: Bool, classNames: [String]? = nil) throws {
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
        case "csv": try AtomicFile.write(table(withLayers: withLayers, classNames: classNames).encoded(), to: path)
        default: throw RunError(place: path, problem: "expected a name that ends in .npz or .csv")
        }
    }

    /// The outputs as a table, a row for each sample; with layers, the codes and all layers, too.
    public func table(withLayers: Bool, classNames: [String]? = nil) throws -> CSVTable {
        let all = withLayers ? named(withLayers: true) : [("outputs", outputs)]
        let texts = all.map { Self.text($0.1) }
        let found = classNames.flatMap { classes(named: $0) }
        return try CSVTable(
            header: (found == nil ? [] : [Self.classColumn]) + Self.columns(all.map { ($0.0, $0.1.columns) }),
            rows: (0..<outputs.rows).map { row in (found.map { [$0[row] ?? ""] } ?? []) + texts.flatMap { $0[row] } })
    }

    /// The line of names of the table that ``table(withLayers:)`` gives for a network.
    public static func header(of network: TrainedNetwork, withLayers: Bool, classNames: [String]? = nil) -> String {
        let double = network.inDouble
        let sizes = double.layers.map(\.outputs)
        var parts = [("outputs", sizes.last ?? 0)]
        if withLayers {
            if let l = double.codeLayer { parts.append(("codes", sizes[l])) }
            for (l, size) in sizes.enumerated() {
                parts += [("layers.\(l).preactivations", size), ("layers.\(l).activations", size)]
            }
        }
        let hasClasses = classNames?.count == sizes.last && classNames?.isEmpty == false
        return ((hasClasses ? [classColumn] : []) + columns(parts)).joined(separator: ",")
    }

    private static let classColumn = "class"

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
