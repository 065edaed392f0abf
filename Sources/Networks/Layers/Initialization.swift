/// How the parameters of a network start.
///
/// A draw for entry k of a tensor depends only on the seed, the tensor and k, and is made in double precision before it
/// is rounded: a float32 and a float64 network with one seed start from the same numbers.
public enum Initialization: Sendable, Hashable {
    /// The distribution that a variance-scaling rule draws from.
    public enum Distribution: String, Sendable, Hashable, CaseIterable {
        /// Uniform on ±√(3 · variance).
        case uniform
        /// Normal with that variance.
        case normal
    }

    /// Weights and biases uniform on [lower, upper).
    case uniform(ClosedRange<Double>)
    /// Weights of variance 2 / (inputs + outputs), biases 0 (Glorot and Bengio, 2010).
    case glorot(Distribution)
    /// Weights of variance 2 / inputs, biases 0 (He et al., 2015).
    case he(Distribution)
    /// Weights and biases uniform on ±1/√inputs, with the inputs of each unit: what PyTorch gives its layers.
    case fanIn
    /// Weights of a variance that follows from the width of a layer, in the form of a library.
    case varianceScaling(VarianceScaling)
    /// All parameters 0.
    case zeros
}

extension Initialization {
    /// The parameters of one layer: `[outputs × inputs]` weights and as many biases as the layer has.
    ///
    /// Of a structure the parameters are drawn, and then written at every entry that is tied to them. Those of S in a
    /// trained skip follow, and are drawn as if the layer received nothing else.
    ///
    /// - Complexity: O(outputs · inputs).
    func parameters<S: Scalar>(
        of dense: Dense, inputs: Int, layer: Int, seed: UInt64
    ) -> (weight: [S], bias: [S]?) {
        if !dense.isPlain {
            return self == .zeros
                ? Self.zeros(of: dense, columns: inputs)
                : structured(dense, columns: inputs, layer: layer, seed: seed)
        }
        let count = dense.outputs * inputs
        if dense.fixed == .linear {
            let share = S(1) / S(inputs)
            return (
                Array(repeating: share, count: count), dense.hasBias ? Array(repeating: 0, count: dense.outputs) : nil
            )
        }
        var (weights, biases) = Self.streams(layer: layer, seed: seed)
        return (
            draw(count, fanIn: inputs, fanOut: dense.outputs, from: &weights),
            dense.hasBias ? drawBiases(dense.outputs, fanIn: inputs, fanOut: dense.outputs, from: &biases) : nil
        )
    }

    private static func streams(layer: Int, seed: UInt64) -> (weights: RandomStream, biases: RandomStream) {
        (
            RandomStream(seed: seed, purpose: .initialization, index: UInt32(2 * layer)),
            RandomStream(seed: seed, purpose: .initialization, index: UInt32(2 * layer + 1))
        )
    }

    /// Zeros, and what is constant: the ties are not needed.
    private static func zeros<S: Scalar>(of dense: Dense, columns: Int) -> (weight: [S], bias: [S]?) {
        var weight = [S](repeating: 0, count: dense.outputs * columns)
        let input = dense.inputShape ?? [columns]
        let constants = try? WeightTying.constants(
            dense.structure, input: input, outputs: dense.outputs, skip: dense.skip,
            skipWidth: columns - input.reduce(1, *))
        for constant in constants ?? [] { weight[constant.place] = S(constant.value) }
        return (weight, dense.hasBias ? Array(repeating: 0, count: dense.outputs) : nil)
    }

    private func structured<S: Scalar>(
        _ dense: Dense, columns: Int, layer: Int, seed: UInt64
    ) -> (weight: [S], bias: [S]?) {
        let tying = dense.tying(columns: columns)
        let below = dense.inputShape?.reduce(1, *) ?? columns
        let skipped = dense.skip?.isLinear == true ? dense.outputs * (columns - below) : 0
        let own = (tying?.parameterCount ?? dense.outputs * columns) - skipped
        let (fanIn, fanOut) = (tying?.fanIn ?? below, tying?.fanOut ?? dense.outputs)
        var (weights, biases) = Self.streams(layer: layer, seed: seed)
        var parameters: [S] = draw(own, fanIn: fanIn, fanOut: fanOut, from: &weights)
        if skipped > 0 {
            parameters += draw(skipped, fanIn: columns - below, fanOut: dense.outputs, from: &weights)
        }
        let perBias = tying?.outputsPerBias ?? 1
        let bias: [S]? =
            dense.hasBias
            ? drawBiases(dense.outputs / perBias, fanIn: fanIn, fanOut: fanOut, from: &biases) : nil
        guard let tying else {
            // W and S are full: their rows follow each other in [W | S].
            let added = columns - below
            var rows: [S] = []
            for i in 0..<dense.outputs {
                rows += parameters[i * below..<(i + 1) * below]
                rows += parameters[own + i * added..<own + (i + 1) * added]
            }
            return (rows, bias)
        }
        return (tying.matrix(of: parameters), bias.map { tying.biases(of: $0) })
    }

    /// Weights that have so many inputs and outputs each.
    private func draw<S: Scalar>(_ count: Int, fanIn: Int, fanOut: Int, from stream: inout RandomStream) -> [S] {
        switch self {
        case .zeros: return Array(repeating: 0, count: count)
        case .uniform(let range): return (0..<count).map { _ in S(stream.uniform(in: range)) }
        case .fanIn:
            let bound = 1 / Double(fanIn).squareRoot()
            return (0..<count).map { _ in S(stream.uniform(in: -bound...bound)) }
        case .glorot(let distribution):
            let variance = 2 / Double(fanIn + fanOut)
            return (0..<count).map { _ in S(distribution.draw(variance: variance, from: &stream)) }
        case .he(let distribution):
            let variance = 2 / Double(fanIn)
            return (0..<count).map { _ in S(distribution.draw(variance: variance, from: &stream)) }
        case .varianceScaling(let form):
            let deviation = form.deviation(fanIn: fanIn, fanOut: fanOut)
            return (0..<count).map { _ in S(form.draw(deviation: deviation, from: &stream)) }
        }
    }

    private func drawBiases<S: Scalar>(
        _ count: Int, fanIn: Int, fanOut: Int, from stream: inout RandomStream
    ) -> [S] {
        switch self {
        case .zeros, .glorot, .he: Array(repeating: 0, count: count)
        case .uniform, .fanIn: draw(count, fanIn: fanIn, fanOut: 1, from: &stream)
        case .varianceScaling(let form):
            form.hasBiases
                ? draw(count, fanIn: fanIn, fanOut: fanOut, from: &stream) : Array(repeating: 0, count: count)
        }
    }
}

extension Initialization.Distribution {
    fileprivate func draw(variance: Double, from stream: inout RandomStream) -> Double {
        switch self {
        case .uniform:
            let bound = (3 * variance).squareRoot()
            return stream.uniform(in: -bound...bound)
        case .normal:
            return stream.normal() * variance.squareRoot()
        }
    }
}
