internal import Analysis
internal import Exact
internal import Experiments
internal import Networks

/// The data of a certificate: the parameters of step functions, and every sample of other data.
enum CertificateData {
    /// The JSON text and the samples that it describes, rounded to the precision S.
    static func text<S: TrainableScalar>(
        _ certification: Certification, as type: S.Type
    ) throws -> (String, ExactSamples) {
        let samples = try ExactSamples(certification.samples, in: S.self)
        let digest = digest(samples)
        if let family = step(certification, as: S.self) {
            return ("{\(family), \"sha256\": \"\(digest)\"}", samples)
        }
        let text =
            "{\"family\": \"listed\", \"length\": \(samples.signals.columns), \"outputs\": \(samples.targets.columns), "
            + "\"sha256\": \"\(digest)\",\n\"signals\": [\(rows(samples.signals))],\n\"targets\": [\(rows(samples.targets))]}"
        return (text, samples)
    }

    /// The keys of the family of step functions; nil for data that the form lists sample by sample.
    ///
    /// Those are other families, several amplitudes, held-out samples, and targets other than the signal.
    private static func step<S: TrainableScalar>(_ certification: Certification, as type: S.Type) -> String? {
        let signals = certification.signals
        guard let steps = signals.steps, signals.target == .signal, signals.holdOut == .none,
            signals.test == .none,
            let amplitudes = try? steps.amplitudes.values(), amplitudes.count == 1,
            let amplitude = Rational(exactly: S(amplitudes[0]).doubleValue), !amplitude.isZero
        else { return nil }
        return "\"family\": \"step\", \"length\": \(steps.length), \"amplitude\": \(Certificate.dyadic(amplitude)), "
            + "\"orientation\": \"\(steps.orientation.rawValue)\", \"blank\": \(steps.includesBlank)"
    }

    private static func rows(_ matrix: ExactMatrix) -> String {
        (0..<matrix.rows).map { i in "[\(matrix.row(i).map(Certificate.dyadic).joined(separator: ","))]" }
            .joined(separator: ",\n")
    }

    /// SHA-256 of a text with one line for each sample: its signal, " -> ", its target.
    private static func digest(_ samples: ExactSamples) -> String {
        let digest = SHA256Digest()
        for i in 0..<samples.count {
            digest.update("\(entries(samples.signals.row(i))) -> \(entries(samples.targets.row(i)))\n")
        }
        return digest.hexadecimal()
    }

    private static func entries(_ row: ArraySlice<Rational>) -> String {
        row.map { value in
            guard !value.isZero, let (mantissa, exponent) = value.dyadicParts else { return "0" }
            return "\(mantissa)p\(exponent)"
        }.joined(separator: " ")
    }
}
