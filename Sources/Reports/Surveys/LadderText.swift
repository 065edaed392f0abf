internal import Descriptions
internal import Diagnostics
public import Experiments
internal import Foundation
internal import Networks

/// A ladder's result in lines of words, as a terminal shows it.
public enum LadderText {
    /// A table with a line for each rung that has a completed run, what was not run, and the comparison with the
    /// study's own way; a line of the table has at most `width` characters.
    public static func summary(_ result: LadderResult, width: Int = .max) -> [String] {
        let heads = [
            "recipe", "reconstruct", "linear code", "both", "epochs", "time", "worst error / amplitude",
            "code off its line",
            "dead outputs", "gaps with a kink",
        ]
        let rows = result.completedRungs.map { rung in
            [
                rung.title, reconstructing(rung, result.goal), straight(rung, result.goal), reached(rung),
                NumberText.count(rung.epochsDone), NumberText.duration(rung.seconds),
                errors(rung),
                deviations(rung), range(rung.finite.map(\.deadOutputs)),
                range(rung.completed.compactMap(\.coveredGaps)),
            ]
        }
        let lines =
            rows.isEmpty ? [] : TextTable.lines([heads] + rows, width: width) { $0 == 0 ? .leading : .trailing } + [""]
        let goal =
            "goal: every error is at most \(NumberText.percent(result.goal.maxRelativeError)) of the amplitude, and the code is linear "
            + "in the position to \(NumberText.percent(result.goal.codeDeviation)) of its range; n = \(result.length), amplitude "
            + NumberText.number(result.amplitude)
        return lines + [unfinished(result), goal].compactMap(\.self) + arrivals(result)
            + (comparison(result).map { [$0] } ?? [])
    }

    /// What of the ladder was not completed, in two sentences; nil where all of it was.
    static func unfinished(_ result: LadderResult) -> String? {
        let (completed, stopped) = result.rungs.reduce(into: (0, 0)) { count, rung in
            count.0 += rung.completed.count
            count.1 += rung.attempts.count - rung.completed.count
        }
        let planned = result.seeds.map { $0 * result.rungs.count }
        let recipes = result.completedRungs.count
        guard recipes < result.rungs.count || stopped > 0 || planned.map({ completed < $0 }) ?? false else {
            return nil
        }
        let runs = planned.map { "\(NumberText.count(completed)) of \(NumberText.plural($0, "run"))" }
        return "\(runs ?? NumberText.plural(completed, "run")) \(completed == 1 ? "was" : "were") "
            + "completed, from \(NumberText.count(recipes)) of \(NumberText.plural(result.rungs.count, "recipe"))"
            + (stopped == 0 ? "" : "; \(NumberText.count(stopped)) \(stopped == 1 ? "was" : "were") stopped on the way")
            + "." + (recipes < result.rungs.count ? " Nothing is said of the other recipes." : "")
    }

    /// How many runs reconstruct every step, whatever their codes: "1 of 5".
    static func reconstructing(_ rung: LadderResult.Rung, _ goal: Goal) -> String {
        count(rung) { goal.isReconstruction(relativeError: $0.maxRelativeError) }
    }

    /// How many runs have a straight code, whatever their outputs: "5 of 5".
    static func straight(_ rung: LadderResult.Rung, _ goal: Goal) -> String {
        count(rung) { goal.isStraight(deviation: $0.codeDeviation, r2: $0.codeR2) }
    }

    private static func count(_ rung: LadderResult.Rung, _ holds: (LadderResult.Attempt) -> Bool) -> String {
        "\(rung.completed.count { $0.status != .diverged && holds($0) }) of \(rung.completed.count)"
    }

    /// How many runs do both: "5 of 5".
    static func reached(_ rung: LadderResult.Rung) -> String { "\(rung.successes) of \(rung.completed.count)" }

    /// "2.2e−5", or the two ends where two digits tell them apart.
    static func errors(_ rung: LadderResult.Rung) -> String {
        guard let (least, largest) = rung.errors else { return "diverged" }
        let text = spread(least, largest)
        let diverged = rung.completed.count { $0.maxRelativeError == nil || $0.status == .diverged }
        return diverged == 0 ? text : "\(text); \(diverged) diverged"
    }

    static func deviations(_ rung: LadderResult.Rung) -> String {
        let values = rung.completed.compactMap(\.codeDeviation)
        guard let least = values.min(), let largest = values.max() else { return "–" }
        if largest < 1e-6 { return "< 1e−4 %" }
        return largest < 0.01
            ? "≤ \(NumberText.number(100 * largest, digits: 2)) %" : spread(100 * least, 100 * largest) + " %"
    }

    static func spread(_ least: Double, _ largest: Double) -> String {
        let (low, high) = (NumberText.number(least, digits: 2), NumberText.number(largest, digits: 2))
        return low == high ? low : "\(low)–\(high)"
    }

    static func range(_ values: [Int]) -> String {
        guard let least = values.min(), let largest = values.max() else { return "–" }
        return least == largest ? NumberText.count(least) : "\(NumberText.count(least))–\(NumberText.count(largest))"
    }

    private static func arrivals(_ result: LadderResult) -> [String] {
        result.rungs.compactMap { rung in
            guard let epochs = rung.epochsToGoal, let seconds = rung.secondsToGoal else { return nil }
            return
                "\(rung.title) reaches the goal after \(NumberText.number(epochs)) \(epochs == 1 ? "epoch" : "epochs"), in \(NumberText.duration(seconds)) (medians)"
        }
    }

    /// Newton's step beside the study's own recipe, in one sentence; nil where either was not completed, or Newton's
    /// did not get there.
    static func comparison(_ result: LadderResult) -> String? {
        guard let study = result.rung(named: "study"), let newton = result.rung(named: "newton"),
            let epochs = newton.epochsToGoal, let seconds = newton.secondsToGoal, epochs > 0, seconds > 0,
            !study.completed.isEmpty, study.epochsDone > 0
        else { return nil }
        let isReached = study.successes > 0
        let times = (
            epochs: (study.epochsToGoal ?? Double(study.epochsDone)) / epochs,
            seconds: (study.secondsToGoal ?? study.seconds) / seconds
        )
        return
            "compared with \(NumberText.count(study.epochsDone)) epochs of the study's own recipe, in \(NumberText.duration(study.seconds))"
            + (isReached ? "" : ", which does not reach the goal") + ": \(isReached ? "about " : "more than ")"
            + "\(rounded(times.epochs, down: !isReached)) times fewer epochs, \(rounded(times.seconds, down: !isReached)) times less time"
    }

    /// "280,000", "5.7": two digits, and zeros; rounded down where the value is a bound from below.
    static func rounded(_ value: Double, down: Bool) -> String {
        guard value > 0, value < 1e15 else { return NumberText.number(value, digits: 2) }
        // A power of ten is exact where it multiplies, not where it divides.
        let places = 1 - Int(floor(log10(value)))
        let power = pow(10, Double(abs(places)))
        let digits = (places > 0 ? value * power : value / power).rounded(down ? .down : .toNearestOrAwayFromZero)
        return value < 10
            ? NumberText.number(places > 0 ? digits / power : digits * power, digits: 2)
            : NumberText.count(Int(digits * power))
    }
}
