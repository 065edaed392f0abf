internal import Analysis
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

extension RunFigures {
    /// Nine reconstructions over their signals.
    public var reconstructions: ReportFigure? {
        let order = samplesByPosition
        guard result.samples.isAutoencoding, !order.isEmpty else { return nil }
        let count = min(9, order.count)
        let chosen = (0..<count).map { order[count == 1 ? 0 : $0 * (order.count - 1) / (count - 1)] }
        let outputs = result.measures.outputs
        let panels = chosen.map { i in
            let position = result.samples.parameters[i].position.map { "θ = \(NumberText.number($0))" }
            return ChartPanel(
                position ?? "sample \(i)",
                marks: [
                    .steps(PlotPoint.samples(Array(result.samples.targets.row(i))), Series("signal", .muted)),
                    .line(PlotPoint.samples(Array(outputs.row(i))), Series("reconstruction")),
                ])
        }
        let within = result.measures.error.samplesWithinOnePercent
        return ReportFigure(
            id: "reconstructions", title: "Reconstructions",
            caption: "Signals in grey, their reconstructions in blue. "
                + (within == result.samples.count
                    ? "Every sample is reproduced to within 1 % of the amplitude."
                    : "\(NumberText.count(within)) of \(NumberText.plural(result.samples.count, "sample")) are reproduced to within "
                        + "1 % of the amplitude everywhere."),
            drawing: ChartGrid(
                "Reconstructions", description: "Small multiples of signals and their reconstructions.",
                x: Axis("entry j"), y: Axis("", includesZero: true), panels: panels, showsTitle: false))
    }

    /// |ŷ − y| for every sample and output.
    public var errorMap: ReportFigure? {
        let order = samplesByPosition.reversed()
        let (outputs, targets) = (result.measures.outputs, result.samples.targets)
        guard !order.isEmpty else { return nil }
        let rows = order.map { i in
            (0..<outputs.columns).map { j in abs(outputs[i, j] - targets[i, j]) / amplitude }
        }
        let worst = result.measures.error.maxRelative
        let positions = result.samples.parameters.compactMap(\.position)
        let span = (positions.max() ?? 0) - (positions.min() ?? 0)
        let isUniform = hasPositions && Set(positions).count == positions.count && span == Double(positions.count - 1)
        let y =
            isUniform
            ? Axis("position θ", domain: AxisDomain((positions.max() ?? 0) + 0.5, (positions.min() ?? 0) - 0.5))
            : Axis("sample")
        return ReportFigure(
            id: "error-map", title: "Where the error is",
            caption: "|ŷ − y| over the amplitude, one row a sample, one column an output. The worst entry is "
                + "\(NumberText.percent(worst)). A bright column is an output that is wrong for many samples; along the "
                + "diagonal lie the transitions.",
            drawing: HeatMap(
                "Where the error is", description: "Heat map of the absolute error by sample and output.",
                rows: Reduction.rows(rows), x: Axis("output j"), y: y, value: Axis("error / amplitude"),
                palette: .viridis, showsTitle: false))
    }

    /// The mean error of each sample, beside that of a network that outputs nothing.
    public var errorByPosition: ReportFigure? {
        let samples = result.samples
        let quarters = result.measures.error.byQuarter
        guard samples.count > 1 else { return nil }
        let x = (0..<samples.count).map { Double(samples.parameters[$0].transitions.first ?? $0) }
        let silent = (0..<samples.count).map { i in
            samples.targets.row(i).reduce(0) { $0 + abs($1) } / Double(samples.targets.columns) / amplitude
        }
        return ReportFigure(
            id: "error-by-position", title: "Error by position",
            caption: "Mean error over the amplitude by quarter of the transition, left to right: "
                + quarters.map(NumberText.percent).joined(separator: ", ")
                + ". The grey line is a network whose outputs are all 0"
                + (hasOnesAtTheRight
                    ? ": it falls to the right as well, since steps there have fewer ones to miss." : "."),
            drawing: Chart(
                "Error by position", description: "Mean absolute error of each sample over its transition.",
                x: Axis("transition before entry"), y: Axis("mean error / amplitude", includesZero: true),
                marks: [
                    .line(zip(x, silent).map { PlotPoint($0, $1) }, Series("all outputs 0", .muted)),
                    .points(zip(x, result.measures.error.bySample).map { PlotPoint($0, $1) }, Series("this network")),
                ], labels: .key, height: 300, showsTitle: false))
    }

    private var hasOnesAtTheRight: Bool {
        if case .step(let steps) = result.spec.signals.family { return steps.orientation == .trailingOnes }
        return false
    }

    /// How many samples each hidden unit and each output is active on.
    public var unitsAtWork: ReportFigure? {
        let pass = network.forward(result.samples.signals)
        let samples = Double(max(1, result.samples.count))
        func shares(_ matrix: Matrix<Double>) -> [PlotPoint] {
            PlotPoint.samples(
                (0..<matrix.columns).map { j in
                    Double((0..<matrix.rows).count { matrix[$0, j] > 0 }) / samples
                })
        }
        var panels: [ChartPanel] = []
        for (l, layer) in network.layers.enumerated() where layer.dense.activation == .relu {
            let isLast = l == network.layers.count - 1
            var marks: [Mark] = [.points(shares(pass.activations[l]), Series("active"))]
            if isLast { marks.insert(.line(shares(result.samples.targets), Series("should be", .muted)), at: 0) }
            panels.append(ChartPanel(isLast ? "outputs" : "units of layer \(l + 1)", marks: marks))
        }
        guard !panels.isEmpty else { return nil }
        let activity = result.measures.activity
        return ReportFigure(
            id: "units", title: "Units at work",
            caption: "The share of the samples on which a unit is positive. At 0 it is dead and gets no gradient: "
                + "\(NumberText.plural(activity.deadHiddenUnits.count, "hidden unit")) and "
                + "\(NumberText.plural(activity.deadOutputs.count, "output")) are dead. The grey line shows the share that the outputs should have.",
            drawing: ChartGrid(
                "Units at work", description: "Share of samples on which each unit is active.", x: Axis("unit"),
                y: Axis("share of samples", domain: AxisDomain(-0.04, 1.04)), panels: panels, columns: 2,
                panelHeight: 150,
                showsTitle: false))
    }
}
