public import Experiments
internal import Networks

extension TrainedNetwork {
    /// SHA-256 of the parameters' little-endian bytes, layer by layer, weight before bias, as 64 hexadecimal digits.
    ///
    /// These are the bytes that `model.safetensors` holds after its header.
    public var weightsSHA256: String {
        let digest = SHA256Digest()
        // A key path of two names would be walked anew for each number.
        switch self {
        case .float32(let network):
            network.forEachTensor { tensor in digest.update(tensor.map { $0.bitPattern.littleEndian }) }
        case .float64(let network):
            network.forEachTensor { tensor in digest.update(tensor.map { $0.bitPattern.littleEndian }) }
        }
        return digest.hexadecimal()
    }
}

extension Network {
    fileprivate func forEachTensor(_ body: ([Element]) -> Void) {
        for layer in layers {
            guard layer.dense.isPlain else {
                for tensor in layer.parameters { body(tensor.elements) }
                continue
            }
            body(layer.weight.elements)
            if let bias = layer.bias { body(bias) }
        }
    }
}
