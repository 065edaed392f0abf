internal import Analysis
public import Descriptions
internal import Experiments
internal import Networks

extension RunFigures {
    /// The plane or space of activations, for a scalar code followed by two or three hidden units.
    public var geometry: ReportFigure? {
        guard result.samples.isAutoencoding, network.layers.count >= 3,
            (2...3).contains(network.layers[network.layers.count - 2].outputs),
            let geometry = try? result.network.geometry(on: result.samples)
        else { return nil }
        return GeometryFigures(geometry, of: result.network, heldOut: result.heldOutSamples).figure
    }
}
