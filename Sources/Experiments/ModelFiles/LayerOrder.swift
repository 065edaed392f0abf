internal import Diagnostics
internal import Exchange

/// The order in which the layers of a file follow each other.
struct LayerOrder {
    /// The most layers whose order is searched for where their names do not tell it.
    private static let mostSearched = 10
    /// The most orders that are looked for: a second one suffices to refuse the file.
    private static let mostFound = 64

    private let layers: [LayerTensors.Layer]
    private let names: [LayerName]
    private let layout: WeightLayout

    init(_ tensors: LayerTensors, layout: WeightLayout) {
        layers = tensors.layers
        names = layers.map { LayerName($0.module) }
        self.layout = layout
    }

    /// Whether the names alone tell the order.
    var isTold: Bool { zip(names, names.dropFirst()).allSatisfy { $0.precedes($1) == true } }

    /// The orders that the names allow and in which each layer takes what the one before gives; layers whose names
    /// begin alike stay together.
    ///
    /// - Parameter fits: whether a layer can stand at a place.
    /// - Returns: the orders, at most 64; nil where there are too many layers to try.
    /// - Complexity: O(1) orders where the names tell one; else at most 10! for ten layers.
    func orders(where fits: (LayerTensors.Layer, Int) -> Bool = { _, _ in true }) -> [[LayerTensors.Layer]]? {
        if isTold { return isChain(layers) && layers.indices.allSatisfy { fits(layers[$0], $0) } ? [layers] : [] }
        guard layers.count <= Self.mostSearched else { return nil }
        var found: [[LayerTensors.Layer]] = []
        extend([], fits, &found)
        return found
    }

    private func extend(
        _ chosen: [Int], _ fits: (LayerTensors.Layer, Int) -> Bool, _ found: inout [[LayerTensors.Layer]]
    ) {
        guard found.count < Self.mostFound else { return }
        guard chosen.count < layers.count else { return found.append(chosen.map { layers[$0] }) }
        let rest = layers.indices.filter { !chosen.contains($0) }
        for next in rest where fits(layers[next], chosen.count) {
            guard rest.allSatisfy({ names[$0].precedes(names[next]) != true }) else { continue }
            if let last = chosen.last {
                guard layers[last].outputs(layout) == layers[next].inputs(layout) else { continue }
                // A group that has begun is finished first.
                let common = names[last].common(with: names[next])
                guard !rest.contains(where: { names[last].common(with: names[$0]) > common }) else { continue }
            }
            extend(chosen + [next], fits, &found)
        }
    }

    /// Whether each layer takes what the one before gives, and has a bias of that size or none.
    func fits(_ layers: [LayerTensors.Layer]) -> Bool {
        isChain(layers) && layers.allSatisfy { $0.biasCount ?? $0.outputs(layout) == $0.outputs(layout) }
    }

    private func isChain(_ layers: [LayerTensors.Layer]) -> Bool { firstMisfit(in: layers) == nil }

    private func firstMisfit(in layers: [LayerTensors.Layer]) -> (LayerTensors.Layer, LayerTensors.Layer)? {
        zip(layers, layers.dropFirst()).first { $0.outputs(layout) != $1.inputs(layout) }
    }

    /// The order that names and shapes tell, or the one that is asked for.
    ///
    /// - Parameters:
    ///   - reading: the order that is asked for, and what messages advise.
    ///   - path: the file's name, for messages.
    /// - Returns: the layers in that order.
    /// - Throws: `ExchangeError`, with names and shapes, where the layers do not fit together, or fit in several ways.
    func told(
        by reading: ModelReading, path: String
    ) throws(ExchangeError) -> [LayerTensors.Layer] {
        if let asked = reading.order {
            let order = try chosen(asked, path: path)
            try check(order, path: path, reading)
            return order
        }
        guard let orders = orders() else {
            throw ExchangeError(
                path: path, location: "tensors",
                problem: "the names of its \(layers.count) layers do not tell their order: "
                    + Self.shown(Self.names(layers)),
                expected: (reading.advice == .options
                    ? "--order with these names in their order, or " : "")
                    + "numbered names, such as 0.weight, 2.weight")
        }
        if orders.isEmpty { try check(layers, path: path, reading) }
        guard let first = orders.first, orders.count == 1 else {
            // The widest signal first: an encoder narrows it.
            let likely = orders.sorted { ($0.first?.inputs(layout) ?? 0) > ($1.first?.inputs(layout) ?? 0) }
            let words = likely.prefix(2).map { Self.names($0).joined(separator: ",").shortened(to: 1000) }
            throw ExchangeError(
                path: path, location: "tensors",
                problem: "its layers fit together in several orders: \(words.joined(separator: " and "))",
                expected: reading.advice == .options
                    ? "one of them, as in --order \(words.first ?? "")"
                    : "numbered names, such as 0.weight, 2.weight, that tell which")
        }
        return first
    }

    /// What layers are called in messages.
    static func shown(_ modules: [String]) -> String {
        NetworkFile.listed(modules.map { $0.isEmpty ? "weight" : $0.shortened(to: 48) })
    }

    /// The names of layers.
    static func names(_ layers: [LayerTensors.Layer]) -> [String] { layers.map(\.module) }

    private func chosen(
        _ asked: [String], path: String
    ) throws(ExchangeError) -> [LayerTensors.Layer] {
        let known = Dictionary(layers.map { ($0.module, $0) }) { first, _ in first }
        var order: [LayerTensors.Layer] = []
        for name in asked {
            guard let layer = known[name], !order.contains(layer) else { break }
            order.append(layer)
        }
        guard order.count == asked.count, order.count == layers.count else {
            throw ExchangeError(
                path: path, location: "--order", problem: "found \(asked.joined(separator: ",").shortened(to: 120))",
                expected: "each layer of the file once: "
                    + Self.shown(Self.names(layers)))
        }
        return order
    }

    /// Refuses an order in which a layer does not take what the one before gives.
    private func check(
        _ order: [LayerTensors.Layer], path: String, _ reading: ModelReading
    ) throws(ExchangeError) {
        guard let (first, second) = firstMisfit(in: order) else { return }
        let count = first.outputs(layout)
        throw ExchangeError(
            path: path, location: "tensor \(second.weight.shortened(to: 48))",
            problem: "its shape is \(second.shape), which takes \(second.inputs(layout)) inputs, and \(first.words) "
                + "before it gives \(NumberText.plural(count, "output"))",
            expected: (layout == .outputsFirst ? "[outputs, \(count)]" : "[\(count), outputs]")
                + " in the order \(NetworkFile.listed(order.map(\.words)))"
                + (isTold || reading.advice == .file ? "" : "; --order gives another order"))
    }
}
