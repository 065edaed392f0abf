/// The sums of a `noLastLayer` claim, which decide whether its multipliers are a witness. If weights reproduced the
/// output, then w·a + b = t where t > 0, and ≤ 0 where t = 0. Multiplied by λ and added, that is 0 ≤ Σ λ t.
struct FarkasWitness {
    private let units: Int
    private let hasBias: Bool
    private var multipliers: JSONReader
    private var sumsOfUnits = FixedPointSums()
    private var sumOfMultipliers = FixedPointSums()
    private var sumOfTargets = FixedPointSums()
    private var numbers = NumberList()

    init(_ multipliers: Claim.Multipliers, of certificate: Certificate, _ bound: CostBound) {
        let bytes = certificate.bytes
        self.multipliers = JSONReader(bytes, multipliers.position..<bytes.count, file: "certificate")
        hasBias = certificate.network.layers.last?.biases != nil
        units = bound.units
        let extra = multipliers.extraWords
        sumsOfUnits.reset(count: units, bound.range, extraLimbs: extra)
        sumOfMultipliers.reset(bound.range, extraLimbs: extra)
        sumOfTargets.reset(bound.range, extraLimbs: extra)
    }

    /// Adds the next sample's part; returns what is wrong with its multiplier, or nil.
    mutating func add(_ activations: NumberList, target: Dyadic, sample: Int) throws -> String? {
        try multipliers.expect(sample == 0 ? "[" : ",")
        let numeral = try multipliers.numeral()
        numbers.removeAll()
        numbers.append(decimal: multipliers.bytes[numeral.digits], isNegative: numeral.isNegative)
        if target.isZero, numeral.isNegative {
            return "the multiplier of sample \(sample), whose target is 0, is negative"
        }
        for unit in 0..<units { sumsOfUnits.add(activations, at: unit, times: numbers, at: 0, to: unit) }
        sumOfMultipliers.add(numbers, at: 0)
        sumOfTargets.add(numbers, at: 0, times: target)
        return nil
    }

    /// Why the multipliers are not a witness, after all samples; nil if they are one.
    var objection: String? {
        for unit in 0..<units where sumsOfUnits.sign(at: unit) != 0 {
            return "the multipliers times the activations of unit \(unit) do not add up to 0"
        }
        if hasBias, sumOfMultipliers.sign() != 0 { return "the multipliers do not add up to 0" }
        return sumOfTargets.sign() < 0 ? nil : "the multipliers times the targets do not add up to less than 0"
    }
}
