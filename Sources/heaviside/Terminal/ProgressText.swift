import Analysis
import Diagnostics
import Networks
import Reports
import RunStore

/// How far training is, in words.
enum ProgressText {
    static func line(_ progress: RunBatch.Progress) -> String {
        let runs = progress.count > 1 ? "run \(min(progress.finished + 1, progress.count)) of \(progress.count) · " : ""
        return runs + line(progress.run)
    }

    static func line(_ progress: ConditioningProgress) -> String {
        "\(100 * progress.completed / max(1, progress.total)) % · \(progress.part.rawValue) · \(progress.detail)"
    }

    static func line(_ progress: TrainingProgress) -> String {
        let share = Int(100 * Double(progress.epoch) / Double(max(1, progress.epochs)))
        return [
            "\(share) %", "epoch \(NumberText.count(progress.epoch)) of \(NumberText.count(progress.epochs))",
            "\(NumberText.count(Int(min(progress.epochsPerSecond, 1e12)))) epochs/s",
            "loss \(NumberText.number(progress.loss))",
            "\(NumberText.duration(progress.secondsLeft)) left",
        ].joined(separator: " · ")
    }
}
