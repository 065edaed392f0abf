public import Experiments
internal import Networks

// What a run must be for another one to leave it.

extension RunFolder {
    /// The specs by which the run is trained, which must be those of its checkpoint, and its last saved epoch.
    ///
    /// - Returns: the specs; and the last epoch that a checkpoint or the figures at the end tell of, nil where neither
    ///   does.
    /// - Throws: what ``course()`` throws; ``RunError`` where they are not the checkpoint's, and where none of the
    ///   checkpoints is whole; `SpecError` for a start other than the one that the run began from.
    public func forkableCourse() throws -> (course: SpecCourse, savedEpoch: Int?) {
        let ended = hasSummary ? try storedSummary().summary.epochs : nil
        // What is needed of a run that has ended is its spec.
        let header = ended == nil ? try CheckpointFile.header(in: path) : try? CheckpointFile.header(in: path)
        let saved = header.map { max(0, $0.epoch) }
        let place = SpecPlace(folder: self, header: header, epoch: saved ?? 0, goesOn: false)
        let course = header == nil ? try self.course() : try place.course(allowing: [], epochs: nil)
        try checkStart(of: course.start)
        return (course, [ended, saved].compactMap(\.self).max())
    }

    /// What `key=value` pairs change of a spec of this run from an epoch on.
    ///
    /// - Parameters:
    ///   - pairs: what is to be different.
    ///   - stage: the spec in force until then.
    ///   - epoch: the number of epochs done.
    /// - Returns: the changes, and what a person should know: which keys have the value already.
    /// - Throws: `SpecError` for a key that cannot change in a run, a wrong value, and a change without an effect.
    public func changes(
        by pairs: [String], of stage: Spec, at epoch: Int
    ) throws(SpecError) -> (changes: [Continuation], notices: [String]) {
        var (end, notices) = try run(of: stage).continued(with: pairs)
        try run(of: end).checkContinuation(of: stage, at: epoch, changes: pairs)
        // A run knows the files of its data and of its first weights by their absolute paths.
        (end.initialization, end.signals) = (stage.initialization, stage.signals)
        let changes = end.continuations(
            of: stage, at: epoch, date: RunEnvironment.timestamp(), version: RunEnvironment.version)
        return (changes, notices)
    }
}
