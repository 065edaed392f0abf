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
    /// Weights and biases uniform on ±1/√inputs, with the inputs of each layer: what PyTorch gives an `nn.Linear`.
    case fanIn
    /// All parameters 0.
    case zeros
}

extension Initialization {
    /// The parameters of one layer: `[outputs × inputs]` weights and as many biases as the layer has.
    ///
    /// - Complexity: O(outputs · inputs).
    func parameters<S: Scalar>(
        of dense: Dense, inputs: Int, layer: Int, seed: UInt64
    ) -> (weight: [S], bias: [S]?) {
        let count = dense.outputs * inputs
        if dense.fixed == .linear {
            let share = S(1) / S(inputs)
            return (
                Array(repeating: share, count: count), dense.hasBias ? Array(repeating: 0, count: dense.outputs) : nil
            )
        }
        var weights = RandomStream(seed: seed, purpose: .initialization, index: UInt32(2 * layer))
        var biases = RandomStream(seed: seed, purpose: .initialization, index: UInt32(2 * layer + 1))
        func uniform(_ range: ClosedRange<Double>) -> (weight: [S], bias: [S]?) {
            let weight = (0..<count).map { _ in S(weights.uniform(in: range)) }
            return (weight, dense.hasBias ? (0..<dense.outputs).map { _ in S(biases.uniform(in: range)) } : nil)
        }
        let zeroBias: [S]? = dense.hasBias ? Array(repeating: 0, count: dense.outputs) : nil
        switch self {
        case .zeros:
            return (Array(repeating: 0, count: count), zeroBias)
        case .uniform(let range): return uniform(range)
        case .fanIn:
            let bound = 1 / Double(inputs).squareRoot()
            return uniform(-bound...bound)
        case .glorot(let distribution):
            let variance = 2 / Double(inputs + dense.outputs)
            return ((0..<count).map { _ in S(distribution.draw(variance: variance, from: &weights)) }, zeroBias)
        case .he(let distribution):
            let variance = 2 / Double(inputs)
            return ((0..<count).map { _ in S(distribution.draw(variance: variance, from: &weights)) }, zeroBias)
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
