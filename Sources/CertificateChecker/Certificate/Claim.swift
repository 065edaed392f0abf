/// One claim of a certificate.
enum Claim {
    /// Every output of the network equals the target, for every sample.
    case reproduces
    /// For one sample one output minus its target is exactly mantissa · 2^exponent.
    case misses(sample: Int, output: Int, mantissa: JSONReader.Numeral, exponent: Int)
    /// No weights of the last layer make one output equal its target on every sample, and these multipliers witness it.
    case noLastLayer(output: Int, multipliers: Multipliers)

    /// One integer for each sample: where they stand in the certificate, and how many digits the longest has.
    struct Multipliers {
        var position = 0
        var count = 0
        var mostDigits = 0
    }

    private enum Kind: String {
        case reproduces, misses, noLastLayer
    }

    init(_ json: inout JSONReader) throws {
        var (kind, sample, output, exponent) = (Kind.reproduces, 0, 0, 0)
        var mantissa = JSONReader.Numeral(isNegative: false, digits: 0..<0)
        var multipliers = Multipliers()
        let parts = ["sample", "output", "error", "multipliers"]
        let keys = try json.object(["claim"], optional: parts) { json, key in
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
        let wanted: Set<String>
        switch kind {
        case .reproduces: (self, wanted) = (.reproduces, ["claim"])
        case .misses:
            self = .misses(sample: sample, output: output, mantissa: mantissa, exponent: exponent)
            wanted = ["claim", "sample", "output", "error"]
        case .noLastLayer:
            self = .noLastLayer(output: output, multipliers: multipliers)
            wanted = ["claim", "output", "multipliers"]
        }
        guard keys == wanted else { throw json.refusal("the keys of this claim are \(wanted.sorted())") }
    }

    private static func readError(_ json: inout JSONReader) throws -> (JSONReader.Numeral, Int) {
        try json.expect("[", "a number [m, e]")
        let mantissa = try json.numeral()
        guard let last = json.bytes[mantissa.digits].last, last & 1 == 1 else {
            throw json.refusal("the mantissa of an error is odd")
        }
        try json.expect(",", "a comma")
        let exponent = try json.integer(in: -262_144...262_144)
        try json.expect("]", "the end of the number [m, e]")
        return (mantissa, exponent)
    }
}
