/// The sums of a `noLastLayer` claim, which make its multipliers a witness or not.
/// If weights reproduced the output, then w·a + b = t where t > 0, and ≤ 0 where t = 0. Times λ and added, that is 0 ≤ Σ λ t.
struct FarkasWitness {
    let claim: Int
    let output: Int
    private let hasBias: Bool
    private var multipliers: JSONReader
    private var sumsOfUnits = FixedPointSums()
    private var sumOfMultipliers = FixedPointSums()
    private var sumOfTargets = FixedPointSums()
    private var numbers = NumberList()

    init(
        claim: Int, output: Int, _ multipliers: Claim.Multipliers, of certificate: Certificate, _ samples: Samples,
        _ bound: CostBound
    ) {
        (self.claim, self.output) = (claim, output)
        let bytes = certificate.bytes
        self.multipliers = JSONReader(bytes, multipliers.position..<bytes.count, file: "certificate")
        hasBias = certificate.network.layers.last?.biases != nil
        var targets = BitRange()
        for sample in 0..<samples.count { targets.include(samples.target(sample, output)) }
        let extra = multipliers.extraLimbs
        sumsOfUnits.reset(count: bound.units, bound.received, extraLimbs: extra)
        sumOfMultipliers.reset(BitRange(low: 0, top: 1), extraLimbs: extra)
        sumOfTargets.reset(targets, extraLimbs: extra)
    }

    /// Adds the next sample's part; returns what is wrong with its multiplier, if anything is.
    mutating func add(_ units: NumberList, target: Dyadic, sample: Int) throws -> String? {
        try multipliers.expect(sample == 0 ? "[" : ",")
        let numeral = try multipliers.numeral()
        numbers.removeAll()
        numbers.append(decimal: multipliers.bytes[numeral.digits], isNegative: numeral.isNegative)
        if target.isZero, numeral.isNegative {
            return "the multiplier of sample \(sample), whose target is 0, is negative"
        }
        for unit in units.entries.indices { sumsOfUnits.add(units, at: unit, times: numbers, at: 0, to: unit) }
        sumOfMultipliers.add(numbers, at: 0)
        sumOfTargets.add(numbers, at: 0, times: target)
        return nil
    }

    /// What makes the multipliers no witness, after all samples; nil if they are one.
    func objection(units: Int) -> String? {
        for unit in 0..<units where sumsOfUnits.sign(at: unit) != 0 {
            return "the multipliers times the activations of unit \(unit) do not add up to 0"
        }
        if hasBias, sumOfMultipliers.sign() != 0 { return "the multipliers do not add up to 0" }
        return sumOfTargets.sign() < 0 ? nil : "the multipliers times the targets do not add up to less than 0"
    }
}
