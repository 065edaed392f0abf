import Testing

@testable import CertificateChecker

@Suite struct CertificateTests {
    @Test("A true reproduction is accepted")
    func reproduction() {
        guard case .valid(let lines) = SmallCase.steps.verdict else {
            Issue.record("\(SmallCase.steps.verdict)")
            return
        }
        #expect(lines == ["the network reproduces all 4 samples of the family step, n = 3, exactly in real arithmetic"])
    }

    /// relu(2x) at 1 is 2, which is 1 more than the target 1; 2 · −3/2 is 3 less than the target 0.
    @Test(
        "A miss is true only with its exact error",
        arguments: [
            ("relu", 0, "[1, 0]", 0), ("hardThreshold", 0, "[1, 0]", 2), ("leakyReLU(0.25)", 0, "[1, 0]", 64),
            ("identity", 1, "[-3, 0]", 0), ("identity", 1, "[-3, 1]", 2), ("identity", 1, "[3, 0]", 2),
            ("identity", 1, "[-1, 0]", 2), ("relu", 1, "[1, 0]", 2), ("relu", 1, "[0, 0]", 64),
            ("relu", 1, "[2, 0]", 64), ("relu", 2, "[1, 0]", 64), ("relu", 0, "[1, 262144]", 2),
            ("relu", 0, "[1, 262145]", 64),
        ] as [(String, Int, String, Int)])
    func misses(activation: String, sample: Int, error: String, status: Int) {
        let claim = "{\"claim\": \"misses\", \"sample\": \(sample), \"output\": 0, \"error\": \(error)}"
        let small = SmallCase.listed(activation, weight: 2, bias: 0, [claim])
        #expect(small.verdict.status == status, "\(small.verdict)")
    }

    /// The hidden unit threshold(x + 2) is 1 at 1 and 0 at −3/2, so that no witness is
    /// there; threshold(x + 4) is 1 at both.
    @Test(
        "A witness against every last layer is accepted only where it is one",
        arguments: [
            (4, true, "-1, 1", 0), (4, false, "-1, 1", 0), (4, true, "-2, 2", 0), (4, true, "1, -1", 2),
            (4, true, "-1, 0", 2),
            (4, true, "0, 0", 2), (2, false, "-1, 1", 2), (4, true, "-1", 64), (4, true, "-1, 1, 0", 64),
            (4, true, "-1, true", 64),
            (2, true, "0, 1", 2), (4, true, "-100000000000000000000000000001, 100000000000000000000000000001", 0),
        ] as [(Double, Bool, String, Int)])
    func noLastLayer(bias: Double, hasBias: Bool, multipliers: String, status: Int) {
        let claim = "{\"claim\": \"noLastLayer\", \"output\": 0, \"multipliers\": [\(multipliers)]}"
        var small = SmallCase.listed("hardThreshold", weight: 1, bias: bias, [claim])
        small.layers.append(SmallCase.Layer(activation: "relu", outputs: 1, weight: [5], bias: hasBias ? [7] : nil))
        #expect(small.verdict.status == status, "\(small.verdict)")
        small.layers[1].activation = "identity"
        #expect(small.verdict.status == 64)
    }

    /// With one unit x and no bias, λ = (−3, −2) makes Σ λ x = −3 + 3 = 0 and Σ λ t =
    /// −3, but λ < 0 where the target is 0.
    @Test("A negative multiplier is refused where the target is zero")
    func negativeMultiplier() {
        let claim = #"{"claim": "noLastLayer", "output": 0, "multipliers": [-3, -2]}"#
        var small = SmallCase.listed("relu", weight: 1, bias: 0, [claim])
        small.layers[0].bias = nil
        #expect(small.verdict.status == 2, "\(small.verdict)")
    }

    /// The sum of the multipliers must be 0 only where the last layer has a bias.
    @Test("The multipliers must add up to 0 only where the last layer has a bias")
    func sumOfMultipliers() {
        let claim = #"{"claim": "noLastLayer", "output": 0, "multipliers": [-1, 5]}"#
        var small = SmallCase.listed("hardThreshold", weight: 1, bias: -8, [claim])
        small.layers.append(SmallCase.Layer(activation: "relu", outputs: 1, weight: [5], bias: nil))
        #expect(small.verdict.status == 0, "\(small.verdict)")
        small.layers[1].bias = [0]
        #expect(small.verdict.status == 2)
    }

