internal import Analysis
internal import Diagnostics
public import Experiments
internal import Foundation
internal import Networks

/// Which obstacles a run suffers, in words.
public enum ObstacleText {
    /// One line for each obstacle, with its measure, and one for the gradients of the encoder; empty for a run without
    /// a scalar code.
    public static func lines(_ result: RunResult) -> [DigestLine] {
        guard let obstacles = Obstacles(result) else { return [] }
        var isStep = false
        if result.spec.signals.steps != nil { isStep = result.samples.isAutoencoding }
        let samples = result.samples
        let needs = DecoderNeeds(
            result.spec, samples: samples.count, blank: samples.amplitudes.contains(0))
        var lines = [
            DigestLine(name: "indifference", text: indifference(obstacles, result)),
            DigestLine(name: "dead outputs", text: dead(obstacles)),
            DigestLine(name: "gaps", text: gaps(obstacles, needs, samples: samples.count)),
            DigestLine(
                name: "conditioning", text: conditioning(obstacles, needs, layers: result.spec.network.count)),
        ]
        if isStep, let text = gradients(result) { lines.append(DigestLine(name: "W1 gradients", text: text)) }
        return lines
    }

    /// The obstacles that are there, each as a sentence.
    public static func present(_ result: RunResult) -> [String] {
        lines(result).compactMap { line in
            guard line.text.hasPrefix(yes) else { return nil }
            let text = line.text.dropFirst(yes.count)
            return text.prefix(1).uppercased() + text.dropFirst() + "."
        }
    }

    private static let yes = "yes: "

    private static func indifference(_ obstacles: Obstacles, _ result: RunResult) -> String {
        guard let inversions = obstacles.inversions, let code = result.measures.code else {
            return "not defined: the samples have no single position"
        }
        if inversions > 0 {
            return
                "yes: \(NumberText.plural(inversions, "pair")) of neighbouring codes \(inversions == 1 ? "is" : "are") in the wrong order"
        }
        guard let deviation = code.maxDeviation else { return "yes: all codes are equal" }
        return deviation > 0.01
            ? "yes: the code is monotone but not linear in the position; its least-squares line is off by up to "
                + "\(NumberText.percent(deviation)) of its range"
            : "no: the code is linear in the position to \(NumberText.percent(deviation)) of its range"
    }

    private static func dead(_ obstacles: Obstacles) -> String {
        obstacles.deadOutputs == 0
            ? "no"
            : "yes: \(NumberText.count(obstacles.deadOutputs)) of \(NumberText.plural(obstacles.outputs, "output")) "
                + "\(obstacles.deadOutputs == 1 ? "is" : "are") never positive"
    }

    private static func gaps(_ obstacles: Obstacles, _ needs: DecoderNeeds, samples: Int) -> String {
        if obstacles.gaps == 0 { return "yes: all codes coincide" }
        guard obstacles.gapsWithoutKink > 0 else {
            return
                "no: each of the \(NumberText.plural(obstacles.gaps, "gap")) between neighbouring codes contains a kink"
        }
        var text =
            "yes: \(NumberText.count(obstacles.gapsWithoutKink)) of the \(NumberText.plural(obstacles.gaps, "gap")) between neighbouring codes "
            + "\(obstacles.gapsWithoutKink == 1 ? "contains" : "contain") no kink"
        // Where codes coincide there are fewer gaps than an exact decoder has.
        if let needed = needs.coveredGaps, obstacles.gaps == samples - 1 {
            let most = obstacles.gaps - needed
            if obstacles.gapsWithoutKink > most {
                text +=
                    "; an exact decoder of a monotone code has "
                    + (most > 0 ? "at most \(NumberText.count(most)) such gaps" : "no such gap")
            }
        }
        return text
    }

    private static func conditioning(_ obstacles: Obstacles, _ needs: DecoderNeeds, layers: Int) -> String {
        guard let rank = obstacles.activationsRank, let full = obstacles.signalsRank else {
            return "not computed: the matrices are too large"
        }
        func size(_ value: Double?) -> String { value.map { NumberText.number($0) } ?? "infinite in double precision" }
        let name = "A\(layers - 1)"
        var text =
            "the condition number of XᵀX, of the signals, is \(size(obstacles.signalsCondition)); that of "
            + "\(name)ᵀ\(name), of the inputs of the last layer, is \(size(obstacles.activationsCondition))"
        if let missing = needs.missingRank, rank < full - missing {
            text +=
                "; \(name) has the numerical rank \(NumberText.count(rank)), and an exact decoder"
                + "\(needs.hasOutputBias ? " with an output bias" : "") needs the rank \(NumberText.count(full - missing)) "
                + "(heaviside certify decides exactly whether there is one)"
        }
        return text
    }

    /// The accumulated gradients of the encoder's first and last entry, beside the numbers of samples that they
    /// collect: an argument of the study about steps, which says nothing of other signals.
    private static func gradients(_ result: RunResult) -> String? {
        guard let sums = EncoderGradients(result), let least = sums.fewest, let most = sums.most else { return nil }
        guard abs(sums.sums[least]) > 0 else { return nil }
        let ratio = abs(sums.sums[most] / sums.sums[least])
        return
            "the gradients of entry \(most) add up to \(NumberText.number(ratio)) times those of entry \(least); their numbers of samples "
            + "have the ratio \(NumberText.number(Double(sums.samples[most]) / Double(max(1, sums.samples[least])))) (equations 4–7 of the study); entries count from 0"
    }
}
