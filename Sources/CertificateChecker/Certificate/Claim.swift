/// One claim of a certificate.
enum Claim {
    /// Every output of the network equals the target, for every sample.
    case reproduces
    /// For one sample, one output minus its target is exactly mantissa · 2^exponent.
    case misses(sample: Int, output: Int, mantissa: JSONReader.Numeral, exponent: Int)
    /// No weights of the last layer make one output equal its target on every sample; these multipliers prove it.
    case noLastLayer(output: Int, multipliers: Multipliers)

    /// One integer for each sample: where they stand in the certificate, and how many digits the longest has.
    struct Multipliers {
        var position = 0
        var count = 0
        var mostDigits = 0

        /// The additional words of a sum of products with them: one for each 16 digits, although 19 would fit, and one
        /// more.
        var extraWords: Int { 1 + mostDigits / 16 }
    }

    private enum Kind: String, CaseIterable { case reproduces, misses, noLastLayer }

    init(_ json: inout JSONReader) throws {
        var (kind, sample, output, exponent) = (Kind.reproduces, 0, 0, 0)
        var mantissa = JSONReader.Numeral(isNegative: false, digits: 0..<0)
        var multipliers = Multipliers()
        let keys = try json.object(["claim"], optional: ["sample", "output", "error", "multipliers"]) { json, key in
            switch key {
            case "claim": kind = try json.word()
            case "sample": sample = try json.integer(in: 0...DataSet.mostEntries)
            case "output": output = try json.integer(in: 0...DataSet.greatestLength)
            case "error": (mantissa, exponent) = try Self.readError(&json)
            default:
                multipliers.position = json.position
                multipliers.count = try json.array(1...DataSet.mostEntries) { json, _ in
                    multipliers.mostDigits = max(multipliers.mostDigits, try json.numeral().digits.count)
                }
            }
        }
        let own: Set<String>
        switch kind {
        case .reproduces: (self, own) = (.reproduces, [])
        case .misses:
            self = .misses(sample: sample, output: output, mantissa: mantissa, exponent: exponent)
            own = ["sample", "output", "error"]
        case .noLastLayer:
            (self, own) = (.noLastLayer(output: output, multipliers: multipliers), ["output", "multipliers"])
        }
        guard keys.subtracting(["claim"]) == own else {
            throw json.refusal("a claim of this kind has the keys \(own.sorted())")
        }
    }

    private static func readError(_ json: inout JSONReader) throws -> (JSONReader.Numeral, Int) {
        try json.expect("[")
        let mantissa = try json.numeral()
        guard json.bytes[mantissa.digits].last.map({ $0 & 1 }) == 1 else {
            throw json.refusal("this mantissa must be odd")
        }
        try json.expect(",")
        let exponent = try json.integer(in: -262_144...262_144)
        try json.expect("]")
        return (mantissa, exponent)
    }
}
