/// The sums of a `noLastLayer` claim, which make its multipliers a witness or not.
///
/// If weights w and a bias b reproduced the output, then w·a + b = t where t > 0, and w·a + b ≤ 0 where t = 0. Multiplied by λ and
/// added, with Σ λ a = 0, Σ λ = 0 and λ ≥ 0 where t = 0, that is 0 ≤ Σ λ t. So Σ λ t < 0 rules them out.
struct FarkasWitness {
    let output: Int
    private var multipliers: JSONReader
    private let hasBias: Bool
    private var sumsOfUnits = FixedPointSums()
    private var sumOfMultipliers = FixedPointSums()
    private var sumOfTargets = FixedPointSums()
    private var numbers = NumberList()

    init(
        output: Int, multipliers: Claim.Multipliers, certificate: [UInt8], layer: NetworkDescription.Layer,
        received: BitRange, samples: Samples
    ) {
        (self.output, hasBias) = (output, layer.biases != nil)
        self.multipliers = JSONReader(certificate, multipliers.position..<certificate.count, file: "certificate")
        var targets = BitRange()
        for sample in 0..<samples.count { targets.include(samples.target(sample, output)) }
        let extra = 1 + multipliers.mostDigits / 16
        func reset(_ sums: inout FixedPointSums, _ count: Int, _ range: BitRange) {
            sums.reset(count: count, exponent: range.low, width: FixedPointSums.width(of: range) + extra)
        }
        reset(&sumsOfUnits, layer.inputs, received)
        reset(&sumOfMultipliers, 1, BitRange(low: 0, top: 1))
        reset(&sumOfTargets, 1, targets)
    }

    /// Adds the next sample's part; returns what is wrong with its multiplier, if anything is.
    mutating func add(_ units: NumberList, target: Dyadic, sample: Int) throws -> String? {
        try multipliers.expect(sample == 0 ? "[" : ",", "a multiplier")
        let numeral = try multipliers.numeral()
        numbers.removeAll()
        numbers.append(decimal: multipliers.bytes[numeral.digits], isNegative: numeral.isNegative)
        guard !target.isZero || !numeral.isNegative else {
            return "the multiplier of sample \(sample) is negative, and its target is 0"
        }
        guard !numbers.entries[0].isZero else { return nil }
        for unit in 0..<units.count { sumsOfUnits.add(units, at: unit, times: numbers, at: 0, to: unit) }
        sumOfMultipliers.add(numbers, at: 0, times: Dyadic(mantissa: 1, exponent: 0))
        sumOfTargets.add(numbers, at: 0, times: target)
        return nil
    }

    /// What makes the multipliers no witness, after all samples; nil if they are one.
    func objection(units: Int) -> String? {
        for unit in 0..<units where sumsOfUnits.sign(at: unit) != 0 {
            return "the multipliers times the activations of unit \(unit) do not add up to 0"
        }
        if hasBias, sumOfMultipliers.sign(at: 0) != 0 { return "the multipliers do not add up to 0" }
        return sumOfTargets.sign(at: 0) < 0 ? nil : "the multipliers times the targets do not add up to less than 0"
    }
}
