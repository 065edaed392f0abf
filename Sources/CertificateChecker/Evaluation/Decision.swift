/// Decides the claims of a certificate whose data and network are as it says.
struct Decision {
    private let certificate: Certificate
    private let bytes: [UInt8]
    private let samples: Samples
    private var forward: ForwardPass
    /// The witnesses by the index of their claim.
    private var witnesses: [(claim: Int, witness: FarkasWitness)] = []
    private var reproduces = false

    init(_ certificate: Certificate, _ bytes: [UInt8], _ samples: Samples, _ bound: CostBound) {
        (self.certificate, self.bytes, self.samples) = (certificate, bytes, samples)
        forward = ForwardPass(certificate.network.layers, bound)
        for (index, claim) in zip(0..., certificate.claims) {
            switch claim {
            case .reproduces: reproduces = true
            case .misses: break
            case .noLastLayer(let output, let multipliers):
                guard let layer = certificate.network.layers.last else { break }
                let witness = FarkasWitness(
                    output: output, multipliers: multipliers, certificate: bytes, layer: layer,
                    received: bound.received,
                    samples: samples)
                witnesses.append((index, witness))
            }
        }
    }

    /// Throws unless all claims are true; returns what they establish.
    mutating func run() throws -> [String] {
        if reproduces || !witnesses.isEmpty {
            for sample in 0..<samples.count { try check(sample) }
        }
        for (claim, witness) in witnesses {
            if let objection = witness.objection(units: certificate.network.layers.last?.inputs ?? 0) {
                throw Refusal.invalid("claims[\(claim)]: \(objection)")
            }
        }
        return try zip(0..., certificate.claims).map { try establish($0, $1) }
    }

    private mutating func check(_ sample: Int) throws {
        forward.run(samples.signal(sample))
        if reproduces {
            for output in 0..<samples.outputs
            where !forward.outputs.isEqual(at: output, to: samples.target(sample, output)) {
                throw Refusal.invalid(
                    "the network does not reproduce sample \(sample): output \(output) is not the target"
                        + " \(samples.target(sample, output).text)")
            }
        }
        for index in witnesses.indices {
            let target = samples.target(sample, witnesses[index].witness.output)
            if let objection = try witnesses[index].witness.add(forward.received, target: target, sample: sample) {
                throw Refusal.invalid("claims[\(witnesses[index].claim)]: \(objection)")
            }
        }
    }

    /// Decides a claim of one sample, and says in words what a claim establishes.
    private mutating func establish(_ index: Int, _ claim: Claim) throws -> String {
        let name: String
        switch certificate.data.family {
        case .step: name = "step functions"
        case .dirac: name = "Dirac functions"
        case .piecewiseConstant: name = "piecewise constant functions"
        case .listed: name = "listed signals"
        }
        let all = "all \(samples.count) samples of \(name), n = \(samples.length)"
        switch claim {
        case .reproduces: return "the network reproduces \(all), exactly in real arithmetic"
        case .noLastLayer(let output, _):
            return "with the layers before the last as they are, no last layer makes output \(output) right on \(all)"
        case .misses(let sample, let output, let mantissa, let exponent):
            guard misses(sample, output, mantissa, exponent) else {
                throw Refusal.invalid(
                    "claims[\(index)]: for sample \(sample), output \(output) minus its target is not the error stated")
            }
            let digits = mantissa.digits.count > 40 ? "m" : String(decoding: bytes[mantissa.digits], as: UTF8.self)
            return
                "for sample \(sample) of \(name), n = \(samples.length), output \(output) minus its target is exactly"
                + " \(mantissa.isNegative ? "−" : "")\(digits)·2^\(exponent)"
        }
    }

    /// Whether an output minus its target minus an error is 0.
    private mutating func misses(_ sample: Int, _ output: Int, _ mantissa: JSONReader.Numeral, _ exponent: Int) -> Bool
    {
        forward.run(samples.signal(sample))
        let target = samples.target(sample, output)
        var error = NumberList()
        error.append(decimal: bytes[mantissa.digits], exponent: exponent, isNegative: mantissa.isNegative)
        let found = forward.outputs.entries[output]
        var range = BitRange(low: exponent, top: error.top(at: 0))
        range.include(target)
        if !found.isZero { range.include(BitRange(low: Int(found.exponent), top: forward.outputs.top(at: output))) }
        var difference = FixedPointSums()
        difference.reset(for: range)
        let (one, minusOne) = (Dyadic(mantissa: 1, exponent: 0), Dyadic(mantissa: -1, exponent: 0))
        difference.add(forward.outputs, at: output, times: one)
        difference.add(error, at: 0, times: minusOne)
        error.append(target)
        difference.add(error, at: 1, times: minusOne)
        return difference.sign(at: 0) == 0
    }
}
