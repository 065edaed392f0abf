import Testing

@testable import CertificateChecker

@Suite struct FormTests {
    private let small = SmallCase.steps

    /// What JSON allows beside the least of spaces, the form allows too.
    @Test("Other white space and another order of the keys are accepted")
    func spacing() {
        let spaced = small.certificate.replacing(",", with: " \t\r\n, ").replacing(":", with: " : ")
        #expect(SmallCase.verdict(" \(spaced)\n", small.model).status == 0)
        #expect(
            SmallCase.verdict(small.certificate, SmallCase.model(small.header + "   ", small.tensorBytes)).status == 0)
    }

    /// In the place of a number of the certificate, and of the model's header.
    @Test(
        "A number in another form is refused",
        arguments: [
            "-0", "01", "1.0", "1e0", "1E0", "+1", "-", "", "NaN", "Infinity", "-Infinity", "true", "null", #""1""#,
            "[1]",
            "{}", "0x1", "1_",
            "١", "1,1", String(repeating: "9", count: 4_097), String(repeating: "9", count: 4_096),
            String(repeating: "9", count: 19),
            "-9223372036854775808", "9223372036854775808", "18446744073709551617",
            String(repeating: "[", count: 100_000),
            "1 1", "1//",
            String(repeating: #"{"a":"#, count: 10_000), "\u{0}",
        ])
    func numbers(text: String) {
        for (from, to) in [
            (#""inputs": 3"#, #""inputs": "#), ("[0, 1, 0]", "[0, 1, "), (#""length": 3"#, #""length": "#),
        ] {
            let end = from.hasPrefix("[") ? "]" : ""
            let changed = small.certificate.replacing(from, with: "\(to)\(text)\(end)", maxReplacements: 1)
            #expect(changed != small.certificate)
            #expect(SmallCase.verdict(changed, small.model).status == 64, "\(to)\(text.prefix(20))")
        }
        let header = small.header.replacing("[0, 12]", with: "[\(text == "" ? "" : "\(text)"), 13]")
        #expect(SmallCase.verdict(small.certificate, SmallCase.model(header, small.tensorBytes)).status == 64)
    }

    @Test(
        "A certificate in another form is refused",
        arguments: [
            (#""inputs": 3"#, #""inputs": 3, "inputs": 3"#), (#""inputs": 3"#, #""inputs": 3, "x": 3"#),
            (#""inputs": 3, "#, ""),
            (#""inputs""#, #""\u0069nputs""#), (#""inputs""#, "\"inputs\u{1}\""), (#""real""#, #""réal""#),
            (#""inputs": 3"#, #""inputs" 3"#),
            (#""inputs": 3,"#, #""inputs": 3,,"#), (#""inputs": 3,"#, #""inputs": 3"#),
            (#""outputs": 1,"#, #""outputs": 8193,"#),
            (#""outputs": 1,"#, #""outputs": 0,"#), (#""blank": true"#, #""blank": 1"#),
            (#""blank": true"#, #""blank": True"#),
            (#""blank": true"#, #""blank": true, "outputs": 3"#),
            (#""blank": true"#, #""blank": true, "samples": [0]"#),
            (#""family": "step""#, #""family": "steps""#), (#""family": "step""#, #""family": "dirac""#),
            (#""family": "step""#, #""family": "listed""#),
            ("[1, 0]", "[1, 0, 0]"), ("[1, 0]", "[1]"),
            ("[1, 0]", "[1, 0,]"), (#""claims""#, #""claim""#), ("{", "[{"), ("{", ""), ("{", "{,"), ("{", "\u{FEFF}{"),
            ("{", "// x\n{"),
        ])
    func forms(from: String, to: String) {
        let changed = small.certificate.replacing(from, with: to, maxReplacements: 1)
        #expect(changed != small.certificate)
        #expect(SmallCase.verdict(changed, small.model).status == 64, "\(changed)")
    }

    @Test("Text after the certificate is refused", arguments: ["x", "{}", " 1", "\u{0}", ","])
    func tail(tail: String) {
        #expect(SmallCase.verdict(small.certificate + tail, small.model).status == 64)
        #expect(
            SmallCase.verdict(small.certificate, SmallCase.model(small.header + tail, small.tensorBytes)).status == 64)
        #expect(SmallCase.verdict(small.certificate, small.model + Array(tail.utf8)).status == 64)
    }

    @Test(
        "A model with another header is refused",
        arguments: [
            ("layers.0.weight", "layers.00.weight"), ("layers.0.weight", "layers.3.weight"),
            ("layers.1.bias", "layers.1.Bias"),
            ("__metadata__", "metadata"), ("layers.0.activation", "layers.9.activation"), (#""F32""#, #""F16""#),
            (#""F32""#, #""F64""#),
            ("[1, 3]", "[3]"), ("[1, 3]", "[1, 1, 3]"), ("[1, 3]", "[]"), ("[1, 3]", "[1, 4]"), ("[1, 3]", "[0, 3]"),
            ("[0, 12]", "[0, 12, 12]"),
            ("[0, 12]", "[12, 0]"), ("[0, 12]", "[1, 13]"), ("[0, 12]", "[0, 8]"), ("[12, 36]", "[0, 24]"),
            (#""identity""#, #""Identity""#),
            (#""identity""#, "1"), (#""dtype": "F32", "#, ""), (#""dtype": "F32""#, #""dtype": "F32", "x": 1"#),
            ("{", "[{"),
            (#""identity""#, #""leakyReLU(-1)""#), (#""identity""#, #""identity", "note": "\u0041""#),
            (#""identity""#, #""identity", "note": "é""#), (#""identity""#, "\"identity\", \"no\tte\": \"\""),
            (#""identity""#, #""identity", "note": "open"#),
            (#""identity""#, #""identity", "layers.0.activation": "identity""#),
        ])
    func headers(from: String, to: String) {
        let header = small.header.replacing(from, with: to, maxReplacements: 1)
        #expect(header != small.header)
        #expect(
            SmallCase.verdict(small.certificate, SmallCase.model(header, small.tensorBytes)).status == 64, "\(header)")
    }

    /// Other data in their form are another network, and what is not finite has no form.
    @Test("A model with one flipped bit is refused")
    func flippedBits() {
        let (header, data) = (small.header, small.tensorBytes)
        var statuses: Set<Int> = []
        for bit in 0..<8 * data.count {
            var flipped = data
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            let verdict = SmallCase.verdict(small.certificate, SmallCase.model(header, flipped))
            #expect(verdict.status != 0, "bit \(bit)")
            statuses.insert(verdict.status)
        }
        #expect(statuses == [2, 64])
    }

    /// The certificate's own hash of the flipped data does not help.
    @Test("Weights are compared bit by bit, not only by their hash")
    func bits() {
        var other = small
        other.layers[0].weight[2] = 3
        let otherHash = SmallCase.hash(other.tensorBytes)
        let forged = small.certificate.replacing(SmallCase.hash(small.tensorBytes), with: otherHash)
        #expect(SmallCase.verdict(forged, other.model).status == 2)
    }

    /// Neither a layer more with the right hash, nor the same data in another shape, are the network.
    @Test("Layers and shapes of the model are compared with those stated")
    func shapes() {
        var other = small
        other.layers.append(other.layers[2])
        let forged = small.certificate.replacing(
            SmallCase.hash(small.tensorBytes), with: SmallCase.hash(other.tensorBytes))
        #expect(SmallCase.verdict(forged, other.model).status == 2)
        let header = small.header.replacing("[1, 3]", with: "[3, 1]")
        #expect(SmallCase.verdict(small.certificate, SmallCase.model(header, small.tensorBytes)).status == 2)
    }

    /// A zero has either sign, and neither is listed.
    @Test("A negative zero in the model is a zero")
    func negativeZero() {
        var other = small
        other.layers[2].weight[2] = -0.0
        #expect(other.tensorBytes != small.tensorBytes)
        #expect(other.verdict.status == 0, "\(other.verdict)")
    }

    @Test("Every truncated file is refused")
    func truncations() {
        let certificate = Array(small.certificate.utf8)
        for length in certificate.indices {
            let verdict = CertificateCheck.verdict(certificate: Array(certificate[..<length]), model: small.model)
            #expect(verdict.status == 64, "\(length) bytes of the certificate: \(verdict)")
        }
        for length in small.model.indices {
            let verdict = SmallCase.verdict(small.certificate, Array(small.model[..<length]))
            #expect(verdict.status == 64, "\(length) bytes of the model: \(verdict)")
        }
    }

    @Test("A file that is too long is refused")
    func longFiles() {
        let spaces = [UInt8](repeating: 32, count: CertificateCheck.mostBytes + 1)
        let certificate = Array(small.certificate.utf8)
        #expect(CertificateCheck.verdict(certificate: certificate, model: spaces).status == 64)
        let long = certificate + spaces.dropFirst(certificate.count + 1)
        #expect(CertificateCheck.verdict(certificate: long + [32], model: small.model).status == 64)
        for length: UInt64 in [.max, 1 << 63, 1 << 20 + 1, 0] {
            let head = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
            #expect(SmallCase.verdict(small.certificate, head + small.model.dropFirst(8)).status == 64)
        }
    }

    @Test("A refusal says where the file is wrong")
    func places() {
        let changed = small.certificate.replacing("[1, -1, 0]", with: "[1, -2, 0]", maxReplacements: 1)
        guard case .unreadable(let reason) = SmallCase.verdict(changed, small.model) else {
            Issue.record("accepted")
            return
        }
        #expect(reason.hasPrefix("certificate, network.layers[1].bias[0], byte "))
        #expect(reason.contains("-2 is not odd"))
    }
}
