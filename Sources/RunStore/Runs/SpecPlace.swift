internal import Diagnostics
internal import Experiments
internal import Networks

/// The specs of a run's folder beside the checkpoint that the run goes on from.
struct SpecPlace {
    /// The run's folder.
    let folder: RunFolder
    /// What the checkpoint says of itself; nil where there is none.
    let header: CheckpointFile.Header?
    /// The number of epochs done.
    let epoch: Int
    /// Whether the run itself goes on, and not another one that leaves it.
    var goesOn = true

    /// A run of a spec, with the files of the folder.
    func run(_ spec: Spec) throws(SpecError) -> ExperimentRun {
        try folder.run(of: spec)
    }

    /// The specs of the folder, which must be those that the checkpoint was trained by.
    ///
    /// A key of `spec.yaml` that was edited is put back where it is one of `changed`.
    ///
    /// - Parameters:
    ///   - changed: the keys that are to have another value from now on.
    ///   - epochs: the number of epochs in all; nil keeps that of the folder.
    /// - Returns: the specs.
    /// - Throws: ``RunError`` where they are not those of the checkpoint.
    func course(allowing changed: [String], epochs: Int?) throws -> SpecCourse {
        let course = try folder.course()
        var start = try checkedStart(course, changed)
        if let epochs { start.epochs = epochs }
        return try SpecCourse(start, course.continuations, source: folder.file(RunFolder.continuationsName))
    }

    private func checkedStart(_ course: SpecCourse, _ changed: [String]) throws -> Spec {
        let past = course.continuations.filter { $0.epoch < epoch }
        guard let header, let trained = header.spec else {
            guard header == nil, let first = course.continuations.first else { return course.start }
            throw RunError(
                place: folder.path,
                problem:
                    "it has no checkpoint, and went on with other values at epoch \(first.epoch): expected the folder "
                    + "\(CheckpointFile.folderName) as it was, or a new run")
        }
        let name = folder.file(RunFolder.continuationsName)
        let began: Spec?
        let edits: [Spec.Difference]
        if let start = header.start {
            let known = header.continuations.filter { $0.epoch < epoch }
            guard known.count == past.count else {
                throw RunError(
                    place: name,
                    problem: "it does not say what was changed before epoch \(epoch), the checkpoint's: expected "
                        + (Continuation.sentence(known) ?? "no change"))
            }
            (began, edits) = (start, course.start.recipeDifferences(from: start))
        } else {
            let base = try SpecCourse(course.start, past, source: name).end
            let isKnown = [base, course.end].contains { $0.recipeDifferences(from: trained).isEmpty }
            (began, edits) = (past.isEmpty ? trained : nil, isKnown ? [] : base.recipeDifferences(from: trained))
        }
        guard !edits.isEmpty else { return course.start }
        func isMeant(_ edit: Spec.Difference) -> Bool {
            changed.contains { ContinuableKeys.areRelated($0, edit.key) }
        }
        guard var began, edits.allSatisfy(isMeant) else {
            throw edited(edits)
        }
        (began.name, began.epochs, began.record) = (course.start.name, course.start.epochs, course.start.record)
        return began
    }

    private func edited(_ edits: [Spec.Difference]) -> RunError {
        let list = edits.map { "\($0.key) was \($0.first ?? "absent") and is \($0.second ?? "absent")" }
        let options = edits.map { "--continue-with '\($0.key)=\($0.second ?? "…")'" }.joined(separator: " ")
        let advice =
            goesOn && edits.allSatisfy { ContinuableKeys.canChange($0.key) }
            ? "restore it, or say that it is meant: \(options)"
            : "restore it, or begin a new run: heaviside train \(folder.specPath)"
        return RunError(
            place: folder.specPath,
            problem: "it is not the spec of the checkpoint: \(list.joined(separator: "; ")); \(advice)")
    }

    /// Refuses changes of a run that has no epoch to keep.
    func checkBegun(_ changes: [String]) throws(RunError) {
        guard epoch == 0 else { return }
        throw RunError(
            place: folder.path,
            problem:
                "no epoch of it is kept, so that nothing can change on the way; to begin with other values: heaviside "
                + "train \(folder.specPath) " + changes.map { "--set '\($0)'" }.joined(separator: " "))
    }

    /// The specs of a run that goes on by another spec from the checkpoint's epoch on.
    ///
    /// Changes that no epoch was trained with are replaced.
    func course(_ known: SpecCourse, endingWith end: Spec) throws -> SpecCourse {
        let source = folder.file(RunFolder.continuationsName)
        let past = known.continuations.filter { $0.epoch < epoch }
        let later = known.continuations.filter { $0.epoch >= epoch }
        let base = try SpecCourse(known.start, past, source: source)
        let made = RunEnvironment.timestamp()
        let new = end.continuations(of: base.end, at: epoch, date: made, version: RunEnvironment.version)
        let kept = new.map { change in later.first { $0.isSame(as: change) } ?? change }
        return try SpecCourse(known.start, past + kept, source: source)
    }

    /// What is to change from the checkpoint on, in the order of the epochs, and what a person should know of it.
    ///
    /// That is what `planned.json` says; where it is missing or damaged, what the checkpoint says; and the changes of
    /// `continuations.json` whose checkpoints are lost, so that they lie ahead again.
    ///
    /// - Parameter course: the specs of the folder.
    /// - Returns: the changes at the checkpoint's epoch and later ones, those that `planned.json` holds now, and
    ///   notices.
    /// - Throws: ``RunError`` for a record that is not one where the checkpoint does not tell either, for a change of
    ///   an epoch that is done, and for what no run can change.
    func plan(
        after course: SpecCourse
    ) throws -> (changes: [Continuation], stored: [Continuation]?, notices: [String]) {
        let path = folder.file(RunPlan.name)
        func isMade(_ change: Continuation) -> Bool { course.continuations.contains { $0.isSame(as: change) } }
        let known = (header?.planned ?? []).filter { $0.epoch >= epoch && !isMade($0) }
        var (stored, notices): ([Continuation]?, [String]) = (nil, [])
        do {
            stored = try RunPlan.read(folder.path)
            if stored == nil, !known.isEmpty {
                notices.append("\(path) is missing: what is still to change is read from the checkpoint")
            }
        } catch {
            guard header != nil else { throw error }
            notices.append("\(ErrorText.sentence(error)); what is still to change is read from the checkpoint")
        }
        let listed = (stored ?? known).filter { $0.epoch >= epoch || !isMade($0) }
        if let late = listed.first(where: { $0.epoch < epoch }) {
            throw RunError(
                place: path,
                problem: "\(late.key) was to change at epoch \(late.epoch), and \(epoch) epochs are done without it: "
                    + "expected the checkpoints of this run; without this file it goes on as it is")
        }
        let again = course.continuations.filter { change in
            change.epoch > epoch && !listed.contains { $0.isSame(as: change) }
        }
        for ahead in Set(again.map(\.epoch)).sorted() {
            notices.append("What changed at epoch \(ahead) changes there again.")
        }
        let changes = (listed + again).sorted { $0.epoch < $1.epoch }
        let rule = course.start.training.optimizer.name
        if let change = changes.first(where: { !ContinuableKeys.canChange($0.key, rule: rule) }) {
            throw RunError(
                place: path,
                problem: "\(change.key) is to change at epoch \(change.epoch), which it cannot while a run goes on: "
                    + "expected changes of \(ContinuableKeys.words)")
        }
        return (changes, stored, notices)
    }
}
