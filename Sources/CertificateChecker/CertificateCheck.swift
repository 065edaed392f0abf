/// The check of a certificate against a model file, in integers throughout.
///
/// The checks, and the required form of the files, are described in *Certificates*; this library shares no code with
/// others.
public enum CertificateCheck {
    /// The largest size of a certificate and of a model file, in bytes.
    public static let mostBytes = JSONReader.mostBytes

    /// Checks everything that a certificate says of a model.
    ///
    /// Files that are not in the required form are unreadable, whatever else is wrong with them. Time and memory are
    /// bounded.
    ///
    /// - Parameters:
    ///   - certificate: The bytes of the certificate.
    ///   - model: The bytes of the model file.
    /// - Returns: What has been established, or the first thing that is wrong.
    public static func verdict(certificate: [UInt8], model: [UInt8]) -> Verdict {
        do { return .valid(try check(certificate, model)) } catch {
            return error as? Verdict ?? .unreadable("\(error)")
        }
    }

    private static func check(_ certificateBytes: [UInt8], _ modelBytes: [UInt8]) throws -> [String] {
        for (file, bytes) in [("certificate", certificateBytes), ("model", modelBytes)] where bytes.count > mostBytes {
            throw Verdict.unreadable("\(file): it has more than \(mostBytes) bytes")
        }
        let certificate = try Certificate(certificateBytes)
        let samples = Samples(certificate.data)
        try certificate.checkClaims(samples)
        let bound = try CostBound(certificate, samples)
        let model = try ModelFile(modelBytes)
        try require(samples.hash() == certificate.data.hash, "data.sha256: the samples' hash is \(samples.hash())")
        try compare(certificate.network, model)
        var decision = Decision(certificate, samples, bound)
        return try decision.run()
    }

    private static func require(_ condition: Bool, _ what: @autoclosure () -> String) throws {
        guard condition else { throw Verdict.invalid(what()) }
    }

    /// Throws unless the model is the one that the certificate describes.
    private static func compare(_ network: NetworkDescription, _ model: ModelFile) throws {
        try require(network.layers.count == model.layers.count, "the model has \(model.layers.count) layers")
        for (index, (stated, layer)) in zip(0..., zip(network.layers, model.layers)) {
            let place = "network.layers[\(index)]"
            let (shape, hasBias) = (layer.weight.shape, layer.bias != nil)
            try require(
                shape == [stated.outputs, stated.inputs], "\(place): the model's weight has the shape \(shape)")
            try require(hasBias == (stated.biases != nil), "\(place): the model has \(hasBias ? "a" : "no") bias here")
            try require(stated.activation == layer.activation, "\(place).activation: the model has another activation")
            try compare(stated.weights, layer.weight, model, "\(place).weight")
            if let bias = layer.bias { try compare(stated.biases ?? [], bias, model, "\(place).bias") }
        }
        try require(model.hash() == network.hash, "network.sha256: the hash of the tensors is \(model.hash())")
    }

    private static func compare(
        _ stated: [NetworkDescription.Entry], _ tensor: Tensor, _ model: ModelFile, _ place: String
    ) throws {
        var next = 0
        for index in 0..<tensor.count {
            let value = tensor.value(index, model.bytes) ?? .zero
            let isListed = next < stated.count && stated[next].index == index
            let expected = isListed ? stated[next].value : .zero
            try require(
                value == expected, "\(place): the model's entry \(index) is \(value.text), not \(expected.text)")
            next += isListed ? 1 : 0
        }
    }
}
