internal import Analysis
internal import Exact
internal import Experiments
internal import Networks

/// The data of a certificate: a family with its parameters where the form knows it, else every sample written out.
enum CertificateData {
    /// The JSON text, and the samples that it stands for, in the precision S.
    static func text<S: TrainableScalar>(
        _ certification: Certification, as type: S.Type
    ) throws -> (String, ExactSamples) {
        let samples = try ExactSamples(certification.samples, in: S.self)
        let digest = digest(samples)
        if let family = try family(certification, as: S.self) {
            return ("{\(family), \"sha256\": \"\(digest)\"}", samples)
        }
        let text =
            "{\"family\": \"listed\", \"length\": \(samples.signals.columns), \"outputs\": \(samples.targets.columns), "
            + "\"sha256\": \"\(digest)\",\n\"signals\": [\(rows(samples.signals))],\n\"targets\": [\(rows(samples.targets))]}"
        return (text, samples)
    }

    /// The family's keys; nil for data that the form lists: drawn levels, other targets than the signal, and amplitudes that
    /// fall together in this precision.
    private static func family<S: TrainableScalar>(_ certification: Certification, as type: S.Type) throws -> String? {
        let signals = certification.signals
        guard signals.target == .signal else { return nil }
        let name: String
        let chosen: Amplitudes
        var keys = ""
        switch signals.family {
        case .step(let steps):
            (name, chosen) = ("step", steps.amplitudes)
            keys = ", \"orientation\": \"\(steps.orientation.rawValue)\", \"blank\": \(steps.includesBlank)"
        case .dirac(let diracs):
            (name, chosen) = ("dirac", diracs.amplitudes)
            keys = ", \"blank\": \(diracs.includesBlank)"
        case .piecewiseConstant(let pieces):
            guard case .alternating = pieces.levels else { return nil }
            (name, chosen) = ("piecewiseConstant", pieces.amplitudes)
            keys = ", \"transitions\": \(pieces.transitions)"
        }
        let amplitudes = try chosen.values().compactMap { Rational(exactly: S($0).doubleValue) }
        guard zip(amplitudes, amplitudes.dropFirst()).allSatisfy({ $0 < $1 }), amplitudes.first?.signum == 1 else {
            return nil
        }
        if signals.holdOut != .none { keys += ", \"samples\": \(try kept(signals, certification.samples))" }
        return "\"family\": \"\(name)\", \"length\": \(signals.length), \"amplitudes\": "
            + "[\(amplitudes.map(Certificate.dyadic).joined(separator: ","))]\(keys)"
    }

    /// The indices in the whole family of the samples that are not held out: a subsequence of it.
    private static func kept(_ signals: SignalSpec, _ samples: SampleSet) throws -> [Int] {
        var complete = signals
        complete.holdOut = .none
        var next = 0
        return try complete.samples().training.parameters.enumerated().compactMap { index, parameters in
            guard next < samples.count, samples.parameters[next] == parameters else { return nil }
            next += 1
            return index
        }
    }

    private static func rows(_ matrix: ExactMatrix) -> String {
        (0..<matrix.rows).map { i in "[\(matrix.row(i).map(Certificate.dyadic).joined(separator: ","))]" }
            .joined(separator: ",\n")
    }

    /// SHA-256 of one line a sample: its signal, " -> ", its target.
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
