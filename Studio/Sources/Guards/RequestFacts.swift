/// What the guard looks at: the head of a request, without its body.
package struct RequestFacts: Sendable {
    /// The method, in capitals.
    package var method: String
    /// The target of the request line.
    package var target: String
    /// The value of "Host", where there is exactly one.
    package var host: String?
    /// The values of the other headers by their names in lower case; the values of one name are in their order.
    package var headers: [String: [String]]

    package init(method: String, target: String, host: String?, headers: [String: [String]] = [:]) {
        self.method = method
        self.target = target
        self.host = host
        self.headers = headers
    }

    /// The value of a header; nil where it is absent or given more than once.
    package func only(_ name: String) -> String? {
        guard let values = headers[name], values.count == 1 else { return nil }
        return values[0]
    }
}
