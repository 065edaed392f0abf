import Foundation

extension RunRoot {
    static let indexName = ".index.sqlite"

    /// The records that make a folder that of a run, a batch or a survey.
    private static let beginnings = [
        RunFolder.specName, BatchFolder.recordName, SurveyFolder.planName, SurveyFolder.resultName,
    ]

    private static let records = Set(
        beginnings + [
            RunFolder.continuationsName, RunFolder.startName, RunFolder.modelName, RunFolder.environmentName,
            RunFolder.summaryName, RunFolder.historyName, RunPlan.name, ForkPlan.name, RunFolder.gradientsName,
            LossFile.name, EventFile.name, RunNotes.name,
            FolderLock.name, ContainerLock.name, RunFolder.certifiedName, RunFolder.exactName,
        ])

    /// Whether a file is one that a run, a batch, a survey or the list of runs is made of, so that nothing else may be
    /// written under its name.
    public static func isRecord(_ path: String) -> Bool {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        guard FileManager.default.fileExists(atPath: url.path) else { return false }
        if url.lastPathComponent == indexName { return true }
        var parent = url.deletingLastPathComponent()
        if [RunFolder.snapshotsName, CheckpointFile.folderName].contains(parent.lastPathComponent) {
            parent = parent.deletingLastPathComponent()
        } else if !records.contains(url.lastPathComponent) {
            return false
        }
        let folder = parent.path
        return beginnings.contains { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
    }
}
