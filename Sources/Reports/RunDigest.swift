public import Experiments
internal import Networks

/// The figures of a run in lines of words: what the terminal and the report's first table say.
public struct RunDigest: Sendable {
    /// What is measured, and the words for its value.
    public struct Line: Sendable, Hashable {
        /// What is measured.
        public let name: String
        /// Its value in words.
        public let text: String
    }

    /// One line: how the run ended.
    public let headline: String
    /// The measures.
    public let lines: [Line]

    /// Puts a summary into words.
    public init(_ summary: RunSummary, spec: Spec) {
        headline = Self.headline(summary)
        let amplitude = summary.maxRelativeError.flatMap { relative in
            relative > 0 ? summary.maxAbsoluteError.map { $0 / relative } : nil
        }
        var lines: [Line] = []
        func add(_ name: String, _ text: String?) {
            if let text { lines.append(Line(name: name, text: text)) }
        }
        add("loss", summary.loss.map { FigureText.number($0) + "  " + spec.loss.description })
        add(
            "worst error",
            summary.maxAbsoluteError.map { error in
                FigureText.number(error)
                    + (amplitude.map { ", \(FigureText.percent(error / $0)) of the amplitude \(FigureText.number($0))" }
                        ?? "")
            })
        add(
            "reconstructed",
            "\(FigureText.count(summary.samplesWithinOnePercent)) of \(FigureText.plural(summary.samples, "sample")) within 1 % of the amplitude"
        )
        add(
            "mean error",
            summary.errorByQuarter.map {
                $0.map(FigureText.percent).joined(separator: "  ") + "  by quarter of the transition, left to right"
            })
        add(
            "code",
            summary.code.map { code in
                "r² = \(FigureText.fit(code.r2)), off its line by \(FigureText.percent(code.maxDeviation)) of its range, "
                    + (code.monotone ? "monotone" : "not monotone")
            })
        add(
            "dead",
            "\(FigureText.plural(summary.deadHiddenUnits, "hidden unit")), \(FigureText.plural(summary.deadOutputs, "output"))"
        )
        if let covered = summary.coveredGaps, let gaps = summary.gaps {
            add(
                "kinks",
                "\(FigureText.count(covered)) of \(FigureText.count(gaps)) gaps between codes hold one"
                    + (covered < gaps / 2 ? "; an exact decoder needs \(FigureText.count(gaps / 2))" : ""))
        }
        add(
            "held out",
            summary.heldOut.map {
                "worst error \(FigureText.percent($0.maxRelativeError)) of the amplitude on \(FigureText.plural($0.samples, "sample"))"
            })
        self.lines = lines
    }

    private static func headline(_ summary: RunSummary) -> String {
        let how: String
        switch summary.status {
        case .finished: how = "finished"
        case .interrupted: how = "interrupted"
        case .diverged: how = "diverged: the loss is no longer a finite number"
        }
        let speed = summary.microsecondsPerEpoch.map { " (\(FigureText.duration($0 * 1e-6)) each)" } ?? ""
        let epochs =
            summary.epochs == 0
            ? "constructed, not trained"
            : "\(FigureText.plural(summary.epochs, "epoch")) in \(FigureText.duration(summary.seconds))\(speed)"
        return "\(how) · \(epochs) · \(summary.path) path, \(summary.precision.rawValue)"
    }
}
