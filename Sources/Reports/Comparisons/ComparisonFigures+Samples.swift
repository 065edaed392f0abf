internal import Analysis
internal import Descriptions
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots
internal import RunStore

// Codes and errors over the samples, of runs whose samples lie along the same axis.

extension ComparisonFigures {
    /// Runs with the same kind of data.
    struct Group {
        /// The axis along which the samples lie.
        let label: String
        /// The runs, by index, at least two.
        let runs: [Int]
        /// What follows the names of figures: nothing for the first group.
        let suffix: String
        /// Whether places are divided by the length, since the runs have different ones.
        let isRelative: Bool
    }

    /// What makes data of one kind.
    private struct Kind: Hashable {
        let label: String
        let targets: [String]
        let isStep: Bool
    }

    /// The runs by kind of data; a run whose data nobody shares is in none.
    var groups: [Group] {
        let kinds = comparison.runs.map { run -> Kind? in
            guard let result = run.result else { return nil }
            let words = DataWords(result.spec)
            let label = words.places(result.samples, heldOut: result.heldOutSamples).label
            return Kind(label: label, targets: words.targets, isStep: words.isStep)
        }
        let known = kinds.indices.filter { kinds[$0] != nil }
        let shared = Dictionary(grouping: known) { kinds[$0] }.filter { $0.value.count > 1 }
            .sorted { ($0.value.first ?? 0) < ($1.value.first ?? 0) }
        return shared.enumerated().map { index, group in
            let lengths = Set(group.value.compactMap { comparison.runs[$0].result?.samples.length })
            let label = group.key?.label ?? ""
            return Group(
                label: label, runs: group.value, suffix: index == 0 ? "" : "-\(index + 1)",
                isRelative: lengths.count > 1 && label != "sample")
        }
    }

    /// The scalar codes against the positions.
    func code(_ group: Group) -> ReportFigure? {
        let codes = codes(group) { $0.values }
        guard codes.count > 1 else { return nil }
        let fits = codes.compactMap { run in
            comparison.runs[run.run].result?.measures.code.map { (run: run.run, text: NumberText.fit($0.r2)) }
        }
        let title = "The codes against the position"
        return ReportFigure(
            id: "code" + group.suffix, title: title,
            caption: "The code z of each sample. How well a line fits it, as r²: \(Self.listed(fits))."
                + places(group) + heldOutWords(codes) + missing(codes, group, "no scalar code")
                + legend(codes.map(\.run)),
            drawing: chart(title, "Codes of several runs over the position.", group, codes, y: Axis("code z")))
    }

    /// How far the codes are off their lines, over their ranges.
    func bend(_ group: Group) -> ReportFigure? {
        let codes = codes(group) { $0.offsets }
        guard codes.count > 1, codes.contains(where: { $0.training.contains { abs($0.y) > 1e-6 } }) else { return nil }
        let title = "The codes off their lines"
        let worst = codes.map { run in
            let most = run.training.map { abs($0.y) }.max() ?? 0
            return (run: run.run, text: NumberText.percent(most))
        }
        return ReportFigure(
            id: "code-off-line" + group.suffix, title: title,
            caption:
                "Each code minus its least-squares line, over the range of the code, so that codes of different size can be "
                + "compared; a linear code is 0 everywhere. The largest distance is \(Self.listed(worst))."
                + places(group) + heldOutWords(codes) + legend(codes.map(\.run)),
            drawing: chart(
                title, "Distance of several codes from their lines over the position.", group, codes,
                y: Axis("(code − line) / range", includesZero: true)))
    }

    /// The mean error of each sample.
    func error(_ group: Group) -> ReportFigure? {
        let errors = group.runs.compactMap { run -> Placed? in
            guard let result = comparison.runs[run].result, result.samples.count > 1,
                result.spec.training.loss.comparesOutputs
            else { return nil }
            let placed = placed(
                result, run, group, result.measures.error.bySample, result.heldOut?.error.bySample ?? [])
            return placed.training.contains { $0.y.isFinite } ? placed : nil
        }
        guard errors.count > 1 else { return nil }
        let greatest = errors.map { run in (run.training + run.heldOut).map(\.y).filter(\.isFinite).max() ?? 0 }
        let positive = greatest.filter { $0 > 0 }
        // On a linear axis, a run that is thirty times better would lie on the axis.
        let isLogarithmic = (positive.max() ?? 0) > 30 * (positive.min() ?? .infinity)
        let words = errors.map { DataWords(comparison.runs[$0.run].spec) }
        let (units, shortUnits) = (Set(words.map(\.unit)), Set(words.map(\.shortUnit)))
        let means = errors.map { run in
            let values = run.training.map(\.y)
            let mean = values.reduce(0, +) / Double(max(1, values.count))
            return (run: run.run, text: NumberText.percent(mean))
        }
        let title = group.label == "sample" ? "Error by sample" : "Error by position"
        let label = "mean error / \(shortUnits.count == 1 ? words[0].shortUnit : "largest target")"
        return ReportFigure(
            id: "error" + group.suffix, title: title,
            caption:
                "The mean absolute error of each sample over \(units.count == 1 ? words[0].unit : "the largest target of its run"). Its mean over the samples for training is "
                + Self.listed(means) + "." + places(group) + heldOutWords(errors)
                + missing(errors, group, "no error that is a number") + coincidence(errors.map(\.run))
                + legend(errors.map(\.run)),
            drawing: chart(
                title, "Errors of several runs over the samples.", group, errors,
                y: Axis(label, scale: isLogarithmic ? .log10 : .linear, includesZero: !isLogarithmic)))
    }
}

