public import Networks

/// An experiment as a value: the data, the network, the recipe. Its YAML form is what `heaviside spec` prints.
public struct Spec: Sendable, Hashable {
    /// Where the parameters start.
    public enum Start: Sendable, Hashable {
        /// Drawn with the spec's seed.
        case drawn(Initialization)
        /// Read from a safetensors file with tensors `layers.0.weight`, `layers.0.bias`, …
        ///
        /// Without a layout the file's metadata and the shapes of its weights tell which side comes first; where they
        /// do not, the layout is asked for.
        case file(String, layout: WeightLayout? = nil)
        /// Read from the file of a network with a scalar code for one amplitude, and lifted to every amplitude by
        /// `Network.lifted(fromAmplitude:orientation:)`.
        case lifted(file: String, amplitude: Double)
        /// Constructed by a formula.
        case construction(Construction)
    }

    /// What a run records during training.
    public struct Record: Sendable, Hashable {
        /// The epochs of `history.csv`, in addition to those of the snapshots.
        public var epochs: ObservationEpochs
        /// Whether the network is kept at epochs 1, 2, 5, 10, 20, 50, …
        public var snapshots: Bool
        /// The seconds from one checkpoint to the next.
        public var checkpointSeconds: Double
        /// Whether TensorBoard can read the history while the run trains.
        public var tensorBoard: Bool

        /// Creates a record; by default 20 epochs a decade, snapshots, and a checkpoint every five seconds.
        public init(
            epochs: ObservationEpochs = .logSpaced(perDecade: 20), snapshots: Bool = true,
            checkpointSeconds: Double = 5,
            tensorBoard: Bool = false
        ) {
            self.epochs = epochs
            self.snapshots = snapshots
            self.checkpointSeconds = checkpointSeconds
            self.tensorBoard = tensorBoard
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
    /// The recipe of the training; its accumulators always follow ``precision``.
    public var training: Training { didSet { training.accumulators = precision.accumulators } }
    /// The number of epochs.
    public var epochs: Int
    /// The floating-point types.
    public var precision: Precision { didSet { training.accumulators = precision.accumulators } }
    /// What is recorded during training.
    public var record: Record

    /// The seed of everything random: of the initial parameters, and of the order of mini-batches.
    public var seed: UInt64 {
        get { training.seed }
        set { training.seed = newValue }
    }

    /// Creates a spec; by default in single precision.
    ///
    /// - Parameters:
    ///   - name: a short name without spaces.
    ///   - signals: the data.
    ///   - network: the layers.
    ///   - initialization: where the parameters start.
    ///   - training: the recipe, with the seed of everything random; its accumulators are replaced by the precision's.
    ///   - epochs: the number of epochs.
    ///   - precision: the floating-point types.
    ///   - record: what is recorded during training.
    public init(
        name: String, signals: SignalSpec, network: [Dense], initialization: Start, training: Training, epochs: Int,
        precision: Precision = .float32, record: Record = Record()
    ) {
        self.name = name
        self.signals = signals
        self.network = network
        self.initialization = initialization
        self.training = training
        self.epochs = epochs
        self.precision = precision
        self.record = record
        self.training.accumulators = precision.accumulators
    }

    /// The layers, with the numbers of outputs that follow from the shape of a signal.
    ///
    /// They are as in ``network`` where that shape is not known, or does not fit.
    public var layers: [Dense] {
        guard let shape = signals.shape else { return network }
        return (try? Dense.resolved(network, inputShape: shape)) ?? network
    }

    /// The same experiment on signals of another length; layers that are as wide as the signals are resized with them.
    public func resized(to length: Int) -> Spec {
        var spec = self
        for l in spec.network.indices
        where spec.network[l].structure.takesOutputs && spec.network[l].outputs == signals.length {
            spec.network[l].outputs = length
        }
        spec.signals.length = length
        return spec
    }
}
