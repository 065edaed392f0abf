internal import Analysis
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

extension RunFigures {
    /// What the errors of each output are divided by: the largest target of all, or of the output where outputs mean
    /// different things.
    private var scales: [Double] {
        let targets = result.samples.targets
        guard !words.targets.isEmpty else { return Array(repeating: amplitude, count: targets.columns) }
        return (0..<targets.columns).map { j in
            let largest = (0..<targets.rows).lazy.map { abs(targets[$0, j]) }.max() ?? 0
            return largest > 0 ? largest : 1
        }
    }

    /// "exactly 0", and in what arithmetic.
    private var exactWords: String {
        "exactly 0 as computed in \(result.spec.precision == .float64 ? "float64" : "float32")"
    }

    /// |ŷ − y| for every sample and output, positions and samples upwards.
    public var errorMap: ReportFigure? {
        let order = samplesByPosition
        let (outputs, targets) = (result.measures.outputs, result.samples.targets)
        guard !order.isEmpty, hasOutputs else { return nil }
        let scales = scales
        let map = Reduction(
            order.reversed().map { i in
                (0..<outputs.columns).map { j in abs(outputs[i, j] - targets[i, j]) / scales[j] }
            })
        let title = "Where the error is"
        return ReportFigure(
            id: "error-map", title: title, caption: errorMapCaption(map, scales: scales),
            drawing: HeatMap(
                title, description: "Heat map of the absolute error by sample and output.", rows: map.rows,
                x: Axis(
                    words.targets.isEmpty ? "output j" : "output",
                    domain: AxisDomain(-0.5, Double(targets.columns) - 0.5),
                    namedTicks: words.targets.enumerated().map { AxisTick(value: Double($0), label: $1) }),
                y: sampleAxis(count: order.count),
                value: Axis(words.isAutoencoding ? "error / amplitude" : "error / largest", includesZero: true),
                palette: .viridis, showsTitle: false))
    }

    /// The axis of samples, the last at the top: by position where the positions are neighbours.
    private func sampleAxis(count: Int) -> Axis {
        let positions = result.samples.parameters.compactMap(\.position)
        let (least, most) = (positions.min() ?? 0, positions.max() ?? 0)
        let isDense = Set(positions).count == count && most - least == Double(count - 1)
        if hasPositions, isDense, positions.allSatisfy({ $0 == $0.rounded() }) {
            return Axis("position θ", domain: AxisDomain(most + 0.5, least - 0.5))
        }
        return Axis(
            hasPositions ? "samples in order of θ" : "sample", domain: AxisDomain(Double(count) - 0.5, -0.5))
    }

    private func errorMapCaption(_ map: Reduction, scales: [Double]) -> String {
        let worst = result.measures.error.maxRelative
        let unit =
            words.targets.isEmpty
            ? "|ŷ − y| over \(words.unit); rows are samples, columns are outputs. "
            : "|ŷ − y|; rows are samples; position and amplitude are each over the largest of their targets "
                + "(\(scales.map { NumberText.number($0) }.joined(separator: " and "))). "
        if worst == 0 {
            return unit + map.words("sample", "output")
                + "The error is \(exactWords): every output of every sample is its target."
        }
        var text = unit + map.words("sample", "output")
        if let lost = lostWords { return text + lost }
        if words.targets.isEmpty {
            text += "The worst entry is \(NumberText.percent(worst))."
            let dead = result.measures.activity.deadOutputs.count
            if dead > 0 { text += " A bright column is an output that is wrong for many samples; \(dead) are dead." }
            if result.samples.count > 1, result.samples.targets.columns > 1 {
                if words.isStep { text += " Transitions lie along the diagonal." }
                if words.isDirac { text += " Peaks lie along the diagonal." }
            }
        } else {
            text += "The worst entries are \(NumberText.percents(worstByTarget(scales)).joined(separator: " and "))."
        }
        return text
    }

    /// That outputs are not numbers; nil where all are.
    private var lostWords: String? {
        let outputs = result.measures.outputs.elements
        let lost = outputs.count { !$0.isFinite }
        guard lost > 0 else { return nil }
        return "\(NumberText.count(lost)) of the \(NumberText.count(outputs.count)) outputs are not numbers: training "
            + "diverged."
    }

