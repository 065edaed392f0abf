internal import Networks

extension ExperimentRun {
    /// The measures of a network that need not have been trained here, as the result of a run that was interrupted.
    ///
    /// - Parameters:
    ///   - network: the network, with the layers of the spec.
    ///   - epochs: the number of epochs that it has been trained for.
    /// - Returns: the result, without verdicts that depend on the optimizer's memory.
    /// - Throws: `TrainingError` for a network with other layers.
    public func evaluated(_ network: TrainedNetwork, epochs: Int) throws -> RunResult {
        switch network {
        case .float32(let network): try evaluated(network, epochs)
        case .float64(let network): try evaluated(network, epochs)
        }
    }

    private func evaluated<S: TrainableScalar>(_ network: Network<S>, _ epochs: Int) throws -> RunResult {
        var copy = network
        // No epoch is trained: the loss is evaluated.
        let outcome = try spec.training.fit(&copy, to: samples, epochs: 0)
        return result(of: outcome, copy, status: .interrupted)
    }
}
