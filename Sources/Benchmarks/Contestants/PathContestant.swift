internal import Networks

/// One of Heaviside's own paths, in this process.
final class PathContestant<Element: TrainableScalar>: Contestant {
    let id: String
    let name: String
    let multiple = 1
    let versions: [String: String] = [:]
    private let training: Training
    private let networks: [Network<Element>]
    private let samples: SampleSet
    private let stop: StopRequest?

    init(_ path: ComputationPath, networks: [Network<Element>], samples: SampleSet, stop: StopRequest?) {
        id = path.rawValue
        name = "Heaviside, \(path.rawValue)"
        training = Training(
            loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-4, dialect: .torch), path: path)
        self.networks = networks
        self.samples = samples
        self.stop = stop
    }

    func prepare() throws(ContestantFailure) { _ = try run(epochs: 1, expected: 0) }

    func run(epochs: Int, expected: Double) throws(ContestantFailure) -> Measurement {
        var (seconds, loss) = (0.0, 0.0)
        for initial in networks {
            let outcome = try fit(initial, epochs: epochs)
            seconds += outcome.seconds
            loss += outcome.loss / Double(networks.count)
        }
        return Measurement(seconds: seconds, loss: loss)
    }

    func loss(inEpoch epoch: Int) throws(ContestantFailure) -> Double {
        try run(epochs: epoch - 1, expected: 0).loss
    }

    func end(isHurried: Bool) {}

    private func fit(_ initial: Network<Element>, epochs: Int) throws(ContestantFailure) -> TrainingOutcome<Element> {
        var network = initial
        let outcome: TrainingOutcome<Element>
        do {
            outcome = try training.fit(&network, to: samples, epochs: epochs, stop: stop)
        } catch {
            throw .failed("\(error)")
        }
        switch outcome.status {
        case .finished: return outcome
        case .interrupted: throw .interrupted
        case .diverged: throw .failed("the loss is \(outcome.loss)")
        }
    }
}
