public import Networks

/// An experiment as a value: the data, the network, the recipe. Its YAML form is what `heaviside spec` prints.
public struct Spec: Sendable, Hashable {
    /// Where the parameters start.
    public enum Start: Sendable, Hashable {
        /// Drawn, by the spec's seed.
        case drawn(Initialization)
        /// Read from a safetensors file with tensors `layers.0.weight`, `layers.0.bias`, …
        case file(String)
        /// Read from such a file of a network with a scalar code, and lifted from the amplitude that it is for to every
        /// amplitude: `Network.lifted(fromAmplitude:orientation:)`.
        case lifted(file: String, amplitude: Double)
        /// Written down.
        case construction(Construction)
    }

    /// What a run writes down on its way.
    public struct Record: Sendable, Hashable {
        /// The epochs of `history.csv`, besides those of the snapshots.
        public var epochs: ObservationEpochs
        /// Whether the network is kept at epochs 1, 2, 5, 10, 20, 50, …
        public var snapshots: Bool

        /// By default 20 epochs a decade, and snapshots.
        public init(epochs: ObservationEpochs = .logSpaced(perDecade: 20), snapshots: Bool = true) {
            self.epochs = epochs
            self.snapshots = snapshots
        }
    }

    /// A short name without spaces; it becomes part of a run's folder.
    public var name: String
    /// The data.
    public var signals: SignalSpec
    /// The layers.
    public var network: [Dense]
    /// Where the parameters start.
    public var initialization: Start
    /// What is made small.
    public var loss: Loss
    /// The rule for a step.
    public var optimizer: Optimizer
    /// How the learning rate changes.
    public var schedule: Schedule
    /// What draws the encoder's weights together; nil where nothing does.
    public var codeLinearity: CodeLinearity?
    /// When and how hidden units are relocated; nil where they are not.
    public var kinkRepair: KinkRepair?
    /// How many samples an update sees.
    public var batching: Batching
    /// The number of epochs.
    public var epochs: Int
    /// The floating-point types.
    public var precision: Precision
    /// How an epoch is computed.
    public var path: ComputationPath
    /// What is written down on the way.
    public var record: Record
    /// The seed of everything random.
    public var seed: UInt64

    /// A spec; by default one full-batch run in single precision at a constant learning rate.
    public init(
        name: String, signals: SignalSpec, network: [Dense], initialization: Start, loss: Loss, optimizer: Optimizer,
        schedule: Schedule = .constant, codeLinearity: CodeLinearity? = nil, kinkRepair: KinkRepair? = nil,
        batching: Batching = .full, epochs: Int, precision: Precision = .float32,
        path: ComputationPath = .auto, record: Record = Record(), seed: UInt64 = 1
    ) {
        self.name = name
        self.signals = signals
        self.network = network
        self.initialization = initialization
        self.loss = loss
        self.optimizer = optimizer
        self.schedule = schedule
        self.codeLinearity = codeLinearity
        self.kinkRepair = kinkRepair
        self.batching = batching
        self.epochs = epochs
        self.precision = precision
        self.path = path
        self.record = record
        self.seed = seed
    }

    /// The recipe of the training.
    public var training: Training {
        Training(
            loss: loss, optimizer: optimizer, schedule: schedule, codeLinearity: codeLinearity,
            kinkRepair: kinkRepair, batching: batching, path: path,
            accumulators: precision == .float32DoubleAccumulators ? .double : .native, seed: seed)
    }

    /// The same experiment on signals of another length: every layer that was as wide as the signals is resized too.
    public func resized(to length: Int) -> Spec {
        var spec = self
        for l in spec.network.indices where spec.network[l].outputs == signals.length {
            spec.network[l].outputs = length
        }
        spec.signals.length = length
        return spec
    }
}
