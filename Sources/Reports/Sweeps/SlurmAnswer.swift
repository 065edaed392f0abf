public import RunStore

/// What `sweep submit` prints with `--json`: the script, and the job where it was submitted.
public struct SlurmAnswer: Sendable, Encodable {
    private let script: String
    private let tasks: Int
    private let job: String?

    /// The answer for a script in a file.
    public init(_ script: SlurmScript, file: String, job: String?) {
        (self.script, tasks, self.job) = (file, script.tasks, job)
    }
}
