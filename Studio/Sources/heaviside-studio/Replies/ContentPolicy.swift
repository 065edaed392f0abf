import HTTPTypes

/// What a browser may do with an answer.
enum ContentPolicy: Sendable {
    /// A page that loads its own files, and nothing else.
    case document
    /// A file of the page.
    case file
    /// An answer of the API, which stays inert even where somebody opens it by itself.
    case data

    /// The headers that say so.
    var headers: HTTPFields {
        var headers: HTTPFields = [
            .xContentTypeOptions: "nosniff",
            .contentSecurityPolicy: self == .data ? Self.inert : Self.own,
            .cacheControl: self == .file ? "no-cache" : "no-store",
        ]
        for (name, value) in Self.always { headers[name] = value }
        return headers
    }

    private static let own =
        "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    private static let inert =
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; "
        + "form-action 'none'; sandbox"
    private static let always: [(HTTPField.Name, String)] = [
        ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ].compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
}
