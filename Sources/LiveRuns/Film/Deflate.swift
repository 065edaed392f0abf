internal import CZlib
internal import Foundation

/// Bytes that a browser's `DecompressionStream("deflate-raw")` reads.
enum Deflate {
    /// The bytes, compressed as well as zlib can; nil where there is no memory for it.
    static func bytes(_ data: Data) -> Data? {
        var count = compressBound(uLong(data.count))
        var result = Data(count: Int(count))
        let status = result.withUnsafeMutableBytes { target in
            data.withUnsafeBytes { source in
                compress2(
                    target.bindMemory(to: Bytef.self).baseAddress, &count,
                    source.bindMemory(to: Bytef.self).baseAddress, uLong(data.count), Z_BEST_COMPRESSION)
            }
        }
        // Without the head and the checksum of zlib's own form.
        return status == Z_OK && count > 6 ? result[2..<Int(count) - 4] : nil
    }

    /// The same in base64; empty where there is no memory for it.
    static func text(_ data: Data) -> String { bytes(data).map { Data($0).base64EncodedString() } ?? "" }
}
