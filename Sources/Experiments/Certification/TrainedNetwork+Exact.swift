public import Analysis
public import Networks

extension TrainedNetwork {
    /// The exact map of the decoder, on samples that are rounded to the network's precision.
    ///
    /// - Throws: `ExactnessError` unless the network has a scalar code followed by continuous layers.
    public func atlas(on samples: SampleSet) throws(ExactnessError) -> DecoderAtlas {
        switch self {
        case .float32(let network):
            try DecoderAtlas(ExactNetwork(network), on: ExactSamples(samples, in: Float.self))
        case .float64(let network):
            try DecoderAtlas(ExactNetwork(network), on: ExactSamples(samples, in: Double.self))
        }
    }

    /// Where the last layer needs the hidden activations of the samples, and where they are.
    ///
    /// The samples are rounded to the network's precision first.
    ///
    /// - Throws: `ExactnessError` for a network that is not a scalar code, hidden ReLU units and ReLU outputs, and for
    ///   targets other than 0 and one amplitude.
    public func geometry(on samples: SampleSet) throws(ExactnessError) -> LastLayerGeometry {
        switch self {
        case .float32(let network):
            try LastLayerGeometry(ExactNetwork(network), on: ExactSamples(samples, in: Float.self))
        case .float64(let network):
            try LastLayerGeometry(ExactNetwork(network), on: ExactSamples(samples, in: Double.self))
        }
    }
}
