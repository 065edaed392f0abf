/// The layers of a model file (safetensors); their tensors stay in its bytes.
struct ModelFile {
    struct Layer {
        let weight: Tensor
        let bias: Tensor?
        let activation: NetworkDescription.Activation
    }

    let bytes: [UInt8]
    private(set) var layers: [Layer] = []

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        let headerBytes = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard bytes.count >= 8, headerBytes <= min(1 << 20, bytes.count - 8) else {
            throw Self.refusal("byte 0: the header is longer than \(1 << 20) bytes, or than the file")
        }
        let start = 8 + Int(headerBytes)
        var tensors: [String: Tensor] = [:]
        var metadata: [String: String] = [:]
        var json = JSONReader(bytes, 8..<start, file: "model")
        try json.object { json, key in
            if key == "__metadata__" {
                try json.object { json, key in metadata[key] = try json.string() }
            } else {
                tensors[key] = try Tensor(&json, dataStart: start)
            }
        }
        try json.expectEnd()
        try Self.check(tensors, bytes, from: start)
        while let weight = tensors.removeValue(forKey: "layers.\(layers.count).weight") {
            let name = "layers.\(layers.count)"
            let bias = tensors.removeValue(forKey: "\(name).bias")
            guard weight.shape.count == 2, bias.map({ $0.shape == [weight.shape[0]] }) ?? true else {
                throw Self.refusal("\(name): a weight has the shape [outputs, inputs], and a bias [outputs]")
            }
            let text = metadata["\(name).activation"] ?? ""
            guard let activation = NetworkDescription.Activation(rawValue: text) else {
                throw Self.refusal("\(name).activation is not identity, relu or hardThreshold")
            }
            layers.append(Layer(weight: weight, bias: bias, activation: activation))
        }
        if let other = tensors.keys.min() {
            throw Self.refusal("\(other) is not a tensor of a layer, or comes after a missing layer")
        }
        guard (1...NetworkDescription.mostLayers).contains(layers.count) else {
            throw Self.refusal("there must be 1 to \(NetworkDescription.mostLayers) layers, not \(layers.count)")
        }
    }

    /// SHA-256 of the tensors' bytes, layer by layer, weight before bias.
    func hash() -> String {
        var hash = SHA256()
        for layer in layers {
            hash.update(bytes, layer.weight.range)
            if let bias = layer.bias { hash.update(bytes, bias.range) }
        }
        return hash.finish()
    }

    private static func refusal(_ what: String) -> Verdict { .unreadable("model, \(what)") }

    /// Throws unless the tensors cover the data exactly once, without a gap, and hold finite numbers.
    private static func check(_ tensors: [String: Tensor], _ bytes: [UInt8], from start: Int) throws {
        var place = start
        for (name, tensor) in tensors.sorted(by: { $0.value.range.lowerBound < $1.value.range.lowerBound }) {
            guard tensor.range.lowerBound == place, tensor.range.upperBound <= bytes.count else {
                throw refusal("\(name): the tensors' data_offsets do not cover the data exactly once, without a gap")
            }
            if let index = (0..<tensor.count).first(where: { tensor.value($0, bytes) == nil }) {
                throw refusal("\(name), byte \(place): entry \(index) from there is not finite")
            }
            place = tensor.range.upperBound
        }
        guard place == bytes.count else { throw refusal("byte \(place): no tensor covers the data from here on") }
    }
}
