internal import Analysis
internal import Diagnostics
internal import Experiments
internal import Networks

/// The result of one run of the study's protocol.
struct ProtocolOutcome: Sendable, CustomStringConvertible {
    /// The run that was trained.
    let run: ProtocolRun
    /// The spec that was trained.
    let spec: Spec
    /// Why training ended.
    let status: TrainingStatus
    /// The number of epochs done.
    let epochs: Int
    /// The number of samples.
    let samples: Int
    /// The mean square error over the square of the amplitude, at some epochs.
    let curve: [(epoch: Int, error: Double)]
    /// The trained network.
    let network: Network<Double>
    /// The network's reconstruction of the steps, by the papers' formulas.
    let found: StepReconstruction
    /// The same network as the library measures it.
    let measures: Measures
    /// The last loss of training over the square of the amplitude.
    let loss: Double
    /// The encoder's weights.
    let encoder: [Double]
    /// The mean duration of an epoch in microseconds.
    let microsecondsPerEpoch: Double

    init(_ run: ProtocolRun, _ result: RunResult, history: [HistoryRow]) {
        let amplitude = result.samples.amplitude
        let square = amplitude * amplitude
        network = result.network.inDouble
        self.run = run
        spec = result.spec
        status = result.status
        epochs = result.epochs
        samples = result.samples.count
        curve = history.map { ($0.epoch, $0.loss / square) }
        found = StepReconstruction(network, amplitude: amplitude)
        measures = result.measures
        loss = result.loss / square
        encoder = network.layers[0].weight.elements
        microsecondsPerEpoch = result.microsecondsPerEpoch ?? 0
    }

    var description: String {
        "\(run): MSE/amp² \(NumberText.number(found.meanSquare)), largest error/amp \(NumberText.number(found.largestError)), "
            + "R² of the code \(NumberText.number(found.codeR2)), error by quarter "
            + NumberText.list(found.byQuarter)
    }

    /// The error at an epoch of ``curve``; nil where there is none.
    func error(at epoch: Int) -> Double? { curve.first { $0.epoch == epoch }?.error }

    /// The first epoch of ``curve`` with at most this error; nil where there is none.
    func firstEpoch(withErrorOf error: Double) -> Int? { curve.first { $0.error <= error }?.epoch }

    /// Whether the library's measures are those of the formulas, to single precision.
    var agreesWithMeasures: Bool {
        func agree(_ x: Double, _ y: Double) -> Bool { abs(x - y) <= 1e-3 * max(abs(x), abs(y)) + 1e-5 }
        guard let code = measures.code else { return false }
        return agree(loss, found.meanSquare) && agree(measures.error.maxRelative, found.largestError)
            && zip(measures.error.byQuarter, found.byQuarter).allSatisfy { agree($0 ?? 0, $1) }
            && agree(code.r2, found.codeR2) && agree(code.maxDeviation ?? 0, found.codeDeviation)
            && measures.activity.deadOutputs.count == found.deadOutputs
            && measures.activity.deadHiddenUnits.count == found.deadHidden
    }
}
