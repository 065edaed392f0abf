public import Analysis
internal import Networks

extension Obstacles {
    /// What stood in the way of a run; nil for one without a scalar code.
    public init?(_ result: RunResult) {
        switch result.network {
        case .float32(let network): self.init(network, on: result.samples, measures: result.measures)
        case .float64(let network): self.init(network, on: result.samples, measures: result.measures)
        }
    }
}
