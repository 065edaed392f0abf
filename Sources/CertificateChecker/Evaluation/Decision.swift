/// Decides the claims of a certificate whose data and network are as it says.
struct Decision {
    private let certificate: Certificate
    private let samples: Samples
    private let bound: CostBound
    private var forward: ForwardPass
    private var witnesses: [FarkasWitness] = []
    private var reproduces = false

    init(_ certificate: Certificate, _ samples: Samples, _ bound: CostBound) {
        (self.certificate, self.samples, self.bound) = (certificate, samples, bound)
        forward = ForwardPass(certificate.network.layers, bound)
        for (index, claim) in zip(0..., certificate.claims) {
            switch claim {
            case .reproduces: reproduces = true
            case .misses: break
            case .noLastLayer(let output, let multipliers):
                witnesses.append(
                    FarkasWitness(claim: index, output: output, multipliers, of: certificate, samples, bound))
            }
        }
    }

    /// Throws unless all claims are true; returns what they establish.
    mutating func run() throws -> [String] {
        if reproduces || !witnesses.isEmpty {
            for sample in 0..<samples.count { try check(sample) }
        }
        for witness in witnesses {
            guard let objection = witness.objection(units: bound.units) else { continue }
            throw Verdict.invalid("claims[\(witness.claim)]: \(objection)")
        }
        return try zip(0..., certificate.claims).map { try establish($0, $1) }
    }

    private mutating func check(_ sample: Int) throws {
        forward.run(samples.signal(sample))
        for output in 0..<(reproduces ? samples.outputs : 0) {
            let target = samples.target(sample, output)
            guard !forward.outputs.isEqual(at: output, to: target) else { continue }
            throw Verdict.invalid(
                "the network does not reproduce sample \(sample): output \(output) is not \(target.text)")
        }
        for index in witnesses.indices {
            let target = samples.target(sample, witnesses[index].output)
            if let objection = try witnesses[index].add(forward.received, target: target, sample: sample) {
                throw Verdict.invalid("claims[\(witnesses[index].claim)]: \(objection)")
            }
        }
    }

    /// Decides a claim of one sample, and says in words what a claim establishes.
    private mutating func establish(_ index: Int, _ claim: Claim) throws -> String {
        let all = "all \(samples.count) samples of the family \(certificate.data.family), n = \(samples.length)"
        switch claim {
        case .reproduces: return "the network reproduces \(all), exactly in real arithmetic"
        case .noLastLayer(let output, _):
            return "with the layers before the last as they are, no last layer makes output \(output) right on \(all)"
        case .misses(let sample, let output, let mantissa, let exponent):
            let what = "for sample \(sample) of \(all), output \(output) minus its target is"
            let isSo = misses(sample, output, mantissa, exponent)
            guard isSo else { throw Verdict.invalid("claims[\(index)]: \(what) not the error that is stated") }
            let digits = String(decoding: certificate.bytes[mantissa.digits], as: UTF8.self)
            return "\(what) exactly \(mantissa.isNegative ? "-" : "")\(digits) · 2^\(exponent)"
        }
    }

    /// Whether an output minus its target minus an error is 0.
    private mutating func misses(_ sample: Int, _ output: Int, _ mantissa: JSONReader.Numeral, _ exponent: Int) -> Bool
    {
        forward.run(samples.signal(sample))
        var error = NumberList()
        let digits = certificate.bytes[mantissa.digits]
        error.append(decimal: digits, exponent: exponent, isNegative: !mantissa.isNegative)
        error.append(samples.target(sample, output).negated)
        var range = BitRange(low: exponent, top: error.top(at: 0), isEmpty: false)
        range.include(samples.target(sample, output))
        let found = forward.outputs.entries[output]
        if !found.isZero { range.include(low: found.exponent, top: forward.outputs.top(at: output)) }
        var difference = FixedPointSums()
        difference.reset(range)
        difference.add(forward.outputs, at: output)
        difference.add(error, at: 0)
        difference.add(error, at: 1)
        return difference.sign() == 0
    }
}
