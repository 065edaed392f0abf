public import Analysis
public import Networks

/// A network in whichever precision its spec asks for.
public enum TrainedNetwork: Sendable, Hashable {
    /// In single precision.
    case float32(Network<Float>)
    /// In double precision.
    case float64(Network<Double>)

    /// Wraps a network of a known precision.
    init<S: TrainableScalar>(_ network: Network<S>) {
        if let network = network as? Network<Float> {
            self = .float32(network)
        } else {
            self = .float64(network.converted(to: Double.self))
        }
    }

    /// The number of entries of an input.
    public var inputs: Int {
        switch self {
        case .float32(let network): network.inputs
        case .float64(let network): network.inputs
        }
    }

    /// The network with every parameter in double precision: exact.
    public var inDouble: Network<Double> {
        switch self {
        case .float32(let network): network.converted(to: Double.self)
        case .float64(let network): network
        }
    }

    /// Evaluates the network, in its own precision.
    public func measures(on samples: SampleSet) -> Measures {
        switch self {
        case .float32(let network): Measures(of: network, on: samples)
        case .float64(let network): Measures(of: network, on: samples)
        }
    }
}
