import Guards
import HTTPTypes
import NIOCore
import Synchronization

/// The files of the page, which the engine hands out once each and which never change while it lives.
final class PageFiles: Sendable {
    private struct File {
        let answer: EngineAnswer
        let tag: String
    }

    /// The most files that are kept; the engine has fewer.
    private static let greatestCount = 512

    private let engine: EngineConnection
    private let files = Mutex<[String: File]>([:])

    init(engine: EngineConnection) { self.engine = engine }

    /// A file, or 304 where the browser has it already.
    ///
    /// - Parameters:
    ///   - name: the file.
    ///   - knownTags: the header "If-None-Match".
    /// - Returns: the answer to write.
    /// - Throws: ``Refusal``, as the engine's connection does.
    func reply(_ name: String, knownTags: String?) async throws -> Reply {
        let file = try await file(name)
        guard file.answer.status == 200 else { return Reply(file.answer, policy: .data) }
        let policy = name.hasSuffix(".html") ? ContentPolicy.document : .file
        var reply = Reply(file.answer, policy: policy)
        reply.headers[.eTag] = file.tag
        reply.headers[.cacheControl] = "no-cache"
        let known = (knownTags ?? "").split(separator: ",").map { tag in tag.filter { $0 != " " } }
        if known.contains(where: { $0 == file.tag || $0 == "W/" + file.tag || $0 == "*" }) {
            reply.status = 304
            reply.body = ByteBuffer()
        }
        return reply
    }

    private func file(_ name: String) async throws -> File {
        if let known = files.withLock({ $0[name] }) { return known }
        let answer = try await engine.ask("page", Array(#""values":{"file":"\#(name)"}"#.utf8))
        let file = File(answer: answer, tag: Self.tag(answer.body))
        if answer.status == 200 {
            files.withLock { files in
                if files.count < Self.greatestCount { files[name] = file }
            }
        }
        return file
    }

    /// A hash of the bytes (FNV-1a, 64 bits) and their number. Nobody gains by two files with the same.
    private static func tag(_ body: ByteBuffer) -> String {
        let hash = body.readableBytesView.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return "\"\(String(hash, radix: 16))-\(String(body.readableBytes, radix: 16))\""
    }
}
