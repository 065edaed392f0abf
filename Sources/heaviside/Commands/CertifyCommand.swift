import ArgumentParser
import Exchange
import Experiments
import Foundation
import RunStore

struct CertifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certify",
        abstract: "Prove or refute, in exact arithmetic, that a network reproduces every sample.",
        usage: """
            heaviside certify last
            heaviside certify model.safetensors --set signals.amplitude=5 -o proof.json

            heaviside certify <run|model> [--polish] [-o <file>] [options]
            """,
        discussion: """
            The verdict is about the real numbers that the stored weights denote: no rounding, no tolerance. Proved: exit status \
            0. Refuted: exit status 2, with the worst sample, its exact error, and whether any other last layer would \
            do. The certificate can be checked by other programs: heaviside-verify, or Checkers/verify.py.

            --polish first rounds a network of the papers' three layers to an exact one: encoder and hidden weights to powers of \
            two, the last layer to its closed form. That keeps which gap between codes each hidden unit owns, and the \
            scale, and nothing else; how far each tensor moved is printed. The exact model is written as exact.safetensors beside \
            the certificate.
            """)

    @OptionGroup var network: NetworkArgument

    @Flag(help: "First round the network to an exact one.")
    var polish = false

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "The certificate (default: beside the model, certificate.json, or exact-certificate.json with --polish).",
            valueName: "file"))
    var output: String?

    @Flag(help: "Print everything as one JSON object.")
    var json = false

    func run() throws {
        let start = ContinuousClock.now
        let stored = try network.stored()
        let certification = try Failure.badInput {
            try Certification(
                stored.network, signals: stored.signals, samples: stored.samples(), polishing: polish)
        }
        let files = CertificateFiles(certification, of: stored, output: output)
        try Failure.badInput { try files.check() }
        var report = CertificationReport(certification, weightsSHA256: certification.network.weightsSHA256)
        try Failure.work { try files.write(&report) }
        report.seconds = (ContinuousClock.now - start) / .seconds(1)
        if json { try Console.json(report) } else { CertificationPrinter.print(report) }
        if let certificate = report.certificate, let model = report.model {
            Console.message("Next: heaviside-verify \(certificate) \(model)")
        }
        if !certification.isProved { throw Failure.refuted }
    }
}