extension ComparisonFigures {
    /// Values of a run at the places of its samples, in increasing order of the place.
    struct Placed {
        let run: Int
        let training: [PlotPoint]
        let heldOut: [PlotPoint]
        /// Whether the samples are in an order, and no two have the same place.
        let isCurve: Bool
    }

    private func placed(
        _ result: RunResult, _ run: Int, _ group: Group, _ values: [Double], _ heldOut: [Double]
    ) -> Placed {
        let places = DataWords(result.spec).places(result.samples, heldOut: result.heldOutSamples)
        let unit = group.isRelative ? Double(max(1, result.samples.length)) : 1
        func points(_ places: [Double?], _ values: [Double]) -> [PlotPoint] {
            RunFigures.points(places.map { $0.map { $0 / unit } }, values).sorted { $0.x < $1.x }
        }
        let training = points(places.training, values)
        return Placed(
            run: run, training: training, heldOut: points(places.heldOut, heldOut),
            isCurve: group.label != "sample" && Set(training.map(\.x)).count == training.count)
    }

    /// The codes of a run, and their distances from its line over their range.
    private struct Codes {
        let values: (training: [Double], heldOut: [Double])
        let offsets: (training: [Double], heldOut: [Double])

        init?(_ result: RunResult) {
            guard let line = result.measures.code, let codes = result.measures.codes, line.slope.isFinite else {
                return nil
            }
            let held = result.heldOut?.codes ?? []
            let range = (codes.max() ?? 0) - (codes.min() ?? 0)
            func offsets(_ codes: [Double], _ samples: SampleSet?) -> [Double] {
                zip(codes, samples?.positions ?? []).map { code, position in
                    guard let position, range > 0 else { return 0 }
                    return (code - line.slope * position - line.intercept) / range
                }
            }
            values = (codes, held)
            self.offsets = (offsets(codes, result.samples), offsets(held, result.heldOutSamples))
        }
    }

    private func codes(_ group: Group, _ part: (Codes) -> (training: [Double], heldOut: [Double])) -> [Placed] {
        guard group.label != "sample" else { return [] }
        return group.runs.compactMap { run in
            guard let result = comparison.runs[run].result else { return nil }
            return Codes(result).map { codes in
                placed(result, run, group, part(codes).training, part(codes).heldOut)
            }
        }
    }

    private func chart(_ title: String, _ description: String, _ group: Group, _ runs: [Placed], y: Axis) -> Chart {
        let isLogarithmic = y.scale == .log10
        let marks = runs.flatMap { run -> [Mark] in
            let series = Self.series(run.run)
            let held: [Mark] = run.heldOut.isEmpty ? [] : [.rings(run.heldOut, series)]
            return
                (run.isCurve
                ? Self.line(run.training, run.run, isLogarithmic: isLogarithmic) : [.points(run.training, series)])
                + held
        }
        let isWhole = !group.isRelative && runs.allSatisfy { $0.training.allSatisfy { $0.x == $0.x.rounded() } }
        return Chart(
            title, description: description,
            x: Axis(group.isRelative ? "\(group.label) / length" : group.label, isWhole: isWhole), y: y, marks: marks,
            labels: runs.allSatisfy(\.isCurve) ? .direct : .key, showsTitle: false)
    }

    private func places(_ group: Group) -> String {
        group.isRelative ? " Places are divided by the length of the signals, which differs." : ""
    }

    private func heldOutWords(_ runs: [Placed]) -> String {
        runs.contains { !$0.heldOut.isEmpty } ? " Rings are samples that were held out." : ""
    }

    /// Which runs of all are not drawn.
    private func missing(_ runs: [Placed], _ group: Group, _ what: String) -> String {
        let absent = group.runs.filter { run in !runs.contains { $0.run == run } }
        let unknown = comparison.runs.indices.filter { comparison.runs[$0].result == nil }
        let other = comparison.runs.indices.filter { !group.runs.contains($0) && !unknown.contains($0) }
        func sentence(_ runs: [Int], _ what: String) -> String {
            runs.isEmpty ? "" : " \(RunLetters.words(runs)) \(runs.count == 1 ? "has" : "have") \(what)."
        }
        return sentence(absent, what) + sentence(other, "data of another kind")
            + sentence(unknown, "no data any more")
    }
}
