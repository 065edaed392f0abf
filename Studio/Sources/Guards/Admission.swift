/// What becomes of a request that the guard lets in.
package enum Admission: Sendable {
    /// The token was in the address: it moves to the cookie, and the browser goes to the address without it.
    ///
    /// - Parameters:
    ///   - location: the path and the query without the token.
    ///   - fromElsewhere: whether a page of another site led here. A browser keeps strict cookies from the redirects of
    ///     such a visit, so it needs a page that goes on by itself.
    case enter(location: String, fromElsewhere: Bool)
    /// The request is carried out.
    case go(route: Route, query: [(key: String, value: String)])
}
