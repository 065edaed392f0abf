/// Decides by the head of a request whether it is carried out.
///
/// The order is that of the harm: the method, the target, the name in "Host", the page that the request comes from, the
/// token. Only who has passed all of them learns whether an address exists.
package struct RequestGuard: Sendable {
    private let hosts: HostNames
    private let token: AccessToken
    /// The name of the cookie, with the port in it: cookies do not tell ports apart.
    package let cookieName: String

    package init(hosts: HostNames, token: AccessToken, port: Int) {
        self.hosts = hosts
        self.token = token
        cookieName = "heaviside-studio-\(port)"
    }

    /// The value of "Set-Cookie" that lets a browser in.
    package var cookie: String { "\(cookieName)=\(token.text); Path=/; HttpOnly; SameSite=Strict" }

    /// Lets a request in.
    ///
    /// - Throws: ``Refusal`` with a status from 400 to 499.
    package func admit(_ facts: RequestFacts) throws(Refusal) -> Admission {
        guard ["GET", "HEAD", "POST"].contains(facts.method) else {
            throw Refusal(405, "This method is not used here.", at: "the method", right: "Use GET, HEAD or POST.")
        }
        let target = try RequestTarget(facts.target)
        guard let host = facts.host, facts.headers["host"] == nil else {
            throw Refusal(
                400, "The request does not name the host once.", at: "header “Host”", right: "One header “Host”.")
        }
        guard hosts.contains(host) else {
            throw Refusal(
                403, "The studio is not at the name “\(host.prefix(80))”.", at: "header “Host”",
                right: "Use the address that the studio printed when it started.")
        }
        try checkOrigin(facts, host: host)
        if let entrance = try entrance(facts, target: target) { return entrance }
        guard hasCookie(facts) else {
            throw Refusal(
                401, "This studio needs its token.", at: "the cookie",
                right: "Open the address that the studio printed when it started, token and all.")
        }
        try checkRanges(facts, target: target)
        return .go(route: try Route(path: target.path, isPost: facts.method == "POST"), query: target.query)
    }

    /// A request must come from a page of this server, or from no page at all.
    private func checkOrigin(_ facts: RequestFacts, host: String) throws(Refusal) {
        let foreign = Refusal(
            403, "A page of another site made this request.", at: "header “Origin” or “Sec-Fetch-Site”",
            right: "Requests come from the studio's own page.")
        let isOwn = facts.only("origin")?.lowercased() == "http://" + host.lowercased()
        if facts.headers["origin"] != nil, !isOwn { throw foreign }
        let site = facts.only("sec-fetch-site")
        if facts.headers["sec-fetch-site"] != nil, site != "same-origin", site != "none" {
            // Following a link to the page is no more than opening it; all else is a page using this server.
            guard facts.method == "GET", facts.only("sec-fetch-mode") == "navigate",
                facts.only("sec-fetch-dest") == "document"
            else { throw foreign }
        }
        guard facts.method == "POST" else { return }
        guard isOwn || site == "same-origin" else {
            throw Refusal(
                403, "A POST must say which page it comes from.", at: "header “Origin” or “Sec-Fetch-Site”",
                right: "Send “Origin: http://\(host)” or “Sec-Fetch-Site: same-origin”.")
        }
        let type = facts.only("content-type")?.lowercased().filter { $0 != " " }
        guard type == "application/json" || type == "application/json;charset=utf-8" else {
            throw Refusal(
                415, "The body is not declared as JSON.", at: "header “Content-Type”",
                right: "Send “Content-Type: application/json”.")
        }
    }

    /// The way in for an address with the token.
    private func entrance(_ facts: RequestFacts, target: RequestTarget) throws(Refusal) -> Admission? {
        guard facts.method != "POST", let candidate = target.value("token") else { return nil }
        guard token.matches(candidate) else {
            throw Refusal(
                403, "The token is not this studio's; each start has its own.", at: "key “token” of the query",
                right: "Open the address that the studio printed when it started, token and all.")
        }
        let parts = facts.target.split(separator: "?", maxSplits: 1)
        let items = parts[1].split(separator: "&").filter { $0 != "token" && !$0.hasPrefix("token=") }
        let location = target.path + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
        return .enter(location: location, fromElsewhere: facts.only("sec-fetch-site") == "cross-site")
    }

    private func hasCookie(_ facts: RequestFacts) -> Bool {
        let pairs = (facts.headers["cookie"] ?? []).joined(separator: ";").split(separator: ";")
        return pairs.contains { pair in
            let parts = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 && parts[0] == cookieName && token.matches(parts[1])
        }
    }

    /// A range that runs backwards is a mistake wherever it stands.
    private func checkRanges(_ facts: RequestFacts, target: RequestTarget) throws(Refusal) {
        if let from = target.value("from").flatMap({ Int($0) }), let to = target.value("to").flatMap({ Int($0) }),
            from > to
        {
            throw Refusal(
                400, "The range runs backwards: from \(from) to \(to).", at: "keys “from” and “to” of the query",
                right: "“from” at most “to”.")
        }
        // No answer is given in parts, so a range that makes sense is passed over, as HTTP allows.
        for range in facts.headers["range"] ?? [] where !Self.isOrdered(range) {
            throw Refusal(
                416, "The range is malformed or runs backwards.", at: "header “Range”",
                right: "Leave it out: every answer is whole.")
        }
    }

    private static func isOrdered(_ header: String) -> Bool {
        guard header.hasPrefix("bytes=") else { return false }
        return header.dropFirst(6).split(separator: ",", omittingEmptySubsequences: false).allSatisfy { part in
            let ends = part.filter { $0 != " " }.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, ends.allSatisfy({ $0.isEmpty || UInt64($0) != nil }) else { return false }
            guard let first = UInt64(ends[0]), let last = UInt64(ends[1]) else { return ends[0] != ends[1] }
            return first <= last
        }
    }
}
