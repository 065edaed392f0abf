public import Analysis
internal import Diagnostics
public import Networks
public import RunStore

/// How far a computation is, as one line.
public enum ProgressText {
    /// "1 of 4 runs ended · 31 % · 10,400 epochs/s · 2 s left": several runs together, whichever of them reports; of a
    /// single run, how far it is.
    public static func line(_ progress: RunBatch.Progress) -> String {
        guard progress.count > 1 else { return line(progress.run) }
        return [
            "\(NumberText.count(progress.finished)) of \(NumberText.count(progress.count)) runs ended",
            "\(Int(100 * min(1, progress.share))) %", speed(progress.epochsPerSecond),
            "\(NumberText.duration(progress.secondsLeft)) left",
        ].joined(separator: " · ")
    }

    /// "31 % · epoch 310 of 1,000 · 5,200 epochs/s · loss 0.0274 · 2 s left".
    public static func line(_ progress: TrainingProgress) -> String {
        (parts(progress) + ["\(NumberText.duration(progress.secondsLeft)) left"]).joined(separator: " · ")
    }

    private static func parts(_ progress: TrainingProgress) -> [String] {
        let share = Int(100 * Double(progress.epoch) / Double(max(1, progress.epochs)))
        return [
            "\(share) %", "epoch \(NumberText.count(progress.epoch)) of \(NumberText.count(progress.epochs))",
            speed(progress.epochsPerSecond), "loss \(NumberText.number(progress.loss))",
        ]
    }

    private static func speed(_ epochsPerSecond: Double) -> String {
        "\(NumberText.count(Int(min(epochsPerSecond, 1e12)))) epochs/s"
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
