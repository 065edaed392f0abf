/// The ties of a network's weights in the flat buffers of a ``ParameterLayout``.
///
/// A tied weight is stored at each of its places. Its gradient is summed over them and written back to each, so that a
/// step that is entry by entry moves them all alike, and an optimizer's moments agree as well.
struct TiedTensors<Element: KernelScalar>: Sendable {
    /// The ties of one tensor.
    private struct Ties: Sendable {
        /// Where the tensor begins, and how many scalars it has.
        let offset: Int
        let count: Int
        /// The places of parameter p are `places[starts[p]..<starts[p + 1]]`.
        let starts: [Int32]
        let places: [Int32]
        /// The constant entries, and their values.
        let constants: [(place: Int32, value: Element)]
    }

    private let layers: [[Ties]]

    /// Nil where nothing is tied.
    init?(_ network: [Layer<Element>], layout: ParameterLayout) {
        guard network.contains(where: { !$0.dense.isPlain }) else { return nil }
        layers = network.enumerated().map { l, layer in
            guard let tying = layer.tying else { return [] }
            var ties = [Self.ties(of: tying.sources, tying.parameterCount, tying.constants, layout.weights[l].offset)]
            if let bias = layout.biases[l], tying.outputsPerBias > 1 {
                let sources = (0..<layer.outputs).map { Int32($0 / tying.outputsPerBias) }
                ties.append(Self.ties(of: sources, layer.outputs / tying.outputsPerBias, [], bias.offset))
            }
            return ties
        }
    }

    private static func ties(
        of sources: [Int32], _ parameters: Int, _ constants: [WeightTying.Constant], _ offset: Int
    ) -> Ties {
        var starts = [Int32](repeating: 0, count: parameters + 1)
        for source in sources where source >= 0 { starts[Int(source) + 1] += 1 }
        for p in 0..<parameters { starts[p + 1] += starts[p] }
        var (next, places) = (starts, [Int32](repeating: 0, count: Int(starts[parameters])))
        for (k, source) in sources.enumerated() where source >= 0 {
            places[Int(next[Int(source)])] = Int32(k)
            next[Int(source)] += 1
        }
        var values = [Element](repeating: 0, count: constants.isEmpty ? 0 : sources.count)
        for constant in constants { values[constant.place] = Element(constant.value) }
        let fixed = sources.indices.filter { sources[$0] < 0 }
            .map { (place: Int32($0), value: values.isEmpty ? 0 : values[$0]) }
        return Ties(offset: offset, count: sources.count, starts: starts, places: places, constants: fixed)
    }

    /// Sums the gradient of each parameter of layer `l` over its places; 0 at constant entries. O(entries).
    func tie(_ gradient: UnsafeMutablePointer<Element>, layer l: Int) {
        for ties in layers[l] {
            let g = gradient + ties.offset
            for entry in ties.constants { g[Int(entry.place)] = 0 }
            ties.places.withUnsafeBufferPointer { places in
                for p in 0..<ties.starts.count - 1 {
                    let range = Int(ties.starts[p])..<Int(ties.starts[p + 1])
                    var sum: Element = 0
                    for k in range { sum += g[Int(places[k])] }
                    for k in range { g[Int(places[k])] = sum }
                }
            }
        }
    }

    /// Sets constant entries to their values, and every place of a parameter to that of its first. O(entries).
    ///
    /// A step leaves them so; a rule of the caller's own, or 0/0 at a constant 0, may not.
    func restore(_ parameters: UnsafeMutablePointer<Element>) {
        for ties in layers.joined() {
            let w = parameters + ties.offset
            for entry in ties.constants { w[Int(entry.place)] = entry.value }
            ties.places.withUnsafeBufferPointer { places in
                for p in 0..<ties.starts.count - 1 where ties.starts[p] < ties.starts[p + 1] {
                    let value = w[Int(places[Int(ties.starts[p])])]
                    for k in Int(ties.starts[p]) + 1..<max(Int(ties.starts[p]) + 1, Int(ties.starts[p + 1])) {
                        w[Int(places[k])] = value
                    }
                }
            }
        }
    }
}
