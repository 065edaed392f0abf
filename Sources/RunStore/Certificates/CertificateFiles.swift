internal import CertificateChecker
internal import Exchange
public import Experiments
import Foundation

/// Where a certificate goes, and the exact model beside it where there is a new one.
public struct CertificateFiles {
    private let certification: Certification
    private let stored: StoredNetwork
    private let certificatePath: String

    /// - Parameters:
    ///   - certification: what was decided.
    ///   - stored: the network that it was asked for.
    ///   - output: the certificate's path; nil for `certificate.json` beside the model, or `exact-certificate.json` for
    ///     a polished one.
    public init(_ certification: Certification, of stored: StoredNetwork, output: String?) {
        self.certification = certification
        self.stored = stored
        let folder = stored.folder.isEmpty ? "" : stored.folder + "/"
        certificatePath = output ?? folder + (certification.isPolished ? "exact-certificate.json" : "certificate.json")
    }

    /// The file of the model that the certificate is about.
    private var modelPath: String {
        guard certification.isPolished else { return stored.modelPath }
        let folder = certificatePath.lastIndex(of: "/").map { certificatePath[...$0] } ?? ""
        return folder + "exact.safetensors"
    }

    /// Refuses to write over the model that was given, and two files under one name.
    ///
    /// - Throws: ``RunError`` that says what would be right.
    public func check() throws(RunError) {
        func identity(_ path: String) -> String {
            URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
        }
        let written = [certificatePath] + (certification.isPolished ? [modelPath] : [])
        if let path = written.first(where: { identity($0) == identity(stored.modelPath) }) {
            throw RunError(
                place: path,
                problem: "this is the model itself: expected another name or folder for the certificate, with -o")
        }
        if certification.isPolished, identity(certificatePath) == identity(modelPath) {
            throw RunError(
                place: certificatePath,
                problem: "the exact model gets this name: expected another one for the certificate")
        }
    }

    /// Writes both, and says in the report where they are, or why there is none.
    ///
    /// The certificate is first given to the checker, which shares no code with what made it: none is written that
    /// would not hold. Where the checker cannot take the witness against every last layer, the certificate does without
    /// it.
    ///
    /// - Throws: `ExchangeError` where a file cannot be written, ``RunError`` where the checker finds that the
    ///   certificate is not true.
    public func write(_ report: inout CertificationReport) throws {
        let model =
            certification.isPolished
            ? try NetworkFile.file(for: certification.network, signals: certification.signals).encoded()
            : try AtomicFile.read(stored.modelPath)
        report.model = modelPath
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
                if certification.isPolished { try AtomicFile.write(model, to: modelPath) }
                report.certificate = certificatePath
                return
            case .unreadable(let problem):
                reason = "the checkers would not read it: \(problem)"
            case .invalid(let problem):
                throw RunError(
                    place: certificatePath,
                    problem: "the checker does not agree, so that one of the two is wrong: \(problem)")
            }
        }
        if certification.isPolished { try AtomicFile.write(model, to: modelPath) }
        report.certificateProblem = reason
    }
}
