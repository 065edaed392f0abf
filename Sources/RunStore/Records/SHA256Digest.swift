internal import COpenSSL

/// SHA-256 by the system's libcrypto.
final class SHA256Digest {
    private let context = EVP_MD_CTX_new()

    init() { precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "libcrypto has no SHA-256") }

    deinit { EVP_MD_CTX_free(context) }

    func update(_ words: [some FixedWidthInteger]) {
        words.withUnsafeBytes { bytes in
            precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "libcrypto failed")
        }
    }

    func update(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "libcrypto failed")
        }
    }

    func bytes() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        precondition(EVP_DigestFinal_ex(context, &bytes, nil) == 1, "libcrypto failed")
        return bytes
    }

    func hexadecimal() -> String {
        bytes().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
