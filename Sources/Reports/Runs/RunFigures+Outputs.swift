internal import Analysis
public import Descriptions
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

extension RunFigures {
    /// Nine reconstructions over their signals.
    public var reconstructions: ReportFigure? {
        guard result.samples.isReconstructing, result.samples.count > 0, hasErrors else { return nil }
        let hasAmplitudes = Set(result.samples.amplitudes.compactMap(\.self).filter { $0 != 0 }).count > 1
        // Where the targets are signals without noise, the inputs are worth seeing, too.
        let isNoisy = !result.samples.isAutoencoding
        let panels = chosenSamples.map { sample in
            // With the amplitude there is no room for "held out", which the colour says.
            ChartPanel(
                hasAmplitudes
                    ? sample.place + (sample.amplitude.map { ", amplitude \(NumberText.number($0))" } ?? "")
                    : sample.name,
                marks: [
                    Self.staircase(sample.target, Series("signal", .muted))
                ] + (isNoisy ? [.points(PlotPoint.samples(sample.signal), Series("with noise", .slot(4)))] : []) + [
                    Self.staircase(
                        sample.output,
                        sample.isHeldOut
                            ? Series("reconstruction of a signal held out", .slot(5)) : Series("reconstruction"))
                ])
        }
        let within = result.measures.error.samplesWithinOnePercent
        let length = result.samples.targets.columns
        return ReportFigure(
            id: "reconstructions", title: "Reconstructions",
            caption: "Signals in grey, their reconstructions in colour, which cover them where both agree. "
                + (isNoisy ? "Points are what the network gets. " : "")
                + (within == result.samples.count
                    ? "Every sample is reproduced to within 1 % of \(words.unit)."
                    : "\(NumberText.count(within)) of \(NumberText.plural(result.samples.count, "sample")) "
                        + "\(within == 1 || result.samples.count == 1 ? "is" : "are") reproduced to within 1 % of \(words.unit) everywhere.")
                + heldOutWords { error in
                    let (within, count) = (error.samplesWithinOnePercent, error.bySample.count)
                    return count == 1
                        ? "The signal that was held out is\(within == 1 ? ", too" : " not")."
                        : "Of the signals that were held out, \(NumberText.count(within)) of "
                            + "\(NumberText.count(count)) \(within == 1 ? "is" : "are")."
                },
            drawing: ChartGrid(
                "Reconstructions", description: "Small multiples of signals and their reconstructions.",
                x: Axis("entry j", domain: AxisDomain(-0.5, Double(length) - 0.5), isWhole: true),
                y: Axis("value", includesZero: true), panels: panels, showsTitle: false))
    }

    /// A signal as a step for each entry, half an entry to either side; a single entry is a line of that length.
    private static func staircase(_ values: [Double], _ series: Series) -> Mark {
        values.count == 1
            ? .line([-0.5, 0.5].map { PlotPoint($0, values[0]) }, series) : .steps(PlotPoint.samples(values), series)
    }

    /// How many samples each hidden unit and each output is active on.
    public var unitsAtWork: ReportFigure? {
        guard hasOutputs else { return nil }
        let pass = network.forward(result.samples.signals)
        let heldOut = result.heldOutSamples.map { network.forward($0.signals) }
        func shares(_ matrix: Matrix<Double>) -> [PlotPoint] {
            PlotPoint.samples(
                (0..<matrix.columns).map { j in
                    Double((0..<matrix.rows).count { matrix[$0, j] > 0 }) / Double(max(1, matrix.rows))
                })
        }
        var panels: [ChartPanel] = []
        for (l, layer) in network.layers.enumerated() where layer.dense.activation == .relu {
            let isLast = l == network.layers.count - 1
            var marks: [Mark] = [.points(shares(pass.activations[l]), Series("active"))]
            if let heldOut { marks.append(.rings(shares(heldOut.activations[l]), Self.heldOutSeries)) }
            if isLast { marks.insert(.line(shares(result.samples.targets), Series("should be", .muted)), at: 0) }
            // Layers count from 1, as the weights' and the activations' subscripts do.
            let name = "A\(ExactText.subscripted(l + 1))"
            panels.append(ChartPanel(isLast ? "outputs, \(name)" : "units of layer \(l + 1), \(name)", marks: marks))
        }
        guard !panels.isEmpty else { return nil }
        let activity = result.measures.activity
        var hasGradient = false
        if case .hingeResidual = result.spec.training.loss { hasGradient = true }
        // Comparisons with what is not a number are false.
        let dead =
            result.status != .diverged
            ? "At 0 it is dead\(hasGradient ? "" : " and gets no gradient"): "
                + "\(NumberText.plural(activity.deadHiddenUnits.count, "hidden unit")) and "
                + "\(NumberText.plural(activity.deadOutputs.count, "output")) are dead."
            : "Training diverged, so that none is called dead."
        let isOutput = network.layers.last?.dense.activation == .relu
        return ReportFigure(
            id: "units", title: "Units at work",
            caption:
                "The share of the \(heldOut == nil ? "" : "training ")samples on which a unit is positive. \(dead) Layers count from 1, units from 0."
                + (isOutput ? " The grey line shows the share that the outputs should have." : "")
                + (heldOut == nil ? "" : " Rings: the share of the samples held out on which it is positive."),
            drawing: ChartGrid(
                "Units at work", description: "Share of samples on which each unit is active.",
                x: Axis("unit", isWhole: true),
                y: Axis("share of samples", domain: AxisDomain(-0.04, 1.04)), panels: panels, columns: 2,
                panelHeight: 150,
                showsTitle: false))
    }
}
