internal import Descriptions
internal import Diagnostics
internal import Experiments

// What a digest says of samples that training does not see, and of targets that are numbers of their own.

extension RunDigest {
    /// The errors on samples that were held out or kept for the test, in a line.
    static func heldOut(_ held: RunSummary.HeldOut, unit: String) -> String {
        let mean = held.samples == 1 ? held.meanRelativeError : nil
        let count = NumberText.plural(held.samples, "sample")
        return [
            held.classification.map { "accuracy " + ClassText.accuracy($0, of: held.samples) }
                ?? count
                + (held.samplesWithinOnePercent.map { ", \(NumberText.count($0)) within 1 % of \(unit)" } ?? ""),
            mean.map { "mean error \(NumberText.percent($0))" },
            held.maxRelativeError.map { "worst error \(NumberText.percent($0))" },
            held.loss.map { "loss \(NumberText.number($0))" },
        ].compactMap(\.self).joined(separator: "; ")
    }

    /// How the errors of several samples are spread.
    static func spread(_ held: RunSummary.HeldOut, unit: String) -> String? {
        guard held.samples > 1, let mean = held.meanRelativeError, let spread = held.relativeError else { return nil }
        let texts = [mean, spread.median, spread.lowerQuartile, spread.upperQuartile, spread.greatest].map(
            NumberText.percent)
        guard Set(texts).count > 1 else { return "of a sample, over \(unit): all \(texts[0])" }
        let half = texts[2] == texts[3] ? "at \(texts[2])" : "from \(texts[2]) to \(texts[3])"
        return
            "of a sample, over \(unit): mean \(texts[0]), median \(texts[1]), half of them \(half), largest \(texts[4])"
    }

    /// How far an output that is a number of its own is off.
    static func error(_ target: RunSummary.TargetError) -> String {
        [
            "off by at most \(NumberText.number(target.maxAbsoluteError)), \(NumberText.percent(target.maxRelativeError)) "
                + "of the largest \(target.name), \(NumberText.number(target.scale))", fit(target),
        ].compactMap(\.self).joined(separator: "; ")
    }

    /// The same of samples that were held out, for all outputs in a line; nil where they are a signal.
    static func errors(_ targets: [RunSummary.TargetError]?) -> String? {
        guard let targets, !targets.isEmpty else { return nil }
        return targets.map { target in
            let largest = "\(target.name) off by at most \(NumberText.number(target.maxAbsoluteError))"
            return [largest, fit(target)].compactMap(\.self).joined(separator: ", ")
        }.joined(separator: "; ")
    }

    /// "root mean square 0.05, R² 0.983"; nil in records of older versions.
    private static func fit(_ target: RunSummary.TargetError) -> String? {
        guard let rootMeanSquare = target.rootMeanSquareError else { return nil }
        return "root mean square \(NumberText.number(rootMeanSquare)), "
            + (target.r2.map { "R² \(NumberText.fit($0))" } ?? "no R², since all targets are equal")
    }
}
