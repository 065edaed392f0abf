public import Analysis
internal import Diagnostics
public import Networks
public import RunStore

/// How far a computation is, as one line.
public enum ProgressText {
    /// "run 2 of 4 · 31 % · epoch 310 of 1,000 · …"; of several runs, with the time that all of them still need.
    public static func line(_ progress: RunBatch.Progress) -> String {
        guard progress.count > 1 else { return line(progress.run) }
        let number = min(progress.finished + 1, progress.count)
        return
            (["run \(NumberText.count(number)) of \(NumberText.count(progress.count))"] + parts(progress.run)
            + ["\(NumberText.duration(progress.secondsLeft)) left for all runs"]).joined(separator: " · ")
    }

    /// "31 % · epoch 310 of 1,000 · 5,200 epochs/s · loss 0.0274 · 2 s left".
    public static func line(_ progress: TrainingProgress) -> String {
        (parts(progress) + ["\(NumberText.duration(progress.secondsLeft)) left"]).joined(separator: " · ")
    }

    private static func parts(_ progress: TrainingProgress) -> [String] {
        let share = Int(100 * Double(progress.epoch) / Double(max(1, progress.epochs)))
        return [
            "\(share) %", "epoch \(NumberText.count(progress.epoch)) of \(NumberText.count(progress.epochs))",
            "\(NumberText.count(Int(min(progress.epochsPerSecond, 1e12)))) epochs/s",
            "loss \(NumberText.number(progress.loss))",
        ]
    }

    /// As for several runs, or for condition numbers.
    public static func line(_ progress: SurveyBatch.Progress) -> String {
        switch progress {
        case .runs(let runs): line(runs)
        case .conditioning(let conditioning): line(conditioning)
        }
    }

    /// "40 % · random kinks · n = 17".
    public static func line(_ progress: ConditioningProgress) -> String {
        "\(100 * progress.completed / max(1, progress.total)) % · \(progress.part.rawValue) · \(progress.detail)"
    }

    /// "formula 3 of 12, line 7"; `number` counts from 1.
    public static func formula(_ number: Int, of count: Int, line: Int) -> String {
        "formula \(number) of \(count), line \(line)"
    }
}
