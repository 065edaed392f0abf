import ArgumentParser
import Descriptions
import Exchange
import Experiments
import Reports
import RunStore

struct CertifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certify",
        abstract: "Prove or refute, in exact arithmetic, that a network reproduces every sample.",
        usage: """
            heaviside certify last
            heaviside certify net.safetensors --activations identity,relu,relu --set signals.amplitude=5

            heaviside certify <run|model> [--polish] [-o <file>] [options]
            """,
        discussion: """
            The verdict is about the real numbers that the stored weights denote: no rounding, no tolerance. Exit status 0 \
            means proved; 2 means refuted, with the worst sample, its exact error, and whether another last layer would be \
            exact. Other programs can check the certificate: heaviside-verify, or Checkers/verify.py.

            A model is a safetensors file, such as PyTorch's state_dict under its own names, as safetensors.torch saves it. \
            What the file does not say, say with --activations, --order, --layout and --set. The certificate is then about a \
            copy under the names that the checkers know, NAME.certified.safetensors. Weights that fit together in both \
            layouts, as those of n → k → n without biases do, are read as outputsFirst, and a message says so.

            --polish first rounds a network with the papers' three layers to an exact one: encoder and hidden weights to powers \
            of two, the last layer to its closed form. Rounding keeps only the scale, and which hidden unit owns which gap \
            between codes; how far each tensor moved is printed. The exact model is written as exact.safetensors beside the \
            certificate.
            """)

    @OptionGroup var network: NetworkArgument

    @Flag(help: "First round the network to an exact one.")
    var polish = false

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            """
            The certificate (default: beside the model; certificate.json or, with --polish, exact-certificate.json in a \
            run's folder, NAME.certificate.json for a model NAME.safetensors alone; with --set, changed-certificate.json and so on).
            """,
            valueName: "file"), completion: .file())
    var certificate: String?

    @OptionGroup var output: OutputOptions

    func validate() throws { try OutputFile.check(certificate, as: .certificate, runs: network.model.location.out) }

    func run() throws {
        let start = ContinuousClock.now
        let stored = try network.stored(output)
        try Failure.badInput {
            try stored.checkEnded()
            try stored.checkReproduces()
        }
        let certification = try Failure.badInput(in: stored.modelPath) {
            try Certification(
                stored.network, signals: stored.signals, data: stored.data(), polishing: polish)
        }
        let files = CertificateFiles(certification, of: stored, output: certificate)
        let replaced = try Failure.badInput { () throws -> [String] in
            try files.check()
            return files.replaced
        }
        var report = CertificationReport(certification, weightsSHA256: certification.network.weightsSHA256)
        try Failure.work { try files.write(&report) }
        if certificate != nil { replaced.forEach { output.note(OutputFile.replacement($0)) } }
        report.seconds = (ContinuousClock.now - start) / .seconds(1)
        if output.json {
            try Console.json(report)
        } else {
            if let refused = CertificationText.refusedPolish(report) { Console.message(refused) }
            Console.results(CertificationText.lines(report))
        }
        output.hint(NextStep.after(report))
        if !certification.isProved { throw Failure.refuted }
    }
}
