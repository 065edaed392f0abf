public import Analysis
public import Networks

extension TrainedNetwork {
    /// The exact map of its decoder on samples, which are rounded to the network's precision.
    ///
    /// - Throws: `ExactnessError` where there is no scalar code before continuous layers.
    public func atlas(on samples: SampleSet) throws(ExactnessError) -> DecoderAtlas {
        switch self {
        case .float32(let network):
            try DecoderAtlas(ExactNetwork(network), on: ExactSamples(samples, in: Float.self))
        case .float64(let network):
            try DecoderAtlas(ExactNetwork(network), on: ExactSamples(samples, in: Double.self))
        }
    }

    /// Where its last layer wants the hidden activations of samples, which are rounded to the network's precision, and where they are.
    ///
    /// - Throws: `ExactnessError` for a network of another shape than code, hidden ReLU units, ReLU outputs, and for targets that
    ///   are not 0 or one amplitude.
    public func geometry(on samples: SampleSet) throws(ExactnessError) -> LastLayerGeometry {
        switch self {
        case .float32(let network):
            try LastLayerGeometry(ExactNetwork(network), on: ExactSamples(samples, in: Float.self))
        case .float64(let network):
            try LastLayerGeometry(ExactNetwork(network), on: ExactSamples(samples, in: Double.self))
        }
    }
}
