import Testing

@testable import CertificateChecker

@Suite struct CertificateTests {
    @Test func acceptsAReproduction() {
        guard case .valid(let lines) = SmallCase.steps.verdict else {
            Issue.record("\(SmallCase.steps.verdict)")
            return
        }
        #expect(lines == ["the network reproduces all 4 samples of the family step, n = 3, exactly in real arithmetic"])
    }

    /// relu(2x) at 1 is 2, which is 1 more than the target; leaky with slope ¼, 2 · −3/2 · ¼ = −3/4 at the other.
    @Test(
        arguments: [
            ("relu", nil, 0, "[1, 0]", 0), ("leakyReLU(0.25)", #"{"leakyReLU": [1, -2]}"#, 1, "[-3, -2]", 0),
            ("identity", nil, 1, "[-3, 0]", 0), ("identity", nil, 1, "[-3, 1]", 2), ("identity", nil, 1, "[3, 0]", 2),
            ("identity", nil, 1, "[-1, 0]", 2), ("relu", nil, 1, "[1, 0]", 2), ("relu", nil, 1, "[0, 0]", 64),
            ("relu", nil, 1, "[2, 0]", 64), ("relu", nil, 2, "[1, 0]", 64), ("relu", nil, 0, "[1, 262145]", 64),
        ] as [(String, String?, Int, String, Int)])
    func decidesMisses(activation: String, stated: String?, sample: Int, error: String, status: Int) {
        let claim = "{\"claim\": \"misses\", \"sample\": \(sample), \"output\": 0, \"error\": \(error)}"
        var small = SmallCase.listed(activation, weight: 2, bias: 0, [claim])
        small.layers[0].stated = stated
        #expect(small.verdict.status == status, "\(small.verdict)")
    }

    /// The hidden unit threshold(x + 2) is 1 at 1 and 0 at −3/2, so that no witness is there; threshold(x + 4) is 1 at both.
    @Test(
        arguments: [
            (4, true, "-1, 1", 0), (4, false, "-1, 1", 0), (4, true, "-2, 2", 0), (4, true, "1, -1", 2),
            (4, true, "-1, 0", 2),
            (4, true, "0, 0", 2), (2, false, "-1, 1", 2), (4, true, "-1", 64), (4, true, "-1, 1, 0", 64),
            (4, true, "-1, true", 64),
            (2, true, "0, 1", 2), (4, true, "-100000000000000000000000000001, 100000000000000000000000000001", 0),
        ] as [(Double, Bool, String, Int)])
    func decidesWhetherThereIsALastLayer(bias: Double, hasBias: Bool, multipliers: String, status: Int) {
        let claim = "{\"claim\": \"noLastLayer\", \"output\": 0, \"multipliers\": [\(multipliers)]}"
        var small = SmallCase.listed("hardThreshold", weight: 1, bias: bias, [claim])
        small.layers.append(SmallCase.Layer(activation: "relu", outputs: 1, weight: [5], bias: hasBias ? [7] : nil))
        #expect(small.verdict.status == status, "\(small.verdict)")
        small.layers[1].activation = "identity"
        #expect(small.verdict.status == 64)
    }

    /// With one unit x and no bias, λ = (−3, −2) makes Σ λ x = −3 + 3 = 0 and Σ λ t = −3, but λ < 0 where the target is 0.
    @Test func refusesANegativeMultiplierWhereTheTargetIsZero() {
        let claim = #"{"claim": "noLastLayer", "output": 0, "multipliers": [-3, -2]}"#
        var small = SmallCase.listed("relu", weight: 1, bias: 0, [claim])
        small.layers[0].bias = nil
        #expect(small.verdict.status == 2, "\(small.verdict)")
    }

    /// The sum of the multipliers must be 0 only where the last layer has a bias.
    @Test func asksForTheSumOnlyWithABias() {
        let claim = #"{"claim": "noLastLayer", "output": 0, "multipliers": [-1, 5]}"#
        var small = SmallCase.listed("hardThreshold", weight: 1, bias: -8, [claim])
        small.layers.append(SmallCase.Layer(activation: "relu", outputs: 1, weight: [5], bias: nil))
        #expect(small.verdict.status == 0, "\(small.verdict)")
        small.layers[1].bias = [0]
        #expect(small.verdict.status == 2)
    }

    @Test(arguments: [
        (
            #""family": "dirac", "length": 2, "amplitudes": [[1, -1], [1, 0]], "blank": true"#,
            ["1p-1 0", "1p0 0", "0 1p-1", "0 1p0", "0 0"]
        ),
        (#""family": "dirac", "length": 2, "amplitudes": [[3, 0]], "blank": false"#, ["3p0 0", "0 3p0"]),
        (
            #""family": "step", "length": 2, "amplitudes": [[1, 0], [5, 0]], "orientation": "trailingOnes", "blank": true"#,
            ["1p0 1p0", "5p0 5p0", "0 1p0", "0 5p0", "0 0"]
        ),
        (
            #""family": "step", "length": 2, "amplitudes": [[1, 0], [5, 0]], "orientation": "leadingOnes", "blank": false"#,
            ["1p0 0", "5p0 0", "1p0 1p0", "5p0 5p0"]
        ),
        (
            #""family": "step", "length": 2, "amplitudes": [[1, 0]], "orientation": "leadingOnes", "blank": true, "samples": [0, 2]"#,
            ["0 0", "1p0 1p0"]
        ),
        (
            #""family": "piecewiseConstant", "length": 4, "amplitudes": [[1, 0]], "transitions": 2"#,
            ["0 1p0 0 0", "0 1p0 1p0 0", "0 0 1p0 0"]
        ),
        (#""family": "piecewiseConstant", "length": 4, "amplitudes": [[1, 0]], "transitions": 3"#, ["0 1p0 0 1p0"]),
        (
            #""family": "piecewiseConstant", "length": 3, "amplitudes": [[1, 0], [3, 0]], "transitions": 1, "samples": [1, 2]"#,
            ["0 3p0 3p0", "0 0 1p0"]
        ),
    ])
    func makesTheSamplesOfAFamily(data: String, rows: [String]) throws {
        let length = rows[0].split(separator: " ").count
        let identity = (0..<length * length).map { $0 % (length + 1) == 0 ? 1.0 : 0.0 }
        var small = SmallCase.steps
        (small.data, small.inputs) = (data, length)
        small.samples = rows.map { "\($0) -> \($0)\n" }.joined()
        small.layers = [SmallCase.Layer(activation: "relu", outputs: length, weight: identity, bias: nil)]
        #expect(small.verdict.status == 0, "\(small.verdict)")
        small.samples += " "
        #expect(small.verdict.status == 2)
    }

    /// Every change of what a certificate says ends with 2 if it is in the form, else with 64.
    @Test(arguments: [
        (#""length": 3"#, #""length": 4"#, 64), ("leadingOnes", "trailingOnes", 2),
        (#""blank": true"#, #""blank": false"#, 2),
        ("[[1, 0]]", "[[3, 0]]", 2), ("[[1, 0]]", "[]", 64), ("[[1, 0]]", "[[-1, 0]]", 64),
        ("[[1, 0]]", "[[0, 0]]", 64),
        ("[[1, 0]]", "[[3, 0], [1, 0]]", 64), ("[[1, 0]]", "[[2, 0]]", 64), ("[[1, 0]]", "[[1, 1024]]", 64),
        ("[[1, 0]]", "[[9007199254740993, 0]]", 64), (#""inputs": 3"#, #""inputs": 2"#, 64),
        (#""outputs": 1"#, #""outputs": 2"#, 2),
        (#""identity""#, #""relu""#, 2), (#""identity""#, #""leakyReLU""#, 64),
        (#""identity""#, #"{"leakyReLU": [1, 0]}"#, 2),
        (#""identity""#, #"{"leakyReLU": [-1, 0]}"#, 64),
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
    func noticesAChange(from: String, to: String, status: Int) {
        let text = SmallCase.steps.certificate
        let changed = text.replacing(from, with: to, maxReplacements: 1)
        #expect(changed != text)
        #expect(SmallCase.verdict(changed, SmallCase.steps.model).status == status)
    }

    /// A network one weight of which is off reproduces nothing, although all hashes are right.
    @Test func refusesEveryOtherWeight() {
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
    @Test func seesTheLeastDifference() {
        for bias in [.leastNonzeroMagnitude, 0x1p-40, -0x1p-60] {
            let error = "{\"claim\": \"misses\", \"sample\": 0, \"output\": 0, \"error\": [\(SmallCase.dyadic(bias))]}"
            let reproduces = SmallCase.listed("relu", weight: 1, bias: bias, [#"{"claim": "reproduces"}"#])
            #expect(reproduces.verdict.status == (bias == 0 ? 0 : 2))
            let misses = SmallCase.listed("relu", weight: 1, bias: bias, [error])
            #expect(misses.verdict.status == 0, "\(misses.verdict)")
        }
        #expect(SmallCase.listed("relu", weight: 1, bias: 0, [#"{"claim": "reproduces"}"#]).verdict.status == 0)
    }

    @Test func limitsTheLayers() {
        let claim = #"{"claim": "misses", "sample": 0, "output": 0, "error": [1, 0]}"#
        var small = SmallCase.listed("identity", weight: 0x1p1000, bias: 0x1p-1000, [claim])
        small.layers = Array(repeating: small.layers[0], count: 64)
        #expect(small.verdict.status == 2)
        small.layers.append(small.layers[0])
        #expect(small.verdict.status == 64)
    }

    /// Two samples, 1 and −3/2, have low −1 and top 1, and the weight 1 makes of it low −1 and top 4: two limbs each time. What a claim costs is (weights + outputs) · 2 · samples, and D · (units · 2 + D) · samples for a witness.
    @Test func limitsTheCost() throws {
        func cost(_ claims: [String]) throws -> Int {
            var small = SmallCase.listed("relu", weight: 1, bias: 0, claims)
            small.layers[0].bias = nil
            let certificate = try Certificate(Array(small.certificate.utf8))
            return try CostBound(certificate, Samples(certificate.data)).cost
        }
        let misses = #"{"claim": "misses", "sample": 0, "output": 0, "error": [1, 0]}"#
        #expect(try cost([misses]) == 4)
        #expect(try cost([misses, misses]) == 8)
        #expect(try cost([#"{"claim": "reproduces"}"#]) == 8)
        #expect(try cost([#"{"claim": "reproduces"}"#, misses]) == 12)
        func witness(_ digits: Int) -> String {
            "{\"claim\": \"noLastLayer\", \"output\": 0, \"multipliers\": [0, -\(String(repeating: "1", count: digits))]}"
        }
        #expect(try cost([witness(15)]) == 8 + 2 * (2 + 1))
        #expect(try cost([witness(16)]) == 8 + 2 * 2 * (2 + 2))
        #expect(try cost([witness(16_384), misses]) == 12 + 2 * 1_025 * (2 + 1_025))
    }

    @Test func limitsTheSamples() {
        func isAccepted(_ parameters: String) -> Bool {
            let hash = String(repeating: "0", count: 64)
            let bytes = Array("{\(parameters), \"sha256\": \"\(hash)\", \"amplitudes\": [[1, 0]]}".utf8)
            var json = JSONReader(bytes, bytes.indices, file: "data")
            return (try? DataSet(&json)) != nil
        }
        let step = #""family": "step", "orientation": "leadingOnes", "blank": false, "length":"#
        #expect(isAccepted("\(step) 1448"))
        #expect(!isAccepted("\(step) 1449"))
        #expect(isAccepted("\(step) 8192, \"samples\": [8191]"))
        #expect(!isAccepted("\(step) 8193, \"samples\": [5]"))
        #expect(!isAccepted("\(step) 8192, \"samples\": [8192]"))
        let pieces = #""family": "piecewiseConstant", "samples": [0], "transitions":"#
        #expect(isAccepted("\(pieces) 9, \"length\": 26"))
        #expect(!isAccepted("\(pieces) 13, \"length\": 28"))
        #expect(!isAccepted("\(pieces) 524288, \"length\": 1048576"))
        #expect(!isAccepted("\(pieces) 4, \"length\": 4"))
    }
}
