internal import Analysis
public import Descriptions
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

extension RunFigures {
    /// What the errors of each output are divided by.
    private var scales: [Double] { ReconstructionError.scales(of: result.samples) }

    /// "exactly 0", and in what arithmetic.
    private var exactWords: String {
        "exactly 0 as computed in \(result.spec.precision == .float64 ? "float64" : "float32")"
    }

    /// |ŷ − y| for every sample and output, positions and samples upwards.
    public var errorMap: ReportFigure? {
        let shown = Array(shownSamples.reversed())
        guard !shown.isEmpty, hasErrors else { return nil }
        let scales = scales
        let map = Reduction(
            shown.map { sample in
                scales.indices.map { j in abs(sample.output[j] - sample.target[j]) / scales[j] }
            })
        let marked = HeatMap.blocks(of: shown.count, in: map.rows.count).enumerated().filter { _, block in
            block.contains { shown[$0].isHeldOut }
        }
        let title = "Where the error is"
        return ReportFigure(
            id: "error-map", title: title, caption: errorMapCaption(map, scales: scales),
            drawing: HeatMap(
                title, description: "Heat map of the absolute error by sample and output.", rows: map.rows,
                x: Axis(
                    words.targets.isEmpty ? "output j" : "output",
                    domain: AxisDomain(-0.5, Double(scales.count) - 0.5),
                    namedTicks: words.targets.enumerated().map { AxisTick(value: Double($0), label: $1) }),
                y: sampleAxis(shown),
                value: Axis(
                    words.isAutoencoding ? "error / \(words.shortUnit)" : "error / largest target", includesZero: true),
                palette: .viridis, marked: marked.map(\.offset), markedName: Self.heldOutSeries.name,
                showsTitle: false))
    }

    /// The axis of samples, the last at the top: by position where the positions are neighbours.
    private func sampleAxis(_ shown: [ShownSample]) -> Axis {
        let count = shown.count
        let positions = shown.compactMap(\.position)
        let hasPositions = positions.count == count
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
        let held = heldOutWords { error in
            "Samples that were held out are marked at the right; their worst "
                + (words.targets.isEmpty
                    ? "entry is \(NumberText.percent(error.maxRelative))."
                    : "entries are \(Self.shares(error, scales)).")
        }
        let unit =
            words.targets.isEmpty
            ? "|ŷ − y| over \(words.unit); rows are samples, columns are outputs. "
            : "|ŷ − y|; rows are samples; position and amplitude are each over the largest of their targets "
                + "(\(scales.map { NumberText.number($0) }.joined(separator: " and "))). "
        if worst == 0 {
            return unit + map.words("sample", "output")
                + "The error is \(exactWords): every output of every \(sampleWords) is its target." + held
        }
        var text = unit + map.words("sample", "output")
        if let lost = lostWords { return text + lost }
        if words.targets.isEmpty {
            text += "The worst entry is \(NumberText.percent(worst))."
            let dead = result.measures.activity.deadOutputs.count
            if dead > 0 {
                text +=
                    " A bright column is an output that is wrong for many samples; \(dead) \(dead == 1 ? "is" : "are") dead."
            }
            if result.samples.count > 1, result.samples.targets.columns > 1 {
                if words.isStep { text += " Transitions lie along the diagonal." }
                if words.isDirac { text += " Peaks lie along the diagonal." }
            }
        } else {
            text += "The worst entries are \(Self.shares(result.measures.error, scales))."
        }
        return text + held
    }

    /// That outputs are not numbers; nil where all are.
    private var lostWords: String? {
        let outputs = result.measures.outputs.elements
        let lost = outputs.count { !$0.isFinite }
        guard lost > 0 else { return nil }
        return "\(NumberText.count(lost)) of the \(NumberText.count(outputs.count)) outputs are not numbers: training "
            + "diverged."
    }

    /// The largest error of each output over its scale: "3 % and 12 %".
    private static func shares(_ error: ReconstructionError, _ scales: [Double]) -> String {
        NumberText.percents(zip(error.maxByOutput, scales).map { $0 / $1 }).joined(separator: " and ")
    }

    /// What sentences about the samples for training call one.
    private var sampleWords: String { result.heldOut == nil ? "sample" : "sample for training" }

