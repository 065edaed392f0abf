import Diagnostics
import Experiments
import Reports

/// Prints what a certification found.
enum CertificationPrinter {
    static func print(_ report: CertificationReport) {
        polish(report)
        let samples = NumberText.plural(report.samples, "sample")
        if report.verdict == "proved" {
            Console.result(
                "proved: the network reproduces all \(samples) exactly, in the real numbers that its weights denote")
        } else {
            Console.result(
                "refuted: \(NumberText.count(report.wrongSamples)) of \(samples) \(report.wrongSamples == 1 ? "is" : "are") not reproduced exactly, in the real numbers "
                    + "that the weights denote")
        }
        if let worst = report.worst {
            let position = worst.position.map { " (θ = \(NumberText.number($0)))" } ?? ""
            line("worst", "sample \(worst.sample)\(position), output \(worst.output): error \(shortened(worst))")
        }
        if let last = report.lastLayer {
            switch last.answer {
            case "impossible":
                line(
                    "last layer",
                    "none makes output \(last.output ?? 0) right while the layers before it stay: \(last.reason ?? "")")
            case "possible": line("last layer", "another one would be exact, with the layers before it as they are")
            default: line("last layer", "not decided whether another one would do: \(last.reason ?? "")")
            }
        }
        line("float32", report.float32.map(words) ?? "not evaluated: a weight or value is no single-precision number")
        line("float64", words(report.float64))
        if let path = report.certificate { line("certificate", path) }
        if let problem = report.certificateProblem { line("certificate", "none: \(problem)") }
        if let model = report.model { line("model", model) }
    }

    private static func polish(_ report: CertificationReport) {
        guard let polish = report.polish else { return }
        guard let summary = polish.summary else {
            Console.message(
                "error: --polish does not apply: \(polish.part ?? ""): \(polish.reason ?? ""). Decided as it is:")
            return
        }
        let silenced =
            summary.silencedUnits > 0 ? ", and \(NumberText.plural(summary.silencedUnits, "unit")) silenced" : ""
        Console.result(
            "polished: rounded to the canonical network, which keeps the owner of each gap (read from the "
                + "\(summary.ownersReadFrom == "kinks" ? "kinks" : "outgoing weights")) and the scale only; the last layer is "
                + "written anew\(silenced)")
        for movement in summary.movements {
            line(
                movement.tensor,
                "moved by up to \(NumberText.number(movement.largestChange)), from entries of up to "
                    + NumberText.number(movement.largestBefore))
        }
    }

    private static func line(_ name: String, _ text: String) {
        Console.result("  \(name)\(String(repeating: " ", count: max(1, 17 - name.count)))\(text)")
    }

    private static func words(_ evaluation: CertificationReport.Evaluation) -> String {
        guard evaluation.isExact else { return "largest error \(NumberText.number(evaluation.maxAbsoluteError))" }
        return evaluation.isExactInAnyOrder
            ? "exact too, in whatever order sums are added" : "exact too, in this program's order of summation"
    }

    /// The exact error, or its beginning where it is longer than a line, and its size.
    private static func shortened(_ worst: CertificationReport.Worst) -> String {
        guard worst.errorDecimal.isFinite else { return "beyond the numbers of double precision: --json prints it" }
        let size = "\(worst.errorDecimal)"
        if worst.error == size || worst.error + ".0" == size { return "exactly \(worst.error)" }
        guard worst.error.utf8.count > 60 else { return "exactly \(worst.error) ≈ \(size)" }
        return "≈ \(size) (exactly a fraction of \(worst.error.utf8.count - 1) digits: --json prints it)"
    }
}
