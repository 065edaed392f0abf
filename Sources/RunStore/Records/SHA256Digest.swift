internal import COpenSSL
import Foundation

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
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// SHA-256 of the bytes of a file, as 64 hexadecimal digits; nil where it cannot be read.
    static func hexadecimal(ofFile path: String) -> String? {
        // Opening a pipe would wait until a process opens it for writing.
        guard FileState(path)?.isRegular == true else { return nil }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let digest = SHA256Digest()
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { block.deallocate() }
        while true {
            let count = read(descriptor, block.baseAddress, block.count)
            if count > 0 {
                precondition(EVP_DigestUpdate(digest.context, block.baseAddress, count) == 1, "libcrypto failed")
            } else if count == 0 {
                return digest.hexadecimal()
            } else if errno != EINTR {
                return nil
            }
        }
    }
}
