internal import COpenSSL

/// SHA-256 by the system's libcrypto.
public final class SHA256Digest {
    private let context = EVP_MD_CTX_new()

    /// A digest of nothing yet.
    public init() { precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "libcrypto has no SHA-256") }

    deinit { EVP_MD_CTX_free(context) }

    func update(_ words: [some FixedWidthInteger]) {
        words.withUnsafeBytes { bytes in
            precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "libcrypto failed")
        }
    }

    /// Adds the UTF-8 bytes of a text.
    public func update(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "libcrypto failed")
        }
    }

    /// The 32 bytes of the digest, once.
    public func bytes() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        precondition(EVP_DigestFinal_ex(context, &bytes, nil) == 1, "libcrypto failed")
        return bytes
    }

    func hexadecimal() -> String {
        bytes().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