    @Test(
        "The samples of the step family are made from its parameters",
        arguments: [
            ("[1, 0]", "trailingOnes", true, ["1p0 1p0", "0 1p0", "0 0"]),
            ("[3, -2]", "trailingOnes", false, ["3p-2 3p-2 3p-2", "0 3p-2 3p-2", "0 0 3p-2"]),
            ("[5, 0]", "leadingOnes", true, ["0 0", "5p0 0", "5p0 5p0"]),
            ("[1, 0]", "leadingOnes", false, ["1p0"]),
        ])
    func steps(amplitude: String, orientation: String, hasBlank: Bool, rows: [String]) {
        let length = rows[0].split(separator: " ").count
        let identity = (0..<length * length).map { $0 % (length + 1) == 0 ? 1.0 : 0.0 }
        var small = SmallCase.steps
        small.data = """
            "family": "step", "length": \(length), "amplitude": \(amplitude), "orientation": "\(orientation)", \
            "blank": \(hasBlank)
            """
        small.inputs = length
        small.samples = rows.map { "\($0) -> \($0)\n" }.joined()
        small.layers = [SmallCase.Layer(activation: "relu", outputs: length, weight: identity, bias: nil)]
        #expect(small.verdict.status == 0, "\(small.verdict)")
        small.samples += " "
        #expect(small.verdict.status == 2)
    }

