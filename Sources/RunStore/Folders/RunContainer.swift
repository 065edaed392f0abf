/// A folder whose runs one process carries out together: a batch or a survey.
protocol RunContainer: StoredFolder {
    /// What it is called: "batch".
    static var kind: String { get }
}

extension RunContainer {
    /// Does some work while no other process carries out the batch or survey; a process that only resumes a run of it
    /// asks for a shared lock.
    ///
    /// - Throws: ``RunError`` where another process does, and what the work throws.
    func locked<Value>(_ kind: FileLock.Kind, _ work: () throws -> Value) throws -> Value {
        guard let lock = ContainerLock(path, kind) else {
            throw RunError(
                place: path, problem: "another process is carrying out this \(Self.kind): expected it to end first")
        }
        return try lock.during(work)
    }

    /// Notes the time at which the last run ended.
    func finish() throws {
        var environment = (try? self.environment()) ?? RunEnvironment.current()
        environment.finish()
        try write(environment, to: Self.environmentName)
    }
}

extension RunFolder {
    /// The batch or survey that the run is part of; nil for a run on its own.
    var container: (any RunContainer)? {
        if let batch { return batch }
        return survey
    }
}
