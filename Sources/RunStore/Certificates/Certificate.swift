internal import Analysis
internal import Exact
public import Experiments
internal import Networks

/// A certificate as a file: a verdict in a form that other programs can check.
///
/// `Documentation/Certificates.md` describes the form.
public struct Certificate: Sendable {
    /// The file's text: one JSON object.
    public let text: String

    /// Creates the certificate of a verdict.
    ///
    /// It claims `reproduces`, or `misses` with the worst sample, and `noLastLayer` where that was proved.
    ///
    /// - Throws: ``RunError`` for a network that the form cannot describe.
    /// - Complexity: O(samples · length + parameters).
    public init(_ certification: Certification, withLastLayer: Bool = true) throws {
        let data: (String, ExactSamples)
        let layers: [String]
        switch certification.network {
        case .float32(let network):
            data = try CertificateData.text(certification, as: Float.self)
            layers = try Self.layers(try ExactNetwork(network))
        case .float64(let network):
            data = try CertificateData.text(certification, as: Double.self)
            layers = try Self.layers(try ExactNetwork(network))
        }
        let digest = certification.network.weightsSHA256
        let claims = Self.claims(certification, withLastLayer)
        text = """
            {
            "format": "heaviside-certificate-1",
            "arithmetic": "real",
            "data": \(data.0),
            "network": {"inputs": \(data.1.signals.columns), "sha256": "\(digest)", "layers": [
            \(layers.joined(separator: ",\n"))
            ]},
            "claims": [
            \(claims.joined(separator: ",\n"))
            ]
            }

            """
    }

    private static func layers(_ exact: ExactNetwork) throws(RunError) -> [String] {
        let named: [Activation] = [.identity, .relu, .hardThreshold]
        if let l = exact.network.layers.firstIndex(where: { !named.contains($0.dense.activation) }) {
            throw RunError(
                place: "certificate",
                problem:
                    "layers.\(l) is \(exact.network.layers[l].dense.activation.words): the form of certificates knows identity, relu and hardThreshold"
            )
        }
        return exact.network.layers.map { layer in
            let bias = layer.bias.map { ", \"bias\": \(sparse($0))" } ?? ""
            return "{\"activation\": \"\(layer.dense.activation)\", \"outputs\": \(layer.outputs), "
                + "\"weight\": \(sparse(layer.weight.elements))\(bias)}"
        }
    }

    private static func sparse(_ values: [Rational]) -> String {
        var text = "["
        for (index, value) in values.enumerated() where !value.isZero {
            guard let (mantissa, exponent) = value.dyadicParts else { continue }
            text += "\(text.utf8.count > 1 ? "," : "")[\(index),\(mantissa),\(exponent)]"
        }
        return text + "]"
    }

    private static func claims(_ certification: Certification, _ withLastLayer: Bool) -> [String] {
        var claims: [String] = []
        if certification.isProved { claims.append("{\"claim\": \"reproduces\"}") }
        if let worst = certification.reconstruction.worst, !worst.error.isZero {
            claims.append(
                "{\"claim\": \"misses\", \"sample\": \(worst.sample), \"output\": \(worst.output), "
                    + "\"error\": \(dyadic(worst.error))}")
        }
        if withLastLayer, case .impossible(let obstruction) = certification.lastLayer {
            let multipliers = obstruction.multipliers.map(\.description).joined(separator: ",")
            claims.append(
                "{\"claim\": \"noLastLayer\", \"output\": \(obstruction.output), \"multipliers\": [\(multipliers)]}")
        }
        return claims
    }

    /// The pair [m, e] of the dyadic number m · 2^e.
    static func dyadic(_ value: Rational) -> String {
        value.dyadicParts.map { "[\($0.mantissa),\($0.exponent)]" } ?? "[0,0]"
    }
}
