internal import Diagnostics
internal import Experiments
internal import Networks

/// The code of the study's network after training in which the sizes of the encoder's gradients play no part, beside
/// the study's own; in double precision.
struct SizelessTraining: CustomStringConvertible {
    let start: ProtocolRun.Start
    /// The largest distance of the code from its line over its range, before the first epoch.
    let before: Double
    /// The same after the study's recipe.
    let usual: Double
    /// The same where RMSProp's ε is 1e-30. A step is then g/√v, which is the same for every positive multiple of g.
    let withoutEpsilon: Double
    /// The same where each encoder weight acts on the code of one step, with the amplitude, and on no other. The codes
    /// start as in the others.
    let oneStepEach: Double

    init(_ start: ProtocolRun.Start, length: Int, epochs: Int, seed: UInt64) throws {
        let protocolRun = ProtocolRun(start: start, encoder: .free, seed: seed)
        var spec = try protocolRun.spec().resized(to: length)
        spec.epochs = epochs
        let run = try ExperimentRun(spec, source: spec.name)
        let network: Network<Double> = try run.initialNetwork()
        let amplitude = run.samples.amplitude
        func deviation(_ network: Network<Double>) -> Double {
            StepReconstruction(network, amplitude: amplitude).codeDeviation
        }
        func trained(_ optimizer: Optimizer) throws -> Network<Double> {
            var (training, trained) = (spec.training, network)
            training.optimizer = optimizer
            try training.fit(&trained, to: run.samples, epochs: epochs)
            return trained
        }
        let rate = spec.training.optimizer.learningRate
        self.start = start
        before = deviation(network)
        usual = deviation(try trained(spec.training.optimizer))
        withoutEpsilon = deviation(try trained(.rmsProp(learningRate: rate, epsilon: 1e-30)))

        // Step i has the code amp·v_i + b1, and the study's weights would be v_i − v_(i+1).
        var one = Matrix<Double>(rows: length + 1, columns: length, repeating: 0)
        for i in 0..<length { one[i, i] = amplitude }
        let samples = SampleSet(signals: one, labels: run.samples.labels, targets: run.samples.signals)
        var other = network
        var sum = 0.0
        for i in (0..<length).reversed() {
            sum += network.layers[0].weight[0, i]
            other.layers[0].weight[0, i] = sum
        }
        try spec.training.fit(&other, to: samples, epochs: epochs)
        let values = other.layers[0].weight.elements + [0]
        for i in 0..<length { other.layers[0].weight[0, i] = values[i] - values[i + 1] }
        oneStepEach = deviation(other)
    }

    var description: String {
        let shares = [usual, withoutEpsilon, oneStepEach].map { NumberText.number($0, digits: 2) }
        return
            "\(start.rawValue): the code is off its line by \(shares[0]) of its range, with ε = 1e−30 by \(shares[1]), where "
            + "each weight acts on one step alone by \(shares[2])"
    }
}
