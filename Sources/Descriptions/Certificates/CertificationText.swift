internal import Diagnostics
public import Experiments

/// A certification in lines of words.
public enum CertificationText {
    /// The polish, the verdict, the largest error, and what was written.
    public static func lines(_ report: CertificationReport) -> [String] {
        var lines = polish(report)
        let samples = NumberText.plural(report.samples, "sample")
        if report.verdict == "proved" {
            lines.append(
                "proved: the network reproduces all \(samples) exactly, in the real numbers that its weights denote")
        } else {
            lines.append(
                "refuted: \(NumberText.count(report.wrongSamples)) of \(samples) \(report.wrongSamples == 1 ? "is" : "are") "
                    + "not reproduced exactly, in the real numbers that the weights denote")
        }
        if let worst = report.worst {
            let parts = [worst.position.map { "θ = \(NumberText.number($0))" }, worst.details].compactMap { $0 }
            let position = parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
            lines.append(
                line(
                    "worst",
                    "sample \(worst.sample)\(position), output \(worst.output): error \(shortened(worst)); samples and outputs count from 0"
                ))
        }
        if let rounding = report.dataRounding { lines.append(line("data", rounding.sentence(in: report.precision))) }
        if let last = report.lastLayer { lines.append(line("last layer", words(last))) }
        lines.append(
            line(
                "float32",
                report.float32.map { words($0, report) }
                    ?? "not evaluated: a weight or value is not a single-precision number"))
        lines.append(line("float64", words(report.float64, report)))
        if let measured = measured(report) { lines.append(line("as measured", measured)) }
        if let path = report.certificate { lines.append(line("certificate", path)) }
        if let problem = report.certificateProblem { lines.append(line("certificate", "none: \(problem)")) }
        if let model = report.model { lines.append(line("model", model)) }
        return lines
    }

    /// Why the network was not polished, though that was asked for; nil where it was, or was not asked for.
    public static func refusedPolish(_ report: CertificationReport) -> String? {
        guard let polish = report.polish, polish.summary == nil else { return nil }
        return
            "note: --polish does not apply: \(polish.part ?? ""): \(polish.reason ?? ""). The network is decided as it is."
    }

    private static func polish(_ report: CertificationReport) -> [String] {
        guard let summary = report.polish?.summary else { return [] }
        let silenced =
            summary.silencedUnits > 0
            ? "; \(NumberText.plural(summary.silencedUnits, "unit")) without a gap \(summary.silencedUnits == 1 ? "is" : "are") silenced"
            : ""
        let origin = summary.ownersReadFrom == "kinks" ? "kinks" : "outgoing weights"
        return [
            "polished: replaced by the canonical network, which keeps the scale and the unit that owns each gap (read from the "
                + "\(origin)); the last layer is computed anew\(silenced). What follows is about that network, not about the one "
                + "that was given"
        ]
            + summary.movements.map { movement in
                line(
                    movement.tensor,
                    "changed by up to \(NumberText.number(movement.largestChange)); its largest entry was "
                        + NumberText.number(movement.largestBefore))
            }
    }

    private static func line(_ name: String, _ text: String) -> String { "  \(name.padded(to: 16)) \(text)" }

    private static func words(_ last: CertificationReport.LastLayer) -> String {
        switch last.answer {
        case .impossible:
            "with the earlier layers as they are, no last layer makes output \(last.output ?? 0) right: \(last.reason ?? "")"
        case .possible: "with the earlier layers as they are, another last layer would be exact"
        case .undecided: "whether another last layer would be exact is undecided: \(last.reason ?? "")"
        }
    }

    /// The error that a run's measures have, where the order of the sums makes it another; else nil.
    private static func measured(_ report: CertificationReport) -> String? {
        let isDouble = report.precision == .float64
        guard let error = report.measuredError, let evaluation = isDouble ? report.float64 : report.float32,
            error != evaluation.maxAbsoluteError
        else { return nil }
        return (error == 0 ? "exact" : "largest error \(NumberText.number(error))")
            + " in \(isDouble ? "float64" : "float32"), by sums in the order of the matrix products, as the measures of a run have it"
    }

    private static func words(_ evaluation: CertificationReport.Evaluation, _ report: CertificationReport) -> String {
        // The measures of a run add in the order of the matrix products, and may differ.
        let order = "with each sum taken term by term, the bias last"
        guard evaluation.isExact else {
            return "largest error \(NumberText.number(evaluation.maxAbsoluteError)), "
                + (evaluation.isExactInAnyOrder ? "in any order of summation" : order)
        }
        let way = evaluation.isExactInAnyOrder ? "in any order of summation" : order
        // Beside a refutation, rounding has hidden the error.
        return report.verdict == "proved" ? "also exact, \(way)" : "no error as computed, \(way): it is rounded away"
    }

    /// The exact error, or only its size where it is longer than a line.
    private static func shortened(_ worst: CertificationReport.Worst) -> String {
        guard worst.errorDecimal.isFinite else { return "beyond the numbers of double precision: --json prints it" }
        let size = NumberText.exact(worst.errorDecimal)
        let exact = worst.error.replacing("-", with: "−")
        if worst.error == NumberText.plain(worst.errorDecimal) { return "exactly \(exact)" }
        guard worst.error.utf8.count > 60 else { return "exactly \(exact) ≈ \(size)" }
        return "≈ \(size) (exactly a fraction of \(worst.error.utf8.count { $0 >= 0x30 }) digits: --json prints it)"
    }
}
