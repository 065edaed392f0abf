internal import Experiments
internal import Networks
internal import RunStore

/// A run as a page opens it: how it stands, its spec, its samples and the epochs that have a whole snapshot.
struct RunAnswer: Encodable {
    struct Layer: Encodable {
        let outputs: Int
        let inputs: Int
        let activation: String
        let hasBias: Bool
    }

    struct Shape: Encodable {
        let length: Int
        let samples: Int
        let amplitude: Double
        let layers: [Layer]
    }

    struct Samples: Encodable {
        /// The position of each sample; null where it has none.
        let labels: [Double?]
        let signals: [[Double]]
        /// Absent where they are the signals.
        let targets: [[Double]]?
        /// The class of each, from 0; absent for data without classes.
        let classes: [Int]?
        /// The words of the classes, in their order; absent for classes that are numbers.
        let classNames: [String]?
        /// The names of the signals' entries, of columns of a table; absent where they have none.
        let entries: [String]?
        /// The names of the outputs, where each is a number of its own; absent where they have none.
        let outputs: [String]?
        /// How many of the samples are here: all, or the first of many.
        let shown: Int
    }

    let run: String
    let name: String
    let seed: UInt64
    let status: LiveStatus
    let epoch: Int
    let epochs: Int
    let rate: Double?
    let pace: String?
    let isLive: Bool
    let spec: String
    let continuations: [String]
    let precision: String
    let rule: String
    let shape: Shape
    let samples: Samples
    let samplesAreSteps: Bool
    let snapshots: [Int]
    let hash: String?
    /// Whether the run has a certificate.
    let isCertified: Bool
    let summary: RunSummary?

    /// The most numbers of signals that are sent.
    private static let mostNumbers = 1 << 18

    init(_ folder: RunFolder, session: LiveSession?) throws {
        let course = try folder.course()
        let spec = course.end
        let experiment = try folder.run(of: spec)
        let all = experiment.samples
        let summary = session.map { $0.run.hasEnded } ?? true ? try? folder.summary() : nil
        run = folder.id
        (name, seed, precision, rule) = (spec.name, spec.seed, spec.precision.rawValue, spec.training.optimizer.name)
        let state = session?.run.state
        status = state?.status ?? Self.status(summary)
        epoch = max(session?.epoch ?? 0, summary?.epochs ?? 0)
        epochs = spec.epochs
        rate = session?.latest?.learningRate ?? spec.training.scheduleState(at: epoch).learningRate
        pace = state?.pace
        isLive = session.map { !$0.run.hasEnded } ?? false
        self.spec = course.start.yaml
        continuations = course.continuations.map { "\($0.epoch): \($0.key)=\($0.to ?? "")" }
        let network = try spec.zeroNetwork(source: folder.id).inDouble
        shape = Shape(
            length: all.length, samples: all.count, amplitude: experiment.amplitude,
            layers: network.layers.map {
                Layer(
                    outputs: $0.outputs, inputs: $0.inputs, activation: $0.dense.activation.description,
                    hasBias: $0.bias != nil)
            })
        let width = all.length + (all.isAutoencoding ? 0 : all.targets.columns)
        let count = min(all.count, max(1, Self.mostNumbers / max(1, width)))
        let file = experiment.spec.signals.located(in: folder.path).file
        let entries = file?.entryNames(all.length) ?? []
        let outputs = file.map { Self.outputs(of: $0, all, entries) } ?? []
        samples = Samples(
            labels: Array(all.positions.prefix(count)), signals: (0..<count).map { Array(all.signals.row($0)) },
            targets: all.isAutoencoding ? nil : (0..<count).map { Array(all.targets.row($0)) },
            classes: all.classes.map { Array($0.prefix(count)) }, classNames: file?.classNames,
            entries: entries.isEmpty ? nil : entries, outputs: outputs.isEmpty ? nil : outputs, shown: count)
        samplesAreSteps = spec.signals.steps != nil && all.isAutoencoding
        snapshots = folder.snapshotEpochs
        hash = summary?.weightsSHA256
        isCertified = folder.certificate != nil
        self.summary = summary
    }

    /// The names of targets; of signals that are their own targets, those of their entries.
    private static func outputs(of file: FileSignals, _ samples: SampleSet, _ entries: [String]) -> [String] {
        file.targets == nil && samples.isAutoencoding ? entries : file.targetNames(samples.targets.columns)
    }

    private static func status(_ summary: RunSummary?) -> LiveStatus {
        switch summary?.status {
        case .finished: .finished
        case .diverged: .diverged
        default: .stopped
        }
    }
}
