/// The layers of a model file (safetensors), whose tensors stay where they are in its bytes.
struct ModelFile {
    struct Layer {
        let weight: Tensor
        let bias: Tensor?
        let activation: Activation
    }

    /// An activation as the metadata name it.
    enum Activation {
        case identity, relu, hardThreshold
        case leakyReLU(DecimalSlope)
    }

    static let mostHeaderBytes = 1 << 20

    let bytes: [UInt8]
    private(set) var layers: [Layer] = []

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        guard bytes.count >= 8 else { throw Self.refusal("\(bytes.count) bytes are too few for the header's length") }
        var headerBytes: UInt64 = 0
        for byte in bytes[0..<8].reversed() { headerBytes = headerBytes << 8 | UInt64(byte) }
        guard headerBytes <= Self.mostHeaderBytes, headerBytes <= bytes.count - 8 else {
            throw Self.refusal(
                "byte 0: a header of \(headerBytes) bytes does not fit in the file, or has more than \(Self.mostHeaderBytes)"
            )
        }
        let start = 8 + Int(headerBytes)
        var tensors: [String: Tensor] = [:]
        var metadata: [String: String] = [:]
        var json = JSONReader(bytes, 8..<start, file: "model")
        let keys = try json.object { json, key in
            if key == "__metadata__" {
                try json.object { json, key in metadata[key] = try json.string() }
            } else {
                tensors[key] = try Tensor(&json, dataStart: start)
            }
        }
        try json.expectEnd()
        try json.require(["__metadata__", "layers.0.weight"], in: keys)
        try Self.checkCover(tensors, start..<bytes.count)
        for tensor in tensors.values { try tensor.checkFinite(bytes) }
        while let weight = tensors.removeValue(forKey: "layers.\(layers.count).weight") {
            let name = "layers.\(layers.count)"
            let bias = tensors.removeValue(forKey: "\(name).bias")
            guard weight.shape.count == 2, bias.map({ $0.shape == [weight.shape[0]] }) ?? true else {
                throw Self.refusal("\(name): a weight has the shape [outputs, inputs], and a bias [outputs]")
            }
            let activation = try Self.activation(metadata["\(name).activation"], name)
            layers.append(Layer(weight: weight, bias: bias, activation: activation))
        }
        if let other = tensors.keys.min() {
            throw Self.refusal("\(other) is no tensor of a layer, or of none below a gap")
        }
        guard layers.count <= NetworkDescription.mostLayers else {
            throw Self.refusal("\(layers.count) layers are more than \(NetworkDescription.mostLayers)")
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

    private static func refusal(_ what: String) -> Refusal { .unreadable("model, \(what)") }

    /// Throws unless the tensors cover the data once without a hole.
    private static func checkCover(_ tensors: [String: Tensor], _ data: Range<Int>) throws {
        var place = data.lowerBound
        for (name, tensor) in tensors.sorted(by: { $0.value.range.lowerBound < $1.value.range.lowerBound }) {
            guard tensor.range.lowerBound == place, tensor.range.upperBound <= data.upperBound else {
                throw refusal("\(name): the tensors' data_offsets do not cover the data once without a hole")
            }
            place = tensor.range.upperBound
        }
        guard place == data.upperBound else { throw refusal("byte \(place): no tensor covers the data from here on") }
    }

    private static func activation(_ text: String?, _ name: String) throws -> Activation {
        switch text {
        case "identity": return .identity
        case "relu": return .relu
        case "hardThreshold": return .hardThreshold
        default:
            if let text, text.hasPrefix("leakyReLU("), text.hasSuffix(")"),
                let slope = DecimalSlope(Array(text.utf8.dropFirst(10).dropLast()))
            {
                return .leakyReLU(slope)
            }
            throw refusal(
                "__metadata__: \(name).activation must be identity, relu, hardThreshold or leakyReLU(x) with a decimal number x"
            )
        }
    }
}
