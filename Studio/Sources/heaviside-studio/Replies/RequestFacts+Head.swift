import Guards
import HTTPTypes

extension RequestFacts {
    /// The facts of a head as the network library hands it over: the first "Host" apart, other headers in their order.
    init(_ head: HTTPRequest) {
        var headers: [String: [String]] = [:]
        for field in head.headerFields { headers[field.name.canonicalName, default: []].append(field.value) }
        self.init(method: head.method.rawValue, target: head.path ?? "", host: head.authority, headers: headers)
    }

    /// Whether a body follows the head.
    var announcesBody: Bool {
        headers["transfer-encoding"] != nil || (headers["content-length"] ?? []).contains { $0 != "0" }
    }
}
