import CertificateChecker
import Testing

/// A certificate and a model file that belong together, as text and bytes to be damaged.
struct SmallCase {
    /// A layer with all its entries; weights and biases are binary32 or binary64.
    struct Layer {
        var activation: String
        var outputs: Int
        var weight: [Double]
        var bias: [Double]?
        var isWide = false
    }

    var data: String
    /// The samples' text, which is hashed.
    var samples: String
    var inputs: Int
    var layers: [Layer]
    var claims: [String]

    /// All step functions of three entries, and a network that reproduces them: a unit s counts the ones, a unit for
    /// each entry is relu(s − j), and their differences are the entries.
    static var steps: SmallCase {
        SmallCase(
            data: """
                "family": "step", "length": 3, "amplitude": [1, 0], "orientation": "leadingOnes", "blank": true
                """,
            samples: """
                0 0 0 -> 0 0 0
                1p0 0 0 -> 1p0 0 0
                1p0 1p0 0 -> 1p0 1p0 0
                1p0 1p0 1p0 -> 1p0 1p0 1p0

                """,
            inputs: 3,
            layers: [
                Layer(activation: "identity", outputs: 1, weight: [1, 1, 1]),
                Layer(activation: "relu", outputs: 3, weight: [1, 1, 1], bias: [0, -1, -2], isWide: true),
                Layer(activation: "relu", outputs: 3, weight: [1, -1, 0, 0, 1, -1, 0, 0, 1], bias: [0, 0, 0]),
            ], claims: [#"{"claim": "reproduces"}"#])
    }

    /// Two listed samples of one entry each and one layer.
    static func listed(_ activation: String, weight: Double, bias: Double, _ claims: [String]) -> SmallCase {
        SmallCase(
            data: """
                "family": "listed", "length": 1, "signals": [[[1, 0]], [[-3, -1]]], "outputs": 1, "targets": [[[1, 0]], [[0, 0]]]
                """,
            samples: "1p0 -> 1p0\n-3p-1 -> 0\n", inputs: 1,
            layers: [Layer(activation: activation, outputs: 1, weight: [weight], bias: [bias], isWide: true)],
            claims: claims)
    }

    var tensorBytes: [UInt8] {
        layers.flatMap { Self.bytes($0.weight, $0.isWide) + Self.bytes($0.bias ?? [], $0.isWide) }
    }

    var header: String {
        var parts: [String] = []
        var place = 0
        for (index, layer) in layers.enumerated() {
            func add(_ name: String, _ shape: String, _ count: Int) {
                let end = place + count * (layer.isWide ? 8 : 4)
                parts.append(
                    """
                    "layers.\(index).\(name)": {"dtype": "\(layer.isWide ? "F64" : "F32")", "shape": \(shape), \
                    "data_offsets": [\(place), \(end)]}
                    """)
                place = end
            }
            add("weight", "[\(layer.outputs), \(layer.weight.count / layer.outputs)]", layer.weight.count)
            if let bias = layer.bias { add("bias", "[\(bias.count)]", bias.count) }
        }
        let metadata = layers.indices.map { "\"layers.\($0).activation\": \"\(layers[$0].activation)\"" }
        return "{\"__metadata__\": {\(metadata.joined(separator: ", "))}, \(parts.joined(separator: ", "))}"
    }

    var model: [UInt8] { Self.model(header, tensorBytes) }

    static func model(_ header: String, _ data: [UInt8]) -> [UInt8] {
        let length = UInt64(header.utf8.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8) + data
    }

    var certificate: String {
        let stated = layers.map { layer in
            let bias = layer.bias.map { ", \"bias\": \(Self.entries($0))" } ?? ""
            return """
                {"activation": "\(layer.activation)", "outputs": \(layer.outputs), \
                "weight": \(Self.entries(layer.weight))\(bias)}
                """
        }
        return """
            {"format": "heaviside-certificate-1", "arithmetic": "real",
            "data": {\(data), "sha256": "\(Self.hash(Array(samples.utf8)))"},
            "network": {"inputs": \(inputs), "sha256": "\(Self.hash(tensorBytes))", "layers": [\(stated.joined(separator: ", "))]},
            "claims": [\(claims.joined(separator: ", "))]}
            """
    }

    var verdict: Verdict { Self.verdict(certificate, model) }

    static func verdict(_ certificate: String, _ model: [UInt8]) -> Verdict {
        CertificateCheck.verdict(certificate: Array(certificate.utf8), model: model)
    }

    /// A number m · 2^e in the form of a certificate, without the brackets.
    static func dyadic(_ x: Double) -> String {
        guard x != 0 else { return "0, 0" }
        let significand = Int(Double(sign: x.sign, exponent: x.significandWidth, significand: x.significand))
        return "\(significand), \(Int(x.exponent) - x.significandWidth)"
    }

    private static func entries(_ values: [Double]) -> String {
        let listed = values.indices.filter { values[$0] != 0 }.map { "[\($0), \(dyadic(values[$0]))]" }
        return "[\(listed.joined(separator: ", "))]"
    }

    private static func bytes(_ values: [Double], _ isWide: Bool) -> [UInt8] {
        values.flatMap { value in
            let bits = isWide ? value.bitPattern : UInt64(Float(value).bitPattern)
            return (0..<(isWide ? 8 : 4)).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) }
        }
    }
}

extension Verdict {
    var status: Int {
        switch self {
        case .valid: 0
        case .invalid: 2
        case .unreadable: 64
        }
    }
}
