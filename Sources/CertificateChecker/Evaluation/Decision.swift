/// Decides the claims of a certificate whose data and network have been checked.
struct Decision {
    private let certificate: Certificate
    private let samples: Samples
    private let bound: CostBound
    private var forward: ForwardPass

    init(_ certificate: Certificate, _ samples: Samples, _ bound: CostBound) {
        (self.certificate, self.samples, self.bound) = (certificate, samples, bound)
        forward = ForwardPass(bound)
    }

    /// Throws unless all claims are true; returns what they establish.
    mutating func run() throws -> [String] {
        try zip(0..., certificate.claims).map { index, claim in
            if let objection = try objection(to: claim) {
                throw Verdict.invalid("claims[\(index)]: \(objection)")
            }
            return establishment(of: claim)
        }
    }

    /// What is wrong with a claim; nil if it is true.
    private mutating func objection(to claim: Claim) throws -> String? {
        let layers = certificate.network.layers[...]
        switch claim {
        case .reproduces:
            for sample in 0..<samples.count {
                forward.run(samples.signal(sample), through: layers)
                for output in 0..<samples.outputs {
                    let target = samples.target(sample, output)
                    guard !forward.activations.isEqual(at: output, to: target) else { continue }
                    return "the network does not reproduce sample \(sample): output \(output) is not \(target.text)"
                }
            }
            return nil
        case .misses(let sample, let output, let mantissa, let exponent):
            forward.run(samples.signal(sample), through: layers)
            return misses(samples.target(sample, output), output, mantissa, exponent)
                ? nil : "for sample \(sample), output \(output) minus its target is not the stated error"
        case .noLastLayer(let output, let multipliers):
            var witness = FarkasWitness(multipliers, of: certificate, bound)
            for sample in 0..<samples.count {
                forward.run(samples.signal(sample), through: layers.dropLast())
                let target = samples.target(sample, output)
                let objection = try witness.add(forward.activations, target: target, sample: sample)
                if let objection { return objection }
            }
            return witness.objection
        }
    }

    /// A sentence that says what a true claim establishes.
    private func establishment(of claim: Claim) -> String {
        let all = "all \(samples.count) samples of the family \(certificate.data.family), n = \(samples.length)"
        switch claim {
        case .reproduces: return "the network reproduces \(all), exactly in real arithmetic"
        case .noLastLayer(let output, _):
            return "with the layers before the last as they are, no last layer makes output \(output) right on \(all)"
        case .misses(let sample, let output, let mantissa, let exponent):
            let digits = String(decoding: certificate.bytes[mantissa.digits], as: UTF8.self)
            return "for sample \(sample) of \(all), output \(output) minus its target is exactly "
                + "\(mantissa.isNegative ? "-" : "")\(digits) · 2^\(exponent)"
        }
    }

    /// Whether an output minus its target minus an error is 0.
    private func misses(_ target: Dyadic, _ output: Int, _ mantissa: JSONReader.Numeral, _ exponent: Int) -> Bool {
        var error = NumberList()
        let digits = certificate.bytes[mantissa.digits]
        error.append(decimal: digits, exponent: exponent, isNegative: !mantissa.isNegative)
        error.append(target.negated)
        var range = bound.range
        range.include(low: exponent, top: error.top(at: 0))
        var difference = FixedPointSums()
        difference.reset(range)
        difference.add(forward.activations, at: output)
        difference.add(error, at: 0)
        difference.add(error, at: 1)
        return difference.sign() == 0
    }
}
