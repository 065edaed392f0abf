internal import Descriptions
internal import Diagnostics
public import Experiments
internal import Networks
internal import Plots
public import RunStore

/// Sweeps in words, for a terminal.
public enum SweepText {
    /// How far a sweep is.
    public static func lines(_ state: SweepState) -> [String] {
        var lines = [
            "\(state.name)\(state.part.map { ", part \($0) of \(state.parts)" } ?? ""): \(NumberText.count(state.done)) of \(NumberText.plural(state.runs, "run")) ended, in "
                + "\(NumberText.duration(state.seconds)) of training"
        ]
        let order = state.endings.map { "\(NumberText.count($0.runs)) \(word($0.status))" }
        if !order.isEmpty { lines.append("  " + order.joined(separator: ", ")) }
        if let successes = state.successes, state.done > 0 { lines.append("  " + share(successes, state.done)) }
        if state.parts > 1, state.part == nil {
            lines.append("  \(state.open.count) of \(NumberText.plural(state.parts, "part")) not complete")
            for part in state.open.prefix(10) {
                lines.append(
                    "    part \(part.part): \(NumberText.count(part.done)) of \(NumberText.count(part.runs))"
                        + (part.running ? ", running" : ""))
            }
            if state.open.count > 10 { lines.append("    and \(state.open.count - 10) more") }
        } else if state.open.first?.running == true {
            lines.append("  running")
        }
        return lines + damage("  damaged", state.damage, state.damagedLines)
    }

    private static func word(_ ending: SweepRow.Ending) -> String {
        switch ending {
        case .finished: "finished"
        case .reached: "ended at the goal"
        case .late: "ended at the limit of time"
        case .diverged: "diverged"
        }
    }

    /// "312 of 600 meet the goal: 52 % (48 % to 56 %)".
    static func share(_ successes: Int, _ runs: Int) -> String {
        let interval = WilsonInterval(successes: successes, of: runs)
        let words = interval.map {
            ": \(NumberText.percent($0.share)) (\(NumberText.percent($0.lower)) to \(NumberText.percent($0.upper)))"
        }
        return "\(NumberText.count(successes)) of \(NumberText.count(runs)) meet the goal\(words ?? "")"
    }

    /// "maxRelativeError ≤ 0.01 and code.r2 ≥ 0.999".
    static func words(_ goal: SweepGoal?) -> String {
        (goal?.bounds ?? []).flatMap { bound in
            [
                bound.most.map { "\(bound.measure.name) ≤ \(NumberText.number($0))" },
                bound.least.map { "\(bound.measure.name) ≥ \(NumberText.number($0))" },
            ].compactMap(\.self)
        }.joined(separator: " and ")
    }

    /// How far the runs are, as one line.
    public static func line(_ progress: SweepBatch.Progress) -> String {
        [
            "\(NumberText.count(progress.done)) of \(NumberText.plural(progress.count, "run")) ended",
            "\(NumberText.number(progress.runsPerSecond)) runs/s", "\(NumberText.duration(progress.secondsLeft)) left",
        ].joined(separator: " · ")
    }

    /// What a table holds.
    public static func lines(_ answer: SweepTable.Answer) -> [String] {
        [
            "\(NumberText.plural(answer.rows, "row")) of \(answer.columns.count) columns"
                + (answer.missing > 0 ? "; \(NumberText.plural(answer.missing, "run")) have not ended" : ""),
            answer.sqlite, answer.csv,
        ] + damage("left out", answer.damage, answer.damagedLines)
    }

    /// The first damaged lines, each on a line, and how many more there are.
    private static func damage(_ word: String, _ named: [SweepDamage]?, _ count: Int?) -> [String] {
        let first = (named ?? []).prefix(10)
        let left = (count ?? 0) - first.count
        return first.map { "\(word): \($0.description)" }
            + (left > 0 ? ["\(word): \(NumberText.plural(left, "more line"))"] : [])
    }

    /// A run that was trained again.
    public static func lines(_ rebuilding: SweepRebuilding, of sweep: Sweep) -> [String] {
        var rows = [["run", "\(rebuilding.member.id) of \(sweep.name)"]]
        rows += zip(sweep.keys, sweep.values(ofPoint: rebuilding.member.point)).map { [$0, $1] }
        rows += [["seed", String(rebuilding.member.seed)]]
        if let row = rebuilding.row {
            rows += [["status", word(row.status)], ["epochs", NumberText.count(row.epochs)]]
            rows += zip(sweep.measures, row.measures).map { [$0.name, $1.map { NumberText.number($0) } ?? "–"] }
        } else {
            rows.append(["status", "not ended yet; trained here alone"])
        }
        rows.append(["SHA-256 of the weights", rebuilding.weightsSHA256])
        switch rebuilding.isSame {
        case true: rows.append(["rebuilt", "the same weights, bit for bit"])
        case false: rows.append(["rebuilt", "other weights than those of the row: another version or processor"])
        case nil: break
        }
        return TextTable.lines(rows, hasHeads: false)
    }
}
