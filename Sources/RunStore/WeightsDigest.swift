internal import COpenSSL
public import Experiments
internal import Networks

extension TrainedNetwork {
    /// SHA-256 of the parameters' little-endian bytes, layer by layer, weight before bias, as 64 hexadecimal digits.
    ///
    /// These are the bytes that `model.safetensors` holds after its header.
    public var weightsSHA256: String {
        let digest = SHA256Digest()
        switch self {
        case .float32(let network): network.forEachTensor { digest.update($0.map(\.bitPattern.littleEndian)) }
        case .float64(let network): network.forEachTensor { digest.update($0.map(\.bitPattern.littleEndian)) }
        }
        return digest.hexadecimal()
    }
}

/// SHA-256 by the system's libcrypto.
private final class SHA256Digest {
    private let context = EVP_MD_CTX_new()

    init() { precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "libcrypto has no SHA-256") }

    deinit { EVP_MD_CTX_free(context) }

    func update(_ words: [some FixedWidthInteger]) {
        words.withUnsafeBytes { bytes in
            precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "libcrypto failed")
        }
    }

    func hexadecimal() -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        precondition(EVP_DigestFinal_ex(context, &bytes, nil) == 1, "libcrypto failed")
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension Network {
    fileprivate func forEachTensor(_ body: ([Element]) -> Void) {
        for layer in layers {
            body(layer.weight.elements)
            if let bias = layer.bias { body(bias) }
        }
    }
}
