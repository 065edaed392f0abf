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
}
