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
    /// - Throws: `ExchangeError` where a file cannot be written.
    public func write(_ report: inout CertificationReport) throws {
        var model = stored.modelPath
        if case .applied = certification.polish {
            let folder = (certificatePath as NSString).deletingLastPathComponent
            model = (folder.isEmpty ? "" : folder + "/") + "exact.safetensors"
            try NetworkFile.file(for: certification.network, signals: certification.signals).write(to: model)
        }
        report.model = model
        do {
            let certificate = try Certificate(certification)
            try AtomicFile.write(Array(certificate.text.utf8), to: certificatePath)
            report.certificate = certificatePath
        } catch let error as RunError {
            report.certificateProblem = error.problem
        }
    }
}
