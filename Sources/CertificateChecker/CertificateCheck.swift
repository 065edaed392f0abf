/// The check of a certificate against a model file, in integers throughout.
///
/// What is checked, and in which form the files must be, is written in *Certificates*, which this library shares with nothing else.
public enum CertificateCheck {
    /// The bytes that a certificate may have, and a model file.
    public static let mostBytes = 1 << 25

    /// Decides everything that a certificate says of a model.
    ///
    /// Files that are not in their form are unreadable, whatever else is wrong with them. Time and memory are bounded, see *Limits*.
    ///
    /// - Parameters:
    ///   - certificate: The bytes of the certificate.
    ///   - model: The bytes of the model file.
    /// - Returns: What has been established, or the first thing that is wrong.
    public static func verdict(certificate: [UInt8], model: [UInt8]) -> Verdict {
        do {
            return .valid(try check(certificate, model))
        } catch Refusal.invalid(let reason) {
            return .invalid(reason)
        } catch Refusal.unreadable(let reason) {
            return .unreadable(reason)
        } catch {
            return .unreadable("\(error)")
        }
    }

    private static func check(_ certificateBytes: [UInt8], _ modelBytes: [UInt8]) throws -> [String] {
        for (file, bytes) in [("certificate", certificateBytes), ("model", modelBytes)] where bytes.count > mostBytes {
            throw Refusal.unreadable("\(file): it has more than \(mostBytes) bytes")
        }
        let certificate = try Certificate(certificateBytes)
        let samples = Samples(certificate.data)
        try certificate.checkClaims(samples)
        let bound = try CostBound(certificate, samples)
        let model = try ModelFile(modelBytes)

        try require(
            samples.hash() == certificate.data.hash, "certificate, data.sha256: the samples' hash is \(samples.hash())")
        try compare(certificate.network, model)
        var decision = Decision(certificate, certificateBytes, samples, bound)
        return try decision.run()
    }

    private static func require(_ condition: Bool, _ what: @autoclosure () -> String) throws {
        guard condition else { throw Refusal.invalid(what()) }
    }

    /// Throws unless the model is what the certificate says of it.
    private static func compare(_ network: NetworkDescription, _ model: ModelFile) throws {
        try require(
            network.layers.count == model.layers.count,
            "network.layers: the model has \(model.layers.count) layers, not \(network.layers.count)")
        for (index, (stated, layer)) in zip(0..., zip(network.layers, model.layers)) {
            let place = "network.layers[\(index)]"
            try require(
                layer.weight.shape == [stated.outputs, stated.inputs],
                "\(place): the model's weight has the shape \(layer.weight.shape), not \([stated.outputs, stated.inputs])"
            )
            try require(
                (layer.bias == nil) == (stated.biases == nil),
                "\(place): \(layer.bias == nil ? "the model has no bias here" : "the model has a bias here")")
            try require(
                isSame(stated.activation, layer.activation), "\(place).activation: the model has \(layer.activation)")
        }
        let hash = model.hash()
        try require(hash == network.hash, "network.sha256: the hash of the model's tensors is \(hash)")
        for (index, (stated, layer)) in zip(0..., zip(network.layers, model.layers)) {
            try compare(stated.weights, layer.weight, model, "network.layers[\(index)].weight")
            if let bias = layer.bias {
                try compare(stated.biases ?? [], bias, model, "network.layers[\(index)].bias")
            }
        }
    }

    private static func compare(
        _ stated: [NetworkDescription.Entry], _ tensor: Tensor, _ model: ModelFile, _ place: String
    ) throws {
        var next = 0
        for index in 0..<tensor.count {
            let value = tensor.value(index, model.bytes)
            let isListed = next < stated.count && stated[next].index == index
            try require(
                value == (isListed ? stated[next].value : .zero),
                "\(place): the model's entry \(index) is \(value.text), not \(isListed ? stated[next].value.text : "0")"
            )
            next += isListed ? 1 : 0
        }
    }

    private static func isSame(_ stated: NetworkDescription.Activation, _ found: ModelFile.Activation) -> Bool {
        switch (stated, found) {
        case (.identity, .identity), (.relu, .relu), (.hardThreshold, .hardThreshold): true
        case (.leakyReLU(let slope), .leakyReLU(let decimal)): decimal.isNearest(to: slope)
        default: false
        }
    }
}