    /// The mean error of each sample, beside that of a network that outputs nothing; for a network that should find
    /// position and amplitude, the errors of both.
    public var errorByPosition: ReportFigure? {
        guard result.samples.count > 1, hasErrors else { return nil }
        let places = words.places(result.samples, heldOut: result.heldOutSamples)
        let title = "Error by \(places.kind)"
        let unplaced = (places.training + places.heldOut).count { $0 == nil }
        let all = places.training + places.heldOut
        // Neighbouring samples of an unordered set have nothing to do with each other.
        let isCurve = places.label != "sample" && Self.isCurve(all.compactMap(\.self))
        let marks: [Mark] =
            words.targets.isEmpty
            ? meanMarks(places.training, places.heldOut, isCurve: isCurve)
            : targetMarks(places.training, places.heldOut)
        return ReportFigure(
            id: "error-by-position", title: title,
            caption: errorCaption(isCurve: isCurve, unplaced: unplaced),
            drawing: Chart(
                title, description: "Absolute error of each sample over its place.",
                x: Axis(
                    places.label,
                    isWhole: (places.training + places.heldOut).allSatisfy { $0.map { $0 == $0.rounded() } ?? true }),
                y: Axis(
                    words.targets.isEmpty ? "mean error / \(words.shortUnit)" : "error / largest target of its kind",
                    includesZero: true),
                marks: marks, labels: .key, height: 300, showsTitle: false))
    }

    private func meanMarks(_ training: [Double?], _ heldOut: [Double?], isCurve: Bool) -> [Mark] {
        func silent(_ samples: SampleSet, _ places: [Double?]) -> [PlotPoint] {
            Self.points(
                places,
                (0..<samples.count).map { i in
                    samples.targets.row(i).reduce(0) { $0 + abs($1) } / Double(samples.targets.columns) / amplitude
                })
        }
        let series = Series("all outputs 0", .muted)
        let all = silent(result.samples, training) + (result.heldOutSamples.map { silent($0, heldOut) } ?? [])
        var marks: [Mark] = [
            isCurve ? .line(all.sorted { $0.x < $1.x }, series) : .points(all, series),
            .points(Self.points(training, result.measures.error.bySample), Series("this network")),
        ]
        if let error = result.heldOut?.error {
            marks.append(.points(Self.points(heldOut, error.bySample), Self.heldOutSeries))
        }
        return marks
    }

    /// Whether no two samples have the same place.
    private static func isCurve(_ places: [Double]) -> Bool { Set(places).count == places.count }

    private func targetMarks(_ training: [Double?], _ heldOut: [Double?]) -> [Mark] {
        func errors(_ outputs: Matrix<Double>, _ targets: Matrix<Double>, _ j: Int, _ scale: Double) -> [Double] {
            (0..<targets.rows).map { abs(outputs[$0, j] - targets[$0, j]) / scale }
        }
        let named = Array(zip(words.targets, scales).enumerated())
        var marks = named.map { j, target -> Mark in
            let values = errors(result.measures.outputs, result.samples.targets, j, target.1)
            let series = Series("\(target.0), of \(NumberText.number(target.1))", .slot(j + 1))
            return .points(Self.points(training, values), series)
        }
        if let samples = result.heldOutSamples, let measures = result.heldOut {
            marks += named.map { j, target -> Mark in
                let values = errors(measures.outputs, samples.targets, j, target.1)
                return .points(Self.points(heldOut, values), Series("\(target.0), held out", .slot(j + 5)))
            }
        }
        return marks
    }

    private func errorCaption(isCurve: Bool, unplaced: Int) -> String {
        let missing =
            unplaced == 0
            ? ""
            : " \(NumberText.plural(unplaced, "sample")) without a position \(unplaced == 1 ? "is" : "are") left out."
        let held = heldOutWords { error in
            let mean = error.bySample.reduce(0, +) / Double(max(1, error.bySample.count))
            return "The mean error of the \(NumberText.plural(error.bySample.count, "sample")) that "
                + (error.bySample.count == 1 ? "was" : "were") + " held out is \(NumberText.percent(mean))."
        }
        if result.measures.error.maxAbsolute == 0 {
            return "The error is \(exactWords) at every \(sampleWords).\(missing)\(held)"
        }
        if let lost = lostWords { return lost + missing + held }
        guard words.targets.isEmpty else {
            return
                (words.targets.count == 1
                ? "The absolute error of the output over the largest target."
                : "The absolute errors of the \(words.targets.count == 2 ? "two " : "")outputs, each over the largest of its targets.")
                + missing + held
        }
        let quarters = words.quarters(result.measures.error.byQuarter, of: result.samples.count)
        return
            (quarters.map { "Mean error over \(words.unit): \($0). " }
            ?? "The mean error of each sample over \(words.unit). ")
            + "The grey \(isCurve ? "line is" : "points are") a network whose outputs are all 0"
            + (words.isStep ? ": its error rises with θ, the number of ones that it misses." : ".") + missing + held
    }
}
