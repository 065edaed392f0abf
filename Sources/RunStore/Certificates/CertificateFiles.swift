internal import CertificateChecker
internal import Exchange
public import Experiments
import Foundation

/// The files of a certificate: the certificate itself, and the model beside it where that is not the given file: the
/// exact model after a polish, and the model under the names of a certificate where its file has others.
public struct CertificateFiles {
    private let certification: Certification
    private let stored: StoredNetwork
    private let certificatePath: String
    /// What names begin with where no path is given: the folder, and the mark of the model or of changed data.
    private let prefix: String
    private let isNamed: Bool

    /// Chooses the paths.
    ///
    /// - Parameters:
    ///   - certification: the verdict.
    ///   - stored: the network before the polish.
    ///   - output: the certificate's path; nil for a file beside the model. In a run's folder it is `certificate.json`,
    ///     `exact-certificate.json` after a polish, and `changed-certificate.json` or `changed-exact-certificate.json`
    ///     where overrides changed the run's data. Beside a model file alone, the model's name comes first, so that two
    ///     models share no certificate: `NAME.certificate.json` of `NAME.safetensors`, `NAME.bin.certificate.json` of
    ///     `NAME.bin`, and `NAME.changed-certificate.json` where overrides changed the data.
    public init(_ certification: Certification, of stored: StoredNetwork, output: String?) {
        self.certification = certification
        self.stored = stored
        let folder = stored.folder.isEmpty ? "" : stored.folder + "/"
        prefix = folder + stored.filePrefix
        let kind = certification.isPolished ? "exact-" : ""
        certificatePath = output ?? "\(prefix)\(kind)certificate.json"
        isNamed = output != nil
    }

    /// Whether the model that the certificate is about is written, too.
    private var writesModel: Bool { certification.isPolished || stored.isForeign }

    /// The file of the model that the certificate is about.
    private var modelPath: String {
        guard writesModel else { return stored.modelPath }
        let name = certification.isPolished ? RunFolder.exactName : RunFolder.certifiedName
        guard isNamed else { return prefix + name }
        let folder = certificatePath.lastIndex(of: "/").map { certificatePath[...$0] } ?? ""
        guard !certification.isPolished else { return folder + name }
        let file = certificatePath.dropFirst(folder.count)
        return "\(folder)\(file.hasSuffix(".json") ? String(file.dropLast(5)) : String(file)).\(name)"
    }

    /// The files that are there already, and will be replaced.
    public var replaced: [String] {
        ([certificatePath] + (writesModel ? [modelPath] : [])).filter(OutputKind.replaces)
    }

    /// Checks that each file can be written, that none would replace the given model, a certificate that another model
    /// has by default or a file that is not its like, and that the two files have different names.
    ///
    /// - Throws: ``RunError`` with what would be right.
    public func check() throws(RunError) {
        func identity(_ path: String) -> String {
            URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
        }
        let written = [certificatePath] + (writesModel ? [modelPath] : [])
        if let path = written.first(where: { identity($0) == identity(stored.modelPath) }) {
            throw RunError(
                place: path,
                problem: "this is the model itself: expected another name or folder for the certificate, with -o")
        }
        if !isNamed, let rival = stored.rival {
            throw RunError(
                place: certificatePath,
                problem: "a certificate of \(rival) has this name, too: expected a name for this one, with -o")
        }
        for (path, kind) in zip(written, [OutputKind.certificate, .model]) {
            if let problem = kind.problem(at: path) { throw RunError(place: path, problem: problem) }
        }
        if writesModel, identity(certificatePath) == identity(modelPath) {
            throw RunError(
                place: certificatePath,
                problem: "the model that is certified gets this name: expected another one for the certificate")
        }
    }

    /// Writes the files, and puts their paths, or the reason why there is no certificate, into the report.
    ///
    /// The checker, which shares no code with the prover, reads the certificate first: one that it refutes is not
    /// written. Where the witness against every last layer is too large for the checker, the certificate leaves it out.
    ///
    /// - Throws: `ExchangeError` where a file cannot be written, ``RunError`` where the checker refutes the
    ///   certificate.
    public func write(_ report: inout CertificationReport) throws {
        let model =
            writesModel
            ? try NetworkFile.file(for: certification.network, signals: certification.signals).encoded()
            : try AtomicFile.read(stored.modelPath)
        var reason = ""
        for withWitness in [true, false] {
            let bytes: [UInt8]
            do {
                bytes = Array(try Certificate(certification, withLastLayer: withWitness).text.utf8)
            } catch let error as RunError {
                reason = error.problem
                break
            }
            switch CertificateCheck.verdict(certificate: bytes, model: model) {
            case .valid:
                try AtomicFile.write(bytes, to: certificatePath)
                if writesModel { try AtomicFile.write(model, to: modelPath) }
                (report.certificate, report.model) = (certificatePath, modelPath)
                return
            case .unreadable(let problem):
                reason = "the checkers would not read it: \(problem)"
            case .invalid(let problem):
                throw RunError(
                    place: certificatePath,
                    problem: "the checker does not agree, so that one of the two is wrong: \(problem)")
            }
        }
        // The copy of a foreign model is only for the checkers; an exact model is a result of its own.
        if certification.isPolished {
            try AtomicFile.write(model, to: modelPath)
            report.model = modelPath
        }
        report.certificateProblem = reason
    }
}
