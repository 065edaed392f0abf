public import Analysis
public import Networks

/// A network in the precision of its spec.
public enum TrainedNetwork: Sendable, Hashable {
    /// A network in single precision.
    case float32(Network<Float>)
    /// A network in double precision.
    case float64(Network<Double>)

    /// Wraps a network in `Float` or `Double`.
    public init<S: TrainableScalar>(_ network: Network<S>) {
        if let network = network as? Network<Float> {
            self = .float32(network)
        } else {
            self = .float64(network.converted(to: Double.self))
        }
    }

    /// The floating-point type of the parameters.
    public var precision: Precision {
        switch self {
        case .float32: .float32
        case .float64: .float64
        }
    }

    /// The number of entries of an input.
    public var inputs: Int {
        switch self {
        case .float32(let network): network.inputs
        case .float64(let network): network.inputs
        }
    }

    /// The number of parameters.
    public var parameterCount: Int {
        switch self {
        case .float32(let network): network.parameterCount
        case .float64(let network): network.parameterCount
        }
    }

    /// Whether every layer is a dense one without a skip.
    public var isPlain: Bool {
        switch self {
        case .float32(let network): network.isPlain
        case .float64(let network): network.isPlain
        }
    }

    /// The network in double precision; no parameter changes its value.
    public var inDouble: Network<Double> {
        switch self {
        case .float32(let network): network.converted(to: Double.self)
        case .float64(let network): network
        }
    }

    /// Evaluates the network, in its own precision; relative errors are over the given scales of the outputs, by
    /// default those of the samples.
    public func measures(on samples: SampleSet, scales: [Double]? = nil) -> Measures {
        switch self {
        case .float32(let network): Measures(of: network, on: samples, scales: scales)
        case .float64(let network): Measures(of: network, on: samples, scales: scales)
        }
    }
}

extension TrainedNetwork: CustomStringConvertible {
    /// The network's layers and the precision; the parameters themselves are left out.
    public var description: String {
        switch self {
        case .float32(let network): "\(network), float32"
        case .float64(let network): "\(network), float64"
        }
    }
}