    private func worstByTarget(_ scales: [Double]) -> [Double] {
        let (outputs, targets) = (result.measures.outputs, result.samples.targets)
        return scales.indices.map { j in
            (0..<targets.rows).reduce(0.0) { worst, i in
                let error = abs(outputs[i, j] - targets[i, j]) / scales[j]
                return error <= worst ? worst : error
            }
        }
    }

    /// The mean error of each sample, beside that of a network that outputs nothing; for a network that should find
    /// position and amplitude, the errors of both.
    public var errorByPosition: ReportFigure? {
        let samples = result.samples
        guard samples.count > 1, hasOutputs else { return nil }
        let places = words.places(samples)
        let title = places.label == "sample" ? "Error by sample" : "Error by position"
        func points(_ values: [Double]) -> [PlotPoint] {
            zip(places.of, values).compactMap { place, value in place.map { PlotPoint($0, value) } }
        }
        return ReportFigure(
            id: "error-by-position", title: title, caption: errorCaption(places),
            drawing: Chart(
                title, description: "Absolute error of each sample over its place.",
                x: Axis(places.label, isWhole: places.of.allSatisfy { $0.map { $0 == $0.rounded() } ?? true }),
                y: Axis(
                    words.targets.isEmpty ? "mean error / amplitude" : "error / largest target of its kind",
                    includesZero: true),
                marks: words.targets.isEmpty ? meanMarks(points, places.of) : targetMarks(points), labels: .key,
                height: 300, showsTitle: false))
    }

    private func meanMarks(_ points: ([Double]) -> [PlotPoint], _ places: [Double?]) -> [Mark] {
        let samples = result.samples
        let silent = (0..<samples.count).map { i in
            samples.targets.row(i).reduce(0) { $0 + abs($1) } / Double(samples.targets.columns) / amplitude
        }
        let series = Series("all outputs 0", .muted)
        return [
            Self.isCurve(places) ? .line(points(silent), series) : .points(points(silent), series),
            .points(points(result.measures.error.bySample), Series("this network")),
        ]
    }

    /// Whether no two samples have the same place.
    private static func isCurve(_ places: [Double?]) -> Bool { Set(places).count == places.count }

    private func targetMarks(_ points: ([Double]) -> [PlotPoint]) -> [Mark] {
        let (outputs, targets) = (result.measures.outputs, result.samples.targets)
        return zip(words.targets, scales).enumerated().map { j, named in
            let errors = (0..<targets.rows).map { abs(outputs[$0, j] - targets[$0, j]) / named.1 }
            return .points(
                points(errors), Series("\(named.0), of \(NumberText.number(named.1))", .slot(j + 1)))
        }
    }

    private func errorCaption(_ places: (label: String, of: [Double?])) -> String {
        let unplaced = places.of.count { $0 == nil }
        let missing =
            unplaced == 0
            ? ""
            : " \(NumberText.plural(unplaced, "sample")) without a position \(unplaced == 1 ? "is" : "are") left out."
        if result.measures.error.maxAbsolute == 0 { return "The error is \(exactWords) at every sample.\(missing)" }
        if let lost = lostWords { return lost + missing }
        guard words.targets.isEmpty else {
            return "The absolute errors of the two outputs, each over the largest of its targets.\(missing)"
        }
        let isPlaced = places.of.contains { $0 != nil } && places.label != "sample"
        let quarters = result.measures.error.byQuarter
        return "Mean error over \(words.unit) "
            + (isPlaced ? "by quarter of the position, from the least θ up: " : "\(words.quarters): ")
            // Steps with their ones at the right are in falling order of their number.
            + NumberText.percents(isPlaced && hasOnesAtTheRight ? quarters.reversed() : quarters).joined(
                separator: ", ")
            + ". The grey \(Self.isCurve(places.of) ? "line is" : "points are") a network whose outputs are all 0"
            + (words.isStep ? ": its error rises with θ, the number of ones that it misses." : ".") + missing
    }

    private var hasOnesAtTheRight: Bool {
        if case .step(let steps) = result.spec.signals.family { return steps.orientation == .trailingOnes }
        return false
    }
}
