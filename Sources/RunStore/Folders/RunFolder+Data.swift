public import Experiments
import Foundation
internal import Networks

// The data of a run from a file: whether they still are what the run was trained on.

extension StoredFolder {
    /// Records what the data of a folder's spec are before the first epoch, so that a change of their file is noticed.
    ///
    /// The folder's spec is asked for only where the data come from a file.
    func noteData(of run: ExperimentRun, _ spec: @autoclosure () throws -> Spec) throws {
        guard run.spec.signals.file != nil, let file = try spec().signals.located(in: path).file else { return }
        var environment = (try? self.environment()) ?? RunEnvironment.current()
        environment.dataSHA256 = run.samples.sha256
        environment.dataFileSHA256 = DataCopy.sha256(ofFile: file.path)
        try write(environment, to: Self.environmentName)
    }

    /// Why these are not the data that the run was trained on; nil where they are, and where no record tells.
    func dataProblem(_ data: RunData, signals: SignalSpec) -> String? {
        guard let file = signals.file, let known = (try? environment())?.dataSHA256 else { return nil }
        let found = data.training.sha256
        guard found != known else { return nil }
        return "\(file.path) has changed since the run began: SHA-256 of its training samples was \(known) and is "
            + "\(found); expected the file as it was"
    }
}

extension RunFolder {
    /// The experiment of a spec of this folder, with its data.
    ///
    /// - Throws: `SpecError` for data that cannot be made or read, and for a file whose training samples are other ones
    ///   than the run was trained on.
    public func run(of spec: Spec) throws(SpecError) -> ExperimentRun {
        let run = try ExperimentRun(spec, source: specPath, searchFolders: [path, "."])
        if let problem = dataProblem(run.data, signals: run.spec.signals) {
            throw SpecError(source: specPath, key: "signals.file", problem: problem)
        }
        return run
    }

    /// That the bytes of the data file have changed, though not the samples for training; nil where they have not, and
    /// where no record tells.
    public var dataNotice: String? {
        guard let spec = try? spec(), let file = spec.signals.located(in: path).file,
            let known = (try? environment())?.dataFileSHA256, let found = DataCopy.sha256(ofFile: file.path),
            found != known
        else { return nil }
        return "\(file.path) has changed since the run began; the samples for training are the same"
    }
}
