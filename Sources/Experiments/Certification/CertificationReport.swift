internal import Analysis
internal import Diagnostics
internal import Exact
public import Networks

/// The result of a certification, as one JSON object.
public struct CertificationReport: Sendable, Encodable {
    /// The output with the largest error.
    public struct Worst: Sendable, Hashable, Encodable {
        /// The sample, from 0.
        public let sample: Int
        /// The position of the sample; nil where it has none.
        public let position: Double?
        /// What else tells the sample: "width 3"; nil where nothing does.
        public let details: String?
        /// The output, from 0.
        public let output: Int
        /// Output minus target, "p/q", exactly.
        public let error: String
        /// The nearest double-precision number.
        public let errorDecimal: Double
    }

    /// The result of floating-point evaluation.
    public struct Evaluation: Sendable, Hashable, Encodable {
        /// The largest |output − target|.
        public let maxAbsoluteError: Double
        /// Whether every output equals its target.
        public let isExact: Bool
        /// Whether every sum is exact, in any order of its terms.
        public let isExactInAnyOrder: Bool
    }

    /// Whether another last layer would make the network exact.
    public struct LastLayer: Sendable, Hashable, Encodable {
        /// Whether another last layer would be exact while the earlier layers stay as they are.
        public enum Answer: String, Sendable, Hashable, Encodable { case impossible, possible, undecided }

        /// "impossible", "possible" or "undecided".
        public let answer: Answer
        /// The output that no weights can reproduce.
        public let output: Int?
        /// The reason, as a phrase.
        public let reason: String?
    }

    /// The result of the polish.
    public struct Polish: Sendable, Hashable, Encodable {
        /// Whether the network was rounded.
        public let applied: Bool
        /// The part of the network that the polish does not apply to.
        public let part: String?
        /// The reason why it does not apply.
        public let reason: String?
        /// How it was rounded.
        public let summary: PolishSummary?
    }

    /// "proved" or "refuted": whether every sample is reproduced.
    public let verdict: String
    /// "real": the real numbers that the stored weights denote.
    public let arithmetic = "real"
    /// The number of samples.
    public let samples: Int
    /// The number of samples with a wrong output.
    public let wrongSamples: Int
    /// The output with the largest error; nil where all outputs are exact.
    public let worst: Worst?
    /// For a refuted network: whether another last layer would make it exact.
    public let lastLayer: LastLayer?
    /// The floating-point type of the weights.
    public let precision: Precision
    /// What rounding to the network's precision changed in the data; nil where it changed nothing.
    public let dataRounding: DataRounding?
    /// Single-precision evaluation; nil where a number does not fit.
    public let float32: Evaluation?
    /// Double-precision evaluation.
    public let float64: Evaluation
    /// The largest |output − target| in the precision of the weights as the measures of a run have it: each sum is in
    /// the order of a matrix product, not term by term; nil where it is not finite.
    public let measuredError: Double?
    /// The result of the polish; nil where none was requested.
    public let polish: Polish?
    /// SHA-256 of the weights of the network that the verdict is about.
    public let weightsSHA256: String
    /// The duration, in seconds.
    public var seconds: Double?
    /// The certificate's path.
    public var certificate: String?
    /// The reason why no certificate was written; nil where one was.
    public var certificateProblem: String?
    /// The path of the model that the certificate is about.
    public var model: String?

    /// Creates the report of a certification.
    public init(_ certification: Certification, weightsSHA256: String) {
        verdict = certification.isProved ? "proved" : "refuted"
        samples = certification.samples.count
        precision = certification.network.precision
        dataRounding = certification.data.rounding
        wrongSamples = certification.reconstruction.wrongSamples
        worst = certification.reconstruction.worst.flatMap { worst in
            worst.error.isZero
                ? nil
                : Worst(
                    sample: worst.sample, position: certification.samples.positions[worst.sample],
                    details: Self.details(worst.sample, certification.samples), output: worst.output,
                    error: worst.error.description, errorDecimal: worst.error.doubleValue)
        }
        lastLayer = certification.lastLayer.map { LastLayer($0, certification) }
        float32 = certification.float32.map(Evaluation.init)
        float64 = Evaluation(certification.float64)
        let measured = certification.network.measures(on: certification.samples).error.maxAbsolute
        measuredError = measured.isFinite ? measured : nil
        polish = certification.polish.map(Polish.init)
        self.weightsSHA256 = weightsSHA256
    }

    /// What tells a sample besides its position: width or frequency, and the amplitude where others have its position.
    private static func details(_ sample: Int, _ samples: SampleSet) -> String? {
        let positions = samples.positions
        let amplitudes = samples[.amplitude] ?? []
        let there = zip(positions, amplitudes).filter { $0.0 == positions[sample] }.compactMap(\.1)
        let amplitude =
            Set(there).count < 2
            ? nil
            : amplitudes[sample].map { "amplitude \(NumberText.number($0, digits: 6))" }
        let parts = [samples.details[sample], amplitude ?? ""].filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension CertificationReport.Evaluation {
    fileprivate init(_ evaluation: IEEEEvaluation) {
        maxAbsoluteError = evaluation.maxAbsoluteError
        isExact = evaluation.isExact
        isExactInAnyOrder = evaluation.isExactInAnyOrder
    }
}

extension CertificationReport.Polish {
    fileprivate init(_ outcome: PolishOutcome) {
        switch outcome {
        case .applied(let summary): (applied, part, reason, self.summary) = (true, nil, nil, summary)
        case .refused(let part, let reason): (applied, self.part, self.reason, summary) = (false, part, reason, nil)
        }
    }
}

extension CertificationReport.LastLayer {
    fileprivate init(_ answer: LastLayerAnswer, _ certification: Certification) {
        let samples = certification.samples
        switch answer {
        case .possible: (self.answer, output, reason) = (.possible, nil, nil)
        case .undecided(let reason): (self.answer, output, self.reason) = (.undecided, nil, reason)
        case .impossible(let obstruction):
            (self.answer, output) = (.impossible, obstruction.output)
            let places = samples.positions
            func names(_ indices: [Int]) -> String {
                let positions = indices.compactMap { places[$0] }
                let known = places.compactMap(\.self)
                let isPlaced = positions.count == indices.count && Set(known).count == known.count
                let words =
                    isPlaced ? positions.map(NumberText.exact) : indices.map(String.init)
                return (isPlaced ? "θ = " : "samples ") + words.dropLast().joined(separator: ", ") + " and "
                    + (words.last ?? "")
            }
            switch obstruction.origin {
            case .sameActivations(let a, let b):
                reason = "\(names([a, b])) give the last layer the same activations"
            case .affine(let a, let b, let c):
                reason =
                    "no kink lies between the neighbouring codes of \(names([a, b, c])), so that every output is affine over them"
            case .nullVector(let isOnly):
                let theorem = certification.isAboutAllSteps ? " (theorem T1)" : ""
                reason =
                    isOnly
                    ? "the left null vector of the activations refutes it" + theorem
                    : "a combination of left null vectors of the activations refutes it"
            case .simplex: reason = "the simplex method found multipliers that refute it"
            }
        }
    }
}
