internal import Claims
internal import Experiments
internal import Networks

/// One run of the study's protocol: where the parameters start, whether the encoder is trained, and the seed.
struct ProtocolRun: Hashable, Sendable, CustomStringConvertible {
    /// The range from which the parameters are drawn; the paper does not give it.
    enum Start: String, Sendable, CaseIterable {
        /// Uniform on (−0.05, 0.05).
        case signed
        /// Uniform on (0, 0.05).
        case nonNegative = "non-negative"
        /// Uniform on ±1/√inputs of each layer, weights and biases: what PyTorch, in which the study was programmed,
        /// does unless told otherwise.
        case fanIn = "PyTorch's default"

        /// The distribution, as a table shows it.
        var distribution: String {
            switch self {
            case .signed: "U(−.05, .05)"
            case .nonNegative: "U(0, .05)"
            case .fanIn: "U(±1/√inputs)"
            }
        }
    }

    /// Whether the encoder is trained.
    enum Encoder: String, Sendable, CaseIterable {
        /// Trained like all other layers.
        case free
        /// Fixed at w1 = 1/n, b1 = 0.
        case fixed
    }

    let start: Start
    let encoder: Encoder
    let seed: UInt64

    /// The runs of the protocol: each start with each encoder and `count` seeds, the first of which is `first`.
    static func all(from first: UInt64, count: Int) -> [ProtocolRun] {
        Start.allCases.flatMap { start in
            Encoder.allCases.flatMap { encoder in
                (0..<UInt64(count)).map { ProtocolRun(start: start, encoder: encoder, seed: first &+ $0) }
            }
        }
    }

    var description: String { "\(start.rawValue), \(encoder.rawValue) encoder, seed \(seed)" }

    /// The built-in experiment with this start and encoder.
    func spec() throws -> Spec {
        let name =
            "autoencoder-study" + (encoder == .fixed ? "-linear-encoder" : "")
            + (start == .nonNegative ? "-nonnegative" : "")
        guard var spec = Experiment.named(name)?.spec else {
            throw SpecError(source: "experiment", key: name, problem: "no such experiment")
        }
        if start == .fanIn { spec.initialization = .drawn(.fanIn) }
        spec.seed = seed
        spec.record.snapshots = false
        return spec
    }

    /// Trains and measures, some eight seconds on one core.
    func outcome() throws -> ProtocolOutcome { try outcome(of: spec()) }

    /// Trains with a changed spec and measures.
    func outcome(of spec: Spec) throws -> ProtocolOutcome {
        let recorder = HistoryRecorder()
        let result = try ExperimentRun(spec, source: spec.name).run(recorder: recorder)
        return ProtocolOutcome(self, result, history: recorder.rows)
    }
}

extension ClaimSetting {
    /// The runs of the study's protocol, ``runs`` of each recipe, the first seed of which is the setting's own; several
    /// claims share them.
    func protocolOutcomes() throws -> [ProtocolOutcome] {
        try shared.values(ProtocolRun.all(from: seed, count: runs)) { try $0.outcome() }
    }
}

extension [ProtocolOutcome] {
    /// The outcomes with a given start, a given encoder, or both.
    func with(_ start: ProtocolRun.Start? = nil, _ encoder: ProtocolRun.Encoder? = nil) -> [ProtocolOutcome] {
        filter { (start == nil || $0.run.start == start) && (encoder == nil || $0.run.encoder == encoder) }
    }

    /// The mean of a figure over the runs.
    func mean(of figure: (ProtocolOutcome) -> Double) -> Double {
        map(figure).reduce(0, +) / Double(Swift.max(1, count))
    }
}
