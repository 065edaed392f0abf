/// A folder whose runs one process carries out together: a batch or a survey.
protocol RunContainer: StoredFolder {
    /// What it is called: "batch".
    static var kind: String { get }
}

extension RunContainer {
    /// Does some work while no other process carries out the batch or survey; a process that only resumes a run of it
    /// asks for a shared lock.
    ///
    /// - Parameters:
    ///   - kind: how many may hold the lock.
    ///   - work: what to do, given the folder, which no other one may take the place of.
    /// - Returns: what the work returns.
    /// - Throws: ``RunError`` where another process does, and what the work throws.
    func locked<Value>(_ kind: FileLock.Kind, _ work: (HeldFolder?) throws -> Value) throws -> Value {
        guard let lock = ContainerLock(path, kind) else { throw held }
        return try lock.during { try work(HeldFolder(path)) }
    }

    /// Refuses a batch or survey that another process is carrying out.
    func checkIsNotCarriedOut() throws(RunError) { if ContainerLock.isHeld(path) { throw held } }

    private var held: RunError {
        RunError(place: path, problem: "another process is carrying out this \(Self.kind): expected it to end first")
    }

    /// Notes the time at which the last run ended.
    func finish() throws {
        var environment = (try? self.environment()) ?? RunEnvironment.current()
        environment.finish()
        try write(environment, to: Self.environmentName)
    }
}

extension BatchFolder {
    /// Refuses a batch that another process is carrying out.
    ///
    /// - Throws: ``RunError`` that says so.
    public func checkIsFree() throws(RunError) { try checkIsNotCarriedOut() }
}

extension SurveyFolder {
    /// Refuses a survey that another process is carrying out.
    ///
    /// - Throws: ``RunError`` that says so.
    public func checkIsFree() throws(RunError) { try checkIsNotCarriedOut() }
}

extension RunFolder {
    /// Refuses a run that another process is writing.
    ///
    /// - Throws: ``RunError`` with the process.
    public func checkIsFree() throws(RunError) { try FolderLock.checkIsFree(path) }

    /// The batch or survey that the run is part of; nil for a run on its own.
    var container: (any RunContainer)? {
        if let batch { return batch }
        return survey
    }
}
