internal import Analysis
public import Descriptions
internal import Diagnostics
public import Experiments
internal import Networks
internal import Plots

/// The figures of one run.
public struct RunFigures: Sendable {
    let result: RunResult
    let history: [HistoryRow]
    let losses: LossSource
    let snapshots: [(epoch: Int, network: Network<Double>)]
    /// The largest absolute target, found once: it takes a look at every value.
    let amplitude: Double

    /// Figures of a result, the history that led to it, the loss of every epoch on the way where it is known, and
    /// networks that were kept.
    public init(
        _ result: RunResult, history: [HistoryRow], losses: LossSource = .history(because: nil),
        snapshots: [(epoch: Int, network: TrainedNetwork)] = []
    ) {
        self.result = result
        self.history = history
        self.losses = losses
        self.snapshots = snapshots.map { ($0.epoch, $0.network.inDouble) }
        let largest = result.samples.amplitude
        amplitude = largest > 0 ? largest : 1
    }

    /// The figures by name in the order of a report; each is drawn only when it is asked for.
    private static var makers: [(name: String, make: (RunFigures) -> ReportFigure?)] {
        [
            ("first-weights", { $0.firstWeights }), ("code", { $0.code }), ("code-plane", { $0.codePlane }),
            ("confusion", { $0.confusion }), ("confusion-held-out", { $0.heldOutConfusion }),
            ("confusion-test", { $0.testConfusion }),
            ("kinks", { $0.kinks }), ("geometry", { $0.geometry }), ("atlas", { $0.atlas }),
            ("reconstructions", { $0.reconstructions }), ("error-map", { $0.errorMap }), ("loss", { $0.loss }),
            ("error", { $0.errorOverEpochs }), ("error-by-position", { $0.errorByPosition }),
            ("units", { $0.unitsAtWork }), ("encoder-gradients", { $0.encoderGradients }),
        ]
    }

    /// The figures in the order of a report; one that makes no sense for the run is left out.
    public var all: [ReportFigure] { Self.makers.compactMap { $0.make(self) } }

    /// The figure of that name; nil where there is none, or it makes no sense for the run.
    public func figure(named name: String) -> ReportFigure? {
        Self.makers.first { $0.name == name }.flatMap { $0.make(self) }
    }

    var network: Network<Double> { result.network.inDouble }

    /// The samples in increasing order of their position, where every sample has one; else in their own order.
    var samplesByPosition: [Int] {
        let positions = result.samples.positions
        let indices = Array(positions.indices)
        guard positions.allSatisfy({ $0 != nil }) else { return indices }
        return indices.sorted { (positions[$0] ?? 0, $0) < (positions[$1] ?? 0, $1) }
    }

    /// Whether outputs less targets are errors that a figure can show: not those of logits.
    var hasErrors: Bool { hasOutputs && result.spec.training.loss.comparesOutputs }

    /// Whether some output is a number; where training diverged there may be none, and nothing to draw.
    var hasOutputs: Bool { result.measures.outputs.elements.contains(where: \.isFinite) }

    /// The words for the run's data.
    var words: DataWords { DataWords(result.spec) }

    /// W1: the first layer's weights, as stems for a scalar code, as a map for more units.
    public var firstWeights: ReportFigure? {
        guard let first = network.layers.first, first.weight.elements.contains(where: \.isFinite) else { return nil }
        return first.outputs == 1 ? encoderWeights(Array(first.weight.row(0))) : weightMap(first.weight)
    }

