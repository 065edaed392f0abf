internal import Analysis
internal import Diagnostics
public import Experiments
internal import Networks
internal import Plots

/// The figures of one run.
public struct RunFigures: Sendable {
    let result: RunResult
    let history: [HistoryRow]
    let snapshots: [(epoch: Int, network: Network<Double>)]
    /// The largest absolute target, found once: it takes a look at every value.
    let amplitude: Double

    /// Figures of a result, the history that led to it, and networks that were kept on the way.
    public init(
        _ result: RunResult, history: [HistoryRow], snapshots: [(epoch: Int, network: TrainedNetwork)] = []
    ) {
        self.result = result
        self.history = history
        self.snapshots = snapshots.map { ($0.epoch, $0.network.inDouble) }
        let largest = result.samples.amplitude
        amplitude = largest > 0 ? largest : 1
    }

    /// The figures in the order of a report; one that makes no sense for the run is left out.
    public var all: [ReportFigure] {
        [
            firstWeights, code, codePlane, kinks, geometry, atlas, reconstructions, errorMap, loss, errorOverEpochs,
            errorByPosition,
            unitsAtWork, encoderGradients,
        ].compactMap { $0 }
    }

    var network: Network<Double> { result.network.inDouble }

    /// The samples in increasing order of their position, where every sample has one; else in their own order.
    var samplesByPosition: [Int] {
        let positions = result.samples.parameters.map(\.position)
        let indices = Array(positions.indices)
        guard positions.allSatisfy({ $0 != nil }) else { return indices }
        return indices.sorted { (positions[$0] ?? 0, $0) < (positions[$1] ?? 0, $1) }
    }

    var hasPositions: Bool { result.samples.parameters.allSatisfy { $0.position != nil } }

    /// W1: the first layer's weights, as stems for a scalar code, as a map for more units.
    public var firstWeights: ReportFigure? {
        guard let first = network.layers.first else { return nil }
        let id = "first-weights"
        guard first.outputs == 1 else {
            let rows = (0..<first.outputs).map { Array(first.weight.row($0)) }
            return ReportFigure(
                id: id, title: "W1, the first layer's weights",
                caption: "Each row is a unit, each column an entry of the signal. Blue is negative, orange positive.",
                drawing: HeatMap(
                    "W1, the first layer's weights", rows: Reduction.rows(rows), x: Axis("entry j of the signal"),
                    y: Axis("unit"), value: Axis("weight"), palette: .diverging, mapHeight: 240, showsTitle: false))
        }
        let weights = Array(first.weight.row(0))
        let mean = weights.reduce(0, +) / Double(max(1, weights.count))
        let spread = (weights.max() ?? 0) - (weights.min() ?? 0)
        let isEqual = spread <= 1e-6 * abs(mean)
        return ReportFigure(
            id: id, title: "W1, the encoder's weights",
            caption: isEqual
                ? "All weights are equal: the code of a step is an affine function of its position."
                : "The code of a step is linear in its position exactly if all these weights are equal. They spread over "
                    + "\(NumberText.number(spread)) around a mean of \(NumberText.number(mean)).",
            drawing: Chart(
                "W1, the encoder's weights",
                description: "Stems of the encoder's weights over the entries of the signal.",
                x: Axis("entry j of the signal"), y: Axis("weight", includesZero: true),
                marks: [.stems(PlotPoint.samples(weights)), .rule(.horizontal(mean), label: "mean")], height: 260,
                showsTitle: false))
    }

    /// The scalar code against the position, with its line and r².
    public var code: ReportFigure? {
        guard let line = result.measures.code, let codes = result.measures.codes else { return nil }
        let points = zip(result.samples.parameters, codes).compactMap { sample, z in
            sample.position.map { PlotPoint($0, z) }
        }
        let ends = [points.map(\.x).min() ?? 0, points.map(\.x).max() ?? 0]
        return ReportFigure(
            id: "code", title: "The code against the position",
            caption: "z ≈ \(NumberText.number(line.slope)) θ \(line.intercept < 0 ? "−" : "+") "
                + "\(NumberText.number(abs(line.intercept))), r² = \(NumberText.fit(line.r2)). "
                + (line.maxDeviation < 1e-6
                    ? "The code is a straight line."
                    : "The code is off its line by up to \(NumberText.percent(line.maxDeviation)) of its range, and is "
                        + (line.isMonotone ? "monotone." : "not monotone: neighbouring steps swap places.")),
            drawing: Chart(
                "The code against the position",
                description: "Latent code z of each step over its position θ, and the line.",
                x: Axis("position θ"), y: Axis("code z"),
                marks: [
                    .line(
                        ends.map { PlotPoint($0, line.slope * $0 + line.intercept) }, Series("least squares", .muted)),
                    .points(points, Series("code")), .note("r² = \(NumberText.fit(line.r2))"),
                ], labels: .key, showsTitle: false))
    }

    /// The largest error, and how far the code is off its line, on logarithmic axes.
    public var errorOverEpochs: ReportFigure? {
        let rows = history.filter { $0.epoch > 0 }
        let errors = rows.map { PlotPoint(Double($0.epoch), $0.maxAbsoluteError / amplitude) }
        let deviations = rows.compactMap { row in row.codeDeviation.map { PlotPoint(Double(row.epoch), $0) } }
        guard errors.count > 1, !deviations.isEmpty, let last = rows.last else { return nil }
        return ReportFigure(
            id: "error", title: "The error falls, the code straightens",
            caption:
                "The largest error over the amplitude, and the largest distance of the code from its line over its range, against the epoch: "
                + "at the end \(NumberText.number(last.maxAbsoluteError / amplitude)) and "
                + "\(NumberText.number(last.codeDeviation ?? .nan)).",
            drawing: Chart(
                "The error falls, the code straightens",
                description: "Two lines over epochs, both axes logarithmic.",
                x: Axis("epoch", scale: .log10), y: Axis("size", scale: .log10),
                marks: [
                    .line(errors, Series("largest error / amplitude")),
                    .line(deviations, Series("code off its line / range", .slot(2))),
                ], labels: .key, showsTitle: false))
    }

    /// The loss on logarithmic axes.
    public var loss: ReportFigure? {
        let points = history.filter { $0.epoch > 0 && $0.loss > 0 }.map { PlotPoint(Double($0.epoch), $0.loss) }
        guard points.count > 1, let first = history.first, let last = history.last else { return nil }
        var marks: [Mark] = [.line(points, Series("loss"))]
        for (before, after) in zip(history, history.dropFirst()) where after.learningRate != before.learningRate {
            marks.append(.rule(.vertical(Double(after.epoch)), label: "rate \(NumberText.number(after.learningRate))"))
        }
        return ReportFigure(
            id: "loss", title: "The loss",
            caption: "\(result.spec.training.loss), from \(NumberText.number(first.loss)) before training to "
                + "\(NumberText.number(last.loss)) after \(NumberText.count(last.epoch)) epochs."
                + (last.epoch >= 100
                    ? " On these axes a power law is a straight line: the later an epoch, the less it does." : ""),
            drawing: Chart(
                "The loss", description: "Training loss over epochs, both axes logarithmic.",
                x: Axis("epoch", scale: .log10), y: Axis("loss", scale: .log10), marks: marks, labels: .none,
                showsTitle: false))
    }
}
