internal import Analysis
internal import Exact
internal import Experiments
internal import Networks

/// The network of the experiment sub-optimal, and what certificates prove about it on its own data and on all steps.
struct SubOptimalNetwork {
    /// The network.
    let network: Network<Float>
    private let own: Certification
    private let all: Certification

    /// Starts the experiment, whose network is constructed and not trained.
    init(_ experiment: Experiment) throws {
        let spec = experiment.spec
        network = try ExperimentRun(spec, source: experiment.name).initialNetwork()
        own = try Certification(.float32(network), signals: spec.signals)
        var complete = spec.signals
        complete.holdOut = .none
        all = try Certification(.float32(network), signals: complete)
    }

    /// Whether the network is proved exact on all samples but that of θ.
    func isProved(without theta: Double) -> Bool {
        own.isProved && own.samples.count == all.samples.count - 1
            && own.samples.positions.allSatisfy { $0 != theta }
    }

    /// Whether the complete data refute the network, with an error at θ and nowhere else.
    func isRefuted(at theta: Double, error: Rational) -> Bool {
        guard !all.isProved, all.reconstruction.wrongSamples == 1, let worst = all.reconstruction.worst else {
            return false
        }
        return worst.error == error && all.samples.positions[worst.sample] == theta
    }
}
