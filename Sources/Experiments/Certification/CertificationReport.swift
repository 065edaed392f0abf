internal import Analysis
internal import Exact
internal import Networks

/// What a certification found, as the keys of one JSON object.
public struct CertificationReport: Sendable, Encodable {
    /// The output that is farthest from its target.
    public struct Worst: Sendable, Hashable, Encodable {
        /// The sample, from 0.
        public let sample: Int
        /// Its position; nil where it has none.
        public let position: Double?
        /// The output, from 0.
        public let output: Int
        /// Output minus target, "p/q", exactly.
        public let error: String
        /// The nearest double-precision number.
        public let errorDecimal: Double
    }

    /// What floating-point evaluation gives.
    public struct Evaluation: Sendable, Hashable, Encodable {
        /// The largest |output − target|.
        public let maxAbsoluteError: Double
        /// Whether it is 0.
        public let isExact: Bool
        /// Whether every sum is exact in whatever order its terms are added.
        public let isExactInAnyOrder: Bool
    }

    /// Whether another last layer would do.
    public struct LastLayer: Sendable, Hashable, Encodable {
        /// "impossible", "possible" or "undecided".
        public let answer: String
        /// The output that no weights make right.
        public let output: Int?
        /// Why, in words.
        public let reason: String?
    }

    /// What became of the polish.
    public struct Polish: Sendable, Hashable, Encodable {
        /// Whether the network was rounded.
        public let applied: Bool
        /// Where it does not apply.
        public let part: String?
        /// Why it does not apply.
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
    /// The output that is farthest from its target; nil where all are right.
    public let worst: Worst?
    /// For a refuted network: whether another last layer would do.
    public let lastLayer: LastLayer?
    /// Single-precision evaluation; nil where a number does not fit.
    public let float32: Evaluation?
    /// Double-precision evaluation.
    public let float64: Evaluation
    /// What became of the polish; nil where none was asked for.
    public let polish: Polish?
    /// SHA-256 of the decided network's weights.
    public let weightsSHA256: String
    /// The seconds that it took.
    public var seconds: Double?
    /// The certificate's path.
    public var certificate: String?
    /// Why there is no certificate.
    public var certificateProblem: String?
    /// The path of the model that the certificate is about.
    public var model: String?

    /// Puts a certification into words and numbers.
    public init(_ certification: Certification, weightsSHA256: String) {
        verdict = certification.isProved ? "proved" : "refuted"
        samples = certification.samples.count
        wrongSamples = certification.reconstruction.wrongSamples
        worst = certification.reconstruction.worst.flatMap { worst in
            worst.error.isZero
                ? nil
                : Worst(
                    sample: worst.sample, position: certification.samples.parameters[worst.sample].position,
                    output: worst.output, error: worst.error.description, errorDecimal: worst.error.doubleValue)
        }
        lastLayer = certification.lastLayer.map { LastLayer($0, certification.samples) }
        float32 = certification.float32.map(Evaluation.init)
        float64 = Evaluation(certification.float64)
        polish = certification.polish.map(Polish.init)
        self.weightsSHA256 = weightsSHA256
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
    fileprivate init(_ answer: LastLayerAnswer, _ samples: SampleSet) {
        switch answer {
        case .possible: (self.answer, output, reason) = ("possible", nil, nil)
        case .undecided(let reason): (self.answer, output, self.reason) = ("undecided", nil, reason)
        case .impossible(let obstruction):
            (self.answer, output) = ("impossible", obstruction.output)
            func names(_ indices: [Int]) -> String {
                let positions = indices.compactMap { samples.parameters[$0].position }
                let isPlaced = positions.count == indices.count
                let words =
                    isPlaced ? positions.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" } : indices.map(String.init)
                return (isPlaced ? "θ = " : "samples ") + words.dropLast().joined(separator: ", ") + " and "
                    + (words.last ?? "")
            }
            switch obstruction.origin {
            case .sameActivations(let a, let b):
                reason = "\(names([a, b])) give the last layer the same activations"
            case .affine(let a, let b, let c):
                reason =
                    "without a kink between them to help, every output is affine over the neighbouring codes of \(names([a, b, c]))"
            case .nullVector: reason = "the left null vector of the activations refutes it (theorem T1)"
            case .simplex: reason = "the simplex method found multipliers that refute it"
            }
        }
    }
}
