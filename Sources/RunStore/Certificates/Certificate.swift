internal import Analysis
internal import Exact
public import Experiments
internal import Networks

/// A certificate as a file: what was decided, in a form that other programs can check.
///
/// The form is that of `Documentation/Certificates.md`.
public struct Certificate: Sendable {
    /// The file's text: one JSON object.
    public let text: String

    /// Writes down what was decided: `reproduces`, or `misses` with the worst sample, and `noLastLayer` where that was found.
    ///
    /// - Throws: what makes a certification impossible: `ExactnessError`, `SignalError`.
    /// - Complexity: O(samples · length + parameters).
    public init(_ certification: Certification) throws {
        let data: (String, ExactSamples)
        let layers: [String]
        switch certification.network {
        case .float32(let network):
            data = try CertificateData.text(certification, as: Float.self)
            layers = Self.layers(try ExactNetwork(network))
        case .float64(let network):
            data = try CertificateData.text(certification, as: Double.self)
            layers = Self.layers(try ExactNetwork(network))
        }
        let digest = certification.network.weightsSHA256
        let claims = Self.claims(certification)
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

    private static func layers(_ exact: ExactNetwork) -> [String] {
        return exact.network.layers.map { layer in
            let bias = layer.bias.map { ", \"bias\": \(sparse($0))" } ?? ""
            return "{\"activation\": \(activation(layer.dense.activation)), \"outputs\": \(layer.outputs), "
                + "\"weight\": \(sparse(layer.weight.elements))\(bias)}"
        }
    }

    private static func activation(_ activation: Activation) -> String {
        if case .leakyReLU(let slope) = activation, let exact = Rational(exactly: slope) {
            return "{\"leakyReLU\": \(dyadic(exact))}"
        }
        return "\"\(activation)\""
    }

    private static func sparse(_ values: [Rational]) -> String {
        var text = "["
        for (index, value) in values.enumerated() where !value.isZero {
            guard let (mantissa, exponent) = value.dyadicParts else { continue }
            text += "\(text.utf8.count > 1 ? "," : "")[\(index),\(mantissa),\(exponent)]"
        }
        return text + "]"
    }

    private static func claims(_ certification: Certification) -> [String] {
        var claims: [String] = []
        if certification.isProved { claims.append("{\"claim\": \"reproduces\"}") }
        if let worst = certification.reconstruction.worst, !worst.error.isZero {
            claims.append(
                "{\"claim\": \"misses\", \"sample\": \(worst.sample), \"output\": \(worst.output), "
                    + "\"error\": \(dyadic(worst.error))}")
        }
        if case .impossible(let obstruction) = certification.lastLayer {
            let multipliers = obstruction.multipliers.map(\.description).joined(separator: ",")
            claims.append(
                "{\"claim\": \"noLastLayer\", \"output\": \(obstruction.output), \"multipliers\": [\(multipliers)]}")
        }
        return claims
    }

    /// [m, e] of a dyadic number.
    static func dyadic(_ value: Rational) -> String {
        value.dyadicParts.map { "[\($0.mantissa),\($0.exponent)]" } ?? "[0,0]"
    }
}