    /// W1 as a map, units upwards.
    private func weightMap(_ weight: Matrix<Double>) -> ReportFigure {
        let map = Reduction((0..<weight.rows).reversed().map { Array(weight.row($0)) })
        let title = "W₁, the first layer's weights"
        return ReportFigure(
            id: "first-weights", title: title,
            caption: "Each row is a unit, each column an entry of the signal. " + map.words("unit", "entry")
                + "Blue is negative, orange positive.",
            drawing: HeatMap(
                title, rows: map.rows,
                x: Axis("entry j of the signal", domain: AxisDomain(-0.5, Double(weight.columns) - 0.5)),
                y: Axis("unit", domain: AxisDomain(Double(weight.rows) - 0.5, -0.5)), value: Axis("weight"),
                palette: .diverging, mapHeight: 240, showsTitle: false))
    }

    /// W1 of a scalar code as stems.
    private func encoderWeights(_ weights: [Double]) -> ReportFigure {
        let mean = weights.reduce(0, +) / Double(max(1, weights.count))
        let spread = (weights.max() ?? 0) - (weights.min() ?? 0)
        let isCode = network.codeLayer == 0 && network.layers[0].dense.activation == .identity
        let sentences = [
            isCode ? words.encoderWords(weights) : nil,
            spread > 1e-6 * abs(mean)
                ? "The weights spread over \(NumberText.number(spread)) around a mean of \(NumberText.number(mean))."
                : nil,
        ]
        let title = network.codeLayer == 0 ? "W₁, the encoder's weights" : "W₁, the first layer's weights"
        return ReportFigure(
            id: "first-weights", title: title, caption: sentences.compactMap { $0 }.joined(separator: " "),
            drawing: Chart(
                title, description: "Stems of the weights over the entries of the signal.",
                x: Axis("entry j of the signal", isWhole: true), y: Axis("weight", includesZero: true),
                marks: [.stems(PlotPoint.samples(weights)), .rule(.horizontal(mean), label: "mean")], height: 260,
                showsTitle: false))
    }

    /// The scalar code against the position, with its line and r².
    public var code: ReportFigure? {
        guard let line = result.measures.code, line.slope.isFinite, let codes = result.measures.codes else {
            return nil
        }
        let points = zip(result.samples.positions, codes).compactMap { position, z in
            position.map { PlotPoint($0, z) }
        }
        let held = heldOutCodes
        let text = AffineText(
            [(line.slope, "θ", points.map { abs($0.x) }.max() ?? 1)], intercept: line.intercept)
        let formula =
            line.maxDeviation == 0 && text.isExact
            ? "z = \(text.formula) exactly. "
            : "z ≈ \(text.formula), r² = \(NumberText.fit(line.r2)). "
        let ends = [(points + held).map(\.x).min() ?? 0, (points + held).map(\.x).max() ?? 0]
        return ReportFigure(
            id: "code", title: "The code against the position",
            caption: formula + codeWords(line, isConstant: Set(points.map(\.y)).count == 1),
            drawing: Chart(
                "The code against the position",
                description: "Latent code z of each \(words.sample) over its position θ, and the line.",
                x: Axis("position θ", isWhole: points.allSatisfy { $0.x == $0.x.rounded() }), y: Axis("code z"),
                marks: [
                    .line(
                        ends.map { PlotPoint($0, line.slope * $0 + line.intercept) }, Series("least squares", .muted)),
                    .points(points, Series("code")),
                ] + (held.isEmpty ? [] : [.points(held, Self.heldOutSeries)]) + [
                    .note("r² = \(NumberText.fit(line.r2))")
                ], labels: .key, showsTitle: false))
    }

    private func codeWords(_ line: CodeLine, isConstant: Bool) -> String {
        guard !isConstant, let deviation = line.maxDeviation else {
            return "All \(words.sample)s have the same code, which tells nothing of their position."
        }
        if deviation == 0 { return "The code is a straight line." }
        if deviation < 1e-6 {
            return
                "The code is a straight line to within \(NumberText.percent(deviation)) of its range."
        }
        return "The code is off its line by up to \(NumberText.percent(deviation)) of its range, and is "
            + (line.isMonotone
                ? "monotone." : "not monotone: some neighbouring \(words.sample)s swap places, or have the same code.")
    }
}
