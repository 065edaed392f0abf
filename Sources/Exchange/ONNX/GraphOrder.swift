/// The nodes of a graph in an order in which each comes after those whose outputs it takes.
enum GraphOrder {
    /// A node, and the values that no node after it takes.
    typealias Step = (node: ONNXNode, released: [String])

    /// The nodes that the outputs depend on; others may be anything.
    ///
    /// - Throws: ``ExchangeError`` for values that are produced twice, and for nodes that wait for each other.
    /// - Complexity: O(nodes and their inputs); no recursion.
    static func nodes(
        of model: ONNXModel, given input: String, _ initializers: [String: ONNXTensor]
    ) throws(ExchangeError) -> [Step] {
        var producers: [String: Int] = [:]
        for node in model.nodes {
            for name in node.outputs where !name.isEmpty {
                guard name != input, initializers[name] == nil, producers.updateValue(node.index, forKey: name) == nil
                else {
                    throw ExchangeError(
                        path: model.path, location: node.place,
                        problem: "its output \(ExchangeError.quote(name)) is given elsewhere, too",
                        expected: "each value once")
                }
            }
        }
        // Backwards from the outputs.
        var isNeeded = [Bool](repeating: false, count: model.nodes.count)
        var open = model.outputs.compactMap { producers[$0.name] }
        while let index = open.popLast() {
            guard !isNeeded[index] else { continue }
            isNeeded[index] = true
            open += model.nodes[index].inputs.compactMap { producers[$0] }
        }
        // Forwards: a node is ready when all it takes has been made.
        var waiting = [Int](repeating: 0, count: model.nodes.count)
        var takers: [String: [Int]] = [:]
        for node in model.nodes where isNeeded[node.index] {
            for name in Set(node.inputs) where producers[name] != nil {
                waiting[node.index] += 1
                takers[name, default: []].append(node.index)
            }
        }
        var ready = model.nodes.indices.filter { isNeeded[$0] && waiting[$0] == 0 }
        var order: [ONNXNode] = []
        var next = 0
        while next < ready.count {
            let node = model.nodes[ready[next]]
            next += 1
            order.append(node)
            for taker in node.outputs.flatMap({ takers[$0] ?? [] }) {
                waiting[taker] -= 1
                if waiting[taker] == 0 { ready.append(taker) }
            }
        }
        let count = isNeeded.count { $0 }
        guard order.count == count else {
            let stuck = model.nodes.first { isNeeded[$0.index] && waiting[$0.index] > 0 }
            throw ExchangeError(
                path: model.path, location: stuck?.place ?? "the graph",
                problem: "it waits for its own output: the graph has a cycle", expected: "a graph without cycles")
        }
        return released(order, keeping: Set(model.outputs.map(\.name)))
    }

    /// Adds to each node the values that are taken for the last time.
    private static func released(_ order: [ONNXNode], keeping kept: Set<String>) -> [Step] {
        var seen = kept
        var steps: [Step] = []
        for node in order.reversed() {
            var last: [String] = []
            for name in node.inputs where !name.isEmpty && seen.insert(name).inserted { last.append(name) }
            steps.append((node, last))
        }
        return steps.reversed()
    }
}
