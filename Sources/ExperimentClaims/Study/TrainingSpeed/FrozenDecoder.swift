internal import Networks

/// Training of the last layer alone: the code and the kinks are those of the exact solution and stay fixed; W3 starts
/// at 0.
///
/// With the hinge residual this is a convex problem that has a solution.
struct FrozenDecoder {
    private let start: Network<Double>
    private let samples: SampleSet
    private let amplitude = 5.0

    /// z = amp·θ/n, and a kink of an ascending unit at each code but the highest.
    init(length n: Int) throws {
        let steps = StepFunctions(length: n, amplitude: .one(amplitude))
        samples = try steps.samples()
        var network: Network<Double> = try CanonicalAutoencoder(steps, codeWeight: 1 / Double(n)).network()
        for l in 0...1 { network.layers[l].dense.isFrozen = true }
        network.layers[2].weight = Matrix(rows: n, columns: n, repeating: 0)
        start = network
    }

    /// The largest error over the amplitude that a rule leaves.
    func errorAfter(_ optimizer: Optimizer, epochs: Int) throws -> Double {
        var network = start
        try Training(loss: .hingeResidual(.mean), optimizer: optimizer).fit(&network, to: samples, epochs: epochs)
        return StepReconstruction(network, amplitude: amplitude).largestError
    }
}
