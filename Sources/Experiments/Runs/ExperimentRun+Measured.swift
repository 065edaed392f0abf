internal import Analysis
public import Networks

extension ExperimentRun {
    /// Trains and measures without a record of the way.
    ///
    /// The weights are those of ``run(recorder:stop:progress:)``, bit for bit.
    ///
    /// - Parameters:
    ///   - stop: ends training early.
    ///   - every: after how many epochs `isEnough` is asked, again and again.
    ///   - isEnough: whether training may end, given the results so far; nil for training to the last epoch.
    /// - Returns: how training ended, with the network and its measures; interrupted where it was enough.
    /// - Throws: what ``check()`` throws.
    public func measured(
        stop: StopRequest? = nil, every: Int = 1, until isEnough: ((RunResult) -> Bool)? = nil
    ) throws -> RunResult {
        switch spec.precision {
        case .float32, .float32DoubleAccumulators:
            try measured(as: Float.self, stop: stop, every: every, until: isEnough)
        case .float64: try measured(as: Double.self, stop: stop, every: every, until: isEnough)
        }
    }

    private func measured<S: TrainableScalar>(
        as type: S.Type, stop: StopRequest?, every: Int, until isEnough: ((RunResult) -> Bool)?
    ) throws -> RunResult {
        var network: Network<S> = try initialNetwork()
        let request = isEnough == nil ? stop : StopRequest(after: .max, or: stop)
        let watch = isEnough.map { isEnough in
            EpochWatch<S>(
                note: { $0.epoch > 0 && $0.epoch.isMultiple(of: every) },
                attend: { state in
                    let found = provisional(state.network(), epoch: state.epoch, loss: state.presentLoss())
                    if isEnough(found) { request?.stop() }
                })
        }
        let outcome = try spec.training.fit(
            &network, to: samples, epochs: spec.epochs, stop: request, watch: watch)
        return result(of: outcome, network, status: outcome.status)
    }

    /// The results of a network on its way: without times, and without verdicts on dead units.
    private func provisional<S: TrainableScalar>(_ network: Network<S>, epoch: Int, loss: Double) -> RunResult {
        RunResult(
            spec: spec, status: .interrupted, epochs: epoch, loss: loss, seconds: 0,
            microsecondsPerEpoch: nil, path: spec.training.path, network: TrainedNetwork(network), samples: samples,
            normalisation: data.normalisation, rounding: data.rounding,
            measures: Measures(of: network, on: samples), heldOutSamples: heldOut,
            heldOut: heldOut.map { Measures(of: network, on: $0, scales: scales) },
            heldOutLoss: self.loss(of: network, on: heldOut), testSamples: data.test,
            test: data.test.map { Measures(of: network, on: $0, scales: scales) },
            testLoss: self.loss(of: network, on: data.test), deadUnits: [], encoderGradientSum: nil,
            roundedStartValues: nil)
    }
}
