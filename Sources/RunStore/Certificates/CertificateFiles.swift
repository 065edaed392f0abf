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
    ///   - output: the certificate's path; nil for `certificate.json` beside the model.
    public init(_ certification: Certification, of stored: StoredNetwork, output: String?) {
        self.certification = certification
        self.stored = stored
        let folder = stored.folder.isEmpty ? "" : stored.folder + "/"
        certificatePath = output ?? folder + "certificate.json"
    }

    /// Writes both, and says in the report where they are, or why there is none.
    ///
    /// The certificate is first given to the checker, which shares no code with what made it: none is written that would not hold.
    ///
    /// - Throws: `ExchangeError` where a file cannot be written, ``RunError`` where the checker finds that the certificate is not true.
    public func write(_ report: inout CertificationReport) throws {
        var model = stored.modelPath
        if case .applied = certification.polish {
            let folder = (certificatePath as NSString).deletingLastPathComponent
            model = (folder.isEmpty ? "" : folder + "/") + "exact.safetensors"
            try NetworkFile.file(for: certification.network, signals: certification.signals).write(to: model)
        }
        report.model = model
        let bytes: [UInt8]
        do {
            bytes = Array(try Certificate(certification).text.utf8)
        } catch let error as RunError {
            report.certificateProblem = error.problem
            return
        }
        switch CertificateCheck.verdict(certificate: bytes, model: try AtomicFile.read(model)) {
        case .valid:
            try AtomicFile.write(bytes, to: certificatePath)
            report.certificate = certificatePath
        case .unreadable(let limit):
            report.certificateProblem = "it would be beyond what checkers accept: \(limit)"
        case .invalid(let reason):
            throw RunError(
                reference: certificatePath,
                problem: "the checker does not agree, so that one of the two is wrong: \(reason)")
        }
    }
}
