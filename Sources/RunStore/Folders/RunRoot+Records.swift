import Foundation

extension RunRoot {
    private static let records: Set<String> = [
        "spec.yaml", "start.safetensors", "model.safetensors", "environment.json", "summary.json", "history.csv",
        "losses.bin", "notes.json", "batch.json", "survey.json", "survey-plan.json", "encoder-gradients.csv", ".lock",
    ]

    /// Whether a file is one that a run, a batch, a survey or the list of runs is made of, so that nothing else may be
    /// written under its name.
    public static func isRecord(_ path: String) -> Bool {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        guard FileManager.default.fileExists(atPath: url.path) else { return false }
        if url.lastPathComponent == ".index.sqlite" { return true }
        guard records.contains(url.lastPathComponent) else { return false }
        let folder = url.deletingLastPathComponent().path
        return ["spec.yaml", "batch.json", "survey-plan.json", "survey.json"].contains { name in
            FileManager.default.fileExists(atPath: "\(folder)/\(name)")
        }
    }
}