    /// Every change of what a certificate says ends with 2 if it is in the form, else with 64.
    @Test(
        "Every change of a certificate is noticed",
        arguments: [
            (#""length": 3"#, #""length": 4"#, 64), ("leadingOnes", "trailingOnes", 2),
            (#""blank": true"#, #""blank": false"#, 2),
            ("[1, 0]", "[3, 0]", 2), ("[1, 0]", "[]", 64), ("[1, 0]", "[-1, 0]", 64), ("[1, 0]", "[0, 0]", 64),
            ("[1, 0]", "[2, 0]", 64), ("[1, 0]", "[1, 1023]", 2), ("[1, 0]", "[1, 1024]", 64),
            ("[1, 0]", "[[1, 0]]", 64),
            ("[1, 0]", "[9007199254740993, 0]", 64), (#""inputs": 3"#, #""inputs": 2"#, 64),
            (#""outputs": 1"#, #""outputs": 2"#, 2),
            (#""identity""#, #""relu""#, 2), (#""identity""#, #""leakyReLU""#, 64),
            (#""identity""#, #"{"leakyReLU": [1, 0]}"#, 64),
            ("[0, 1, 0], [1, 1, 0], [2, 1, 0]", "[0, 1, 0], [1, 1, 0]", 2),
            ("[0, 1, 0], [1, 1, 0], [2, 1, 0]", "[0, 1, 0], [1, 1, 0], [2, 3, 0]", 2),
            ("[0, 1, 0], [1, 1, 0], [2, 1, 0]", "[0, 1, 0], [1, 1, 0], [3, 1, 0]", 64),
            ("[0, 1, 0], [1, 1, 0], [2, 1, 0]", "[1, 1, 0], [0, 1, 0], [2, 1, 0]", 64),
            ("[0, 1, 0], [1, 1, 0], [2, 1, 0]", "[0, 1, 0], [0, 1, 0], [2, 1, 0]", 64),
            ("[0, 1, 0], [1, 1, 0], [2, 1, 0]", "[0, 0, 0], [1, 1, 0], [2, 1, 0]", 64),
            (#", "bias": [[1, -1, 0], [2, -1, 1]]"#, "", 2), (#", "bias": []"#, #", "bias": [[0, 1, 0]]"#, 2),
            (#", "bias": []"#, "", 2),
            ("[2, 1, 0]]}", #"[2, 1, 0]], "bias": []}"#, 2),
            ("heaviside-certificate-1", "heaviside-certificate-2", 64), (#""real""#, #""binary64""#, 64),
            ("reproduces", "approximates", 64),
            (#"[{"claim": "reproduces"}]"#, "[]", 64),
            (#"{"claim": "reproduces"}"#, #"{"claim": "reproduces", "output": 0}"#, 64),
        ])
    func changes(from: String, to: String, status: Int) {
        let text = SmallCase.steps.certificate
        let changed = text.replacing(from, with: to, maxReplacements: 1)
        #expect(changed != text)
        #expect(SmallCase.verdict(changed, SmallCase.steps.model).status == status)
    }

    /// A network one weight of which is off reproduces nothing, although all hashes are right.
    @Test("A network with one wrong weight reproduces nothing, although all hashes are right")
    func weights() {
        for layer in 0..<3 {
            for index in SmallCase.steps.layers[layer].weight.indices {
                var small = SmallCase.steps
                small.layers[layer].weight[index] += 1 / 1024
                let isBelowZero = layer == 2 && [1, 2, 5].contains(index) && small.verdict.status == 0
                #expect(isBelowZero || small.verdict.status == 2, "layer \(layer), weight \(index): \(small.verdict)")
            }
        }
    }

    /// 2^-1074 more than the target is a miss, and so is 2^-40 beside 2^40.
    @Test("The smallest difference is a miss")
    func leastDifference() {
        for bias in [.leastNonzeroMagnitude, 0x1p-40, -0x1p-60] {
            let error = "{\"claim\": \"misses\", \"sample\": 0, \"output\": 0, \"error\": [\(SmallCase.dyadic(bias))]}"
            let reproduces = SmallCase.listed("relu", weight: 1, bias: bias, [#"{"claim": "reproduces"}"#])
            #expect(reproduces.verdict.status == (bias == 0 ? 0 : 2))
            let misses = SmallCase.listed("relu", weight: 1, bias: bias, [error])
            #expect(misses.verdict.status == 0, "\(misses.verdict)")
        }
        #expect(SmallCase.listed("relu", weight: 1, bias: 0, [#"{"claim": "reproduces"}"#]).verdict.status == 0)
    }

    /// Three halves of 1 are 1/8, which is 7/8 less than the target: each layer's
    /// numbers reach lower than those before.
    @Test("Exponents that fall from layer to layer are followed")
    func lowerExponents() {
        let claim = #"{"claim": "misses", "sample": 0, "output": 0, "error": [-7, -3]}"#
        var small = SmallCase.listed("identity", weight: 0.5, bias: 0, [claim])
        small.layers = Array(repeating: small.layers[0], count: 3)
        #expect(small.verdict.status == 0, "\(small.verdict)")
    }

    /// 2^100 and 1 span 101 bits, and with 64 layers 65 · 165 bits need 168 words.
    @Test("At most 64 layers are checked")
    func layerLimit() {
        let claim = #"{"claim": "misses", "sample": 0, "output": 0, "error": [1, 0]}"#
        var small = SmallCase.listed("identity", weight: 0x1p100, bias: 1, [claim])
        small.layers = Array(repeating: small.layers[0], count: 64)
        #expect(small.verdict.status == 2)
        small.layers.append(small.layers[0])
        #expect(small.verdict.status == 64)
    }

    /// With 64 layers 65 · (top − low + 64) bits may be 512 · 64: top − low ≤ 440, with low = −1 from the signal −3/2.
    @Test("At most 512 words hold a number", arguments: [(0x1p438, 2), (0x1p439, 64)])
    func wordLimit(weight: Double, status: Int) {
        let claim = #"{"claim": "misses", "sample": 0, "output": 0, "error": [1, 0]}"#
        var small = SmallCase.listed("identity", weight: weight, bias: 0, [claim])
        small.layers = Array(repeating: small.layers[0], count: 64)
        #expect(small.verdict.status == status, "\(small.verdict)")
    }

    /// 1, −3/2 and the weight 1 are multiples of 2^-1 and less than 2: 2 · (2 + 64) bits, three words. An evaluation
    /// costs (weights + outputs) · 3, and a sample of a witness D · (units · 3 + D) besides.
    @Test("The cost of a check is counted as documented, and limited")
    func costLimit() throws {
        func cost(_ claims: [String]) throws -> Int {
            var small = SmallCase.listed("relu", weight: 1, bias: 0, claims)
            small.layers[0].bias = nil
            let certificate = try Certificate(Array(small.certificate.utf8))
            return try CostBound(certificate, Samples(certificate.data)).cost
        }
        let misses = #"{"claim": "misses", "sample": 0, "output": 0, "error": [1, 0]}"#
        #expect(try cost([misses]) == 6)
        #expect(try cost([misses, misses]) == 12)
        #expect(try cost([#"{"claim": "reproduces"}"#]) == 12)
        #expect(try cost([#"{"claim": "reproduces"}"#, misses]) == 18)
        func witness(_ digits: Int) -> String {
            "{\"claim\": \"noLastLayer\", \"output\": 0, \"multipliers\": [0, -\(String(repeating: "1", count: digits))]}"
        }
        #expect(try cost([witness(15)]) == 12 + 2 * (3 + 1))
        #expect(try cost([witness(16)]) == 12 + 2 * 2 * (3 + 2))
        #expect(try cost([witness(16), witness(16)]) == 2 * (12 + 2 * 2 * (3 + 2)))
        #expect(try cost([witness(4_096), misses]) == 18 + 2 * 257 * (3 + 257))
    }

    /// A step of 8,192 entries is too long, and so are 1,449 samples of 1,448 entries and as many of a target.
    @Test(
        "The samples have at most 2^22 entries",
        arguments: [(1_447, true, true), (1_448, false, true), (1_448, true, false), (8_192, false, false)])
    func sampleLimit(length: Int, hasBlank: Bool, isAccepted: Bool) {
        let text = """
            {"family": "step", "orientation": "leadingOnes", "blank": \(hasBlank), "amplitude": [1, 0], "length": \(length),
            "sha256": "\(String(repeating: "0", count: 64))"}
            """
        let bytes = Array(text.utf8)
        var json = JSONReader(bytes, bytes.indices, file: "data")
        #expect(((try? DataSet(&json)) != nil) == isAccepted)
    }
}
