public import Analysis
internal import Networks

extension Obstacles {
    /// Creates the obstacles of a run; nil for a network without a scalar code.
    public init?(_ result: RunResult) {
        switch result.network {
        case .float32(let network): self.init(network, on: result.samples, measures: result.measures)
        case .float64(let network): self.init(network, on: result.samples, measures: result.measures)
        }
    }
}
