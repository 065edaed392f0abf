import Guards
import HTTPTypes
import NIOCore

/// An answer to a browser, ready to be written.
struct Reply: Sendable {
    var status: Int
    var headers: HTTPFields
    var body: ByteBuffer

    /// - Parameters:
    ///   - status: the HTTP status.
    ///   - type: the media type.
    ///   - body: the whole body.
    ///   - policy: what the body may do where a browser shows it.
    init(status: Int, type: String, body: ByteBuffer, policy: ContentPolicy) {
        self.status = status
        self.body = body
        headers = policy.headers
        headers[.contentType] = type
    }

    /// What the engine answered.
    init(_ answer: EngineAnswer, policy: ContentPolicy) {
        self.init(status: answer.status, type: answer.type, body: answer.body, policy: policy)
        if let name = answer.download {
            let plain = String(name.unicodeScalars.map { Self.isPlain($0) ? Character($0) : "_" }).prefix(120)
            headers[.contentDisposition] = "attachment; filename=\"\(plain)\""
        }
    }

    /// A refusal: JSON for the API, a page in words for a person.
    init(_ refusal: Refusal, asPage: Bool) {
        if asPage {
            self.init(
                status: refusal.status, type: "text/html; charset=utf-8",
                body: MessagePage.refusal(refusal), policy: .document)
        } else {
            self.init(
                status: refusal.status, type: "application/json", body: ByteBuffer(string: refusal.json), policy: .data)
        }
        switch refusal.status {
        case 405: headers[.allow] = "GET, HEAD, POST"
        case 429: headers[.retryAfter] = "1"
        default: break
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_.".unicodeScalars.contains(scalar))
    }
}
