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
        environment.dataFileSHA256 = SHA256Digest.hexadecimal(ofFile: file.path)
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

extension StoredFolder {
    /// That the file of a spec's data is missing; nil where it can be read, and for other data.
    func missingData(of spec: Spec) -> String? {
        guard let file = spec.signals.located(in: path).file, access(file.path, R_OK) != 0 else { return nil }
        return "\(file.path): \(String(cString: strerror(errno))): the data are not there, and what needs them is left "
            + "out"
    }
}

extension Spec.Start {
    /// The file that the parameters start from; nil where they are drawn or constructed.
    var filePath: String? {
        switch self {
        case .drawn, .construction: nil
        case .file(let path, _), .lifted(let path, _): path
        }
    }
}

extension RunFolder {
    /// The experiment of a spec of this folder, with its data.
    ///
    /// - Throws: `SpecError` for data that cannot be made or read, and for a file whose training samples are other ones
    ///   than the run was trained on.
    public func run(of spec: Spec) throws(SpecError) -> ExperimentRun {
        let run = try ExperimentRun(spec, source: specPath, searchFolders: [path])
        if let problem = dataProblem(run.data, signals: run.spec.signals) {
            throw SpecError(source: specPath, key: "signals.file", problem: problem)
        }
        return run
    }

    /// Refuses a start other than the one that the run began from, for whoever trains it from epoch 0.
    ///
    /// - Throws: `SpecError` where `start.safetensors` is another file than it was, or is missing.
    public func checkStart(of spec: Spec) throws(SpecError) {
        guard let name = spec.initialization.filePath else { return }
        let start = name.hasPrefix("/") ? name : file(name)
        guard let found = SHA256Digest.hexadecimal(ofFile: start) else {
            throw SpecError(
                source: specPath, key: "initialization",
                problem: "\(start): cannot read the file, from which the run began: expected it as it was")
        }
        guard let known = (try? environment())?.startFileSHA256, found != known else { return }
        throw SpecError(
            source: specPath, key: "initialization",
            problem: "\(start) has changed since the run began: its SHA-256 was \(known) and is \(found); expected the "
                + "file as it was")
    }

    /// That the data of a run cannot be had, since their file is missing, so that its network cannot be measured; nil
    /// where they can, and for a run whose specs cannot be read.
    public var missingData: String? { (try? course().end).flatMap { missingData(of: $0) } }

    /// That the bytes of the data file have changed, though not the samples for training; nil where they have not, and
    /// where no record tells.
    public var dataNotice: String? {
        guard let spec = try? spec(), let file = spec.signals.located(in: path).file,
            let known = (try? environment())?.dataFileSHA256, let found = SHA256Digest.hexadecimal(ofFile: file.path),
            found != known
        else { return nil }
        return "\(file.path) has changed since the run began; the samples for training are the same"
    }
}
