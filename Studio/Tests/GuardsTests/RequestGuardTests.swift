import Guards
import Testing

@Suite("Who is let in")
struct RequestGuardTests {
    private static let secret = "0123456789abcdefghijkl"
    private let cookie = ["heaviside-studio-8129=" + secret]

    private func admit(
        _ method: String = "GET", _ target: String = "/", host: String? = "127.0.0.1:8129",
        _ headers: [String: [String]] = [:], withCookie: Bool = true
    ) throws -> Admission {
        let token = try #require(AccessToken(Self.secret))
        let hosts = HostNames(listeningOn: "127.0.0.1", machine: "lab")
        let headers = withCookie ? headers.merging(["cookie": cookie]) { own, _ in own } : headers
        return try RequestGuard(hosts: hosts, token: token, port: 8129).admit(
            RequestFacts(method: method, target: target, host: host, headers: headers))
    }

    private func status(
        _ method: String = "GET", _ target: String = "/", host: String? = "127.0.0.1:8129",
        _ headers: [String: [String]] = [:], withCookie: Bool = true
    ) -> Int? {
        do {
            _ = try admit(method, target, host: host, headers, withCookie: withCookie)
            return nil
        } catch { return (error as? Refusal)?.status ?? -1 }
    }

    @Test("The token in the address moves to the cookie")
    func entersByToken() throws {
        guard
            case .enter(let location, let fromElsewhere) = try admit(
                "GET", "/?run=a/1&token=\(Self.secret)&z=1", withCookie: false)
        else {
            Issue.record("expected an entrance")
            return
        }
        #expect(location == "/?run=a/1&z=1")
        #expect(!fromElsewhere)
        #expect(status("GET", "/?token=\(Self.secret)x", withCookie: false) == 403)
        #expect(status("GET", "/?token=", withCookie: false) == 403)
        #expect(status("GET", "/", withCookie: false) == 401)
    }

    @Test(
        "Only the whole cookie of this port opens",
        arguments: [
            "heaviside-studio-8129=\(secret)x", "heaviside-studio-8129=0123456789abcdefghijk", "heaviside-studio-8129=",
            "heaviside-studio-8130=\(secret)", "x=\(secret)", "xheaviside-studio-8129=\(secret)", "",
        ])
    func checksCookie(cookie: String) { #expect(status("GET", "/", ["cookie": [cookie]]) == 401) }

    @Test("The cookie is found among others")
    func findsCookie() {
        #expect(status("GET", "/", ["cookie": ["a=b; \(cookie[0]); c=d"]]) == nil)
        #expect(status("GET", "/", ["cookie": ["a=b", cookie[0]]]) == nil)
        #expect(status("GET", "/", ["cookie": ["heaviside-studio-8129=old; \(cookie[0])"]]) == nil)
    }

    @Test(
        "Only names of this machine are answered",
        arguments: [
            ("127.0.0.1:8129", nil), ("localhost:8129", nil), ("LOCALHOST", nil), ("[::1]:8129", nil),
            ("localhost:9000", nil), ("evil.example:8129", 403), ("127.0.0.1.evil.example", 403), ("lab", 403),
            ("localhost.:8129", 403), ("127.0.0.1:x", 403), ("127.0.0.1:99999", 403), ("", 403), ("2130706433", 403),
            ("0.0.0.0:8129", 403), ("localhost:8129@evil.example", 403), ("[::1", 403),
        ] as [(String, Int?)])
    func checksHost(host: String, expected: Int?) { #expect(status("GET", "/", host: host) == expected) }

    @Test("Who listens everywhere is addressed by numbers and by the machine's name")
    func listensEverywhere() {
        let hosts = HostNames(listeningOn: "0.0.0.0", machine: "Lab")
        for name in ["10.1.2.3:80", "lab:8129", "localhost", "[fe80::1]:1"] { #expect(hosts.contains(name)) }
        for name in ["evil.example", "1.2.3.4.5", "1.2.3.256", "lab.evil.example"] { #expect(!hosts.contains(name)) }
        #expect(!hosts.isLoopback)
        #expect(HostNames(listeningOn: "127.0.0.2", machine: "").isLoopback)
        #expect(!HostNames(listeningOn: "127.evil.example", machine: "").isLoopback)
    }

    @Test("A host that is missing or given twice is refused")
    func wantsOneHost() {
        #expect(status("GET", "/", host: nil) == 400)
        #expect(status("GET", "/", ["host": ["127.0.0.1"]]) == 400)
    }

    @Test("Pages of other sites are refused, but for a link to the page")
    func checksOrigin() {
        let own = "http://127.0.0.1:8129"
        #expect(status("GET", "/api/runs", ["origin": [own]]) == nil)
        for origin in ["http://evil.example", "http://127.0.0.1:9999", "https://127.0.0.1:8129", "null", ""] {
            #expect(status("GET", "/api/runs", ["origin": [origin]]) == 403)
        }
        #expect(status("GET", "/api/runs", ["origin": [own, own]]) == 403)
        for site in ["cross-site", "same-site", "?", ""] {
            #expect(status("GET", "/api/runs", ["sec-fetch-site": [site]]) == 403)
        }
        let link = [
            "sec-fetch-site": ["cross-site"], "sec-fetch-mode": ["navigate"], "sec-fetch-dest": ["document"],
        ]
        #expect(status("GET", "/", link) == nil)
        #expect(status("POST", "/api/act", link) == 403)
        #expect(status("GET", "/", link.merging(["sec-fetch-dest": ["iframe"]]) { _, new in new }) == 403)
    }

    @Test("A POST must come from the page and be JSON")
    func checksPosts() {
        let type = ["application/json"]
        let own = "http://127.0.0.1:8129"
        #expect(status("POST", "/api/act", ["content-type": type, "origin": [own]]) == nil)
        #expect(status("POST", "/api/act", ["content-type": type, "sec-fetch-site": ["same-origin"]]) == nil)
        #expect(status("POST", "/api/act", ["content-type": type]) == 403)
        #expect(status("POST", "/api/act", ["content-type": type, "sec-fetch-site": ["none"]]) == 403)
        for other in ["text/plain", "application/json, text/plain", "application/jsonx", ""] {
            #expect(status("POST", "/api/act", ["content-type": [other], "origin": [own]]) == 415)
        }
        #expect(status("POST", "/api/act", ["origin": [own]]) == 415)
        #expect(status("POST", "/api/runs", ["content-type": type, "origin": [own]]) == 405)
        #expect(status("GET", "/api/act") == 405)
        #expect(status("POST", "/", ["content-type": type, "origin": [own]]) == 405)
    }

    @Test(
        "Other methods are refused", arguments: ["PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "X"])
    func checksMethods(method: String) { #expect(status(method, "/") == 405) }

    @Test(
        "Paths that no file of the page has are refused",
        arguments: [
            "/page/../x", "/page/%2e%2e/x", "/page/..%2fx", "/page/x%00.js", "/page//x.js", "/page/./x.js", "//evil/x",
            "/page/x\\y", "/page/é.js", "/page/x;y", "", "x", "*", "http://evil/", "/page/.git", "/\u{0}",
            "/" + String(repeating: "a", count: 300),
        ])
    func refusesPaths(path: String) { #expect(status("GET", path) == 400) }

    @Test(
        "Names that nothing has are not found",
        arguments: [
            "/page/", "/page/X.js", "/page/a.b.c.d", "/page/a.b/c.js", "/page/a_b.js", "/page/1/2/3/4/5.js", "/api/",
            "/api/page", "/api/watch", "/api/run/1", "/API/runs", "/index.html",
            "/page/" + String(repeating: "a", count: 101),
        ])
    func findsNothing(path: String) {
        // An empty last segment is malformed rather than absent.
        #expect(status("GET", path) == (path.hasSuffix("/") ? 400 : 404))
    }

    @Test("Files of the page are found", arguments: ["main.js", "exact/rational.js", "a-b/c.min.js", "icon", "0.svg"])
    func findsFiles(name: String) throws {
        guard case .go(let route, _) = try admit("GET", "/page/" + name) else {
            Issue.record("expected a route")
            return
        }
        #expect(route == .page(file: name))
    }

    @Test("Values are decoded once, and only text is taken")
    func decodesValues() throws {
        let target = try RequestTarget("/api/run?run=a%2F1+%C3%A9&tag=1&tag=%252e&empty")
        #expect(target.query.map(\.key) == ["run", "tag", "tag", "empty"])
        #expect(target.query.map(\.value) == ["a/1 é", "1", "%2e", ""])
        for query in ["a=%", "a=%2", "a=%zz", "a=%00", "a=%0a", "a=%ff", "a=%c0%af", "=1", "a[]=1", "a.b=1"] {
            #expect(throws: Refusal.self) { try RequestTarget("/api/run?" + query) }
        }
    }

    @Test("Addresses, queries and values are bounded")
    func boundsQueries() throws {
        func query(_ count: Int) -> String { "/?" + (0..<count).map { "k\($0)=1" }.joined(separator: "&") }
        #expect(try RequestTarget(query(32)).query.count == 32)
        #expect(status("GET", query(33)) == 400)
        #expect(status("GET", "/?a=" + String(repeating: "x", count: 4096)) == nil)
        #expect(status("GET", "/?a=" + String(repeating: "x", count: 4097)) == 400)
        #expect(status("GET", "/?a=" + String(repeating: "x", count: 9000)) == 414)
    }

    @Test("Ranges that run backwards are refused")
    func checksRanges() {
        #expect(status("GET", "/api/history?run=a&from=9&to=3") == 400)
        #expect(status("GET", "/api/history?run=a&from=3&to=3") == nil)
        #expect(status("GET", "/api/history?run=a&from=-1&to=x") == nil)
        for range in ["bytes=9-3", "bytes=", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=1-2,9-3", "bytes=--1"] {
            #expect(status("GET", "/api/runs", ["range": [range]]) == 416)
        }
        for range in ["bytes=0-", "bytes=-5", "bytes=1-2, 4-9"] {
            #expect(status("GET", "/api/runs", ["range": [range]]) == nil)
        }
    }

    @Test("A token is long, plain, and new each time")
    func makesTokens() {
        #expect(AccessToken().text != AccessToken().text)
        #expect(AccessToken(AccessToken().text) != nil)
        #expect(AccessToken("short") == nil)
        #expect(AccessToken(String(repeating: "é", count: 30)) == nil)
        let token = AccessToken()
        #expect(token.matches(token.text))
        for other in ["", String(token.text.dropLast()), token.text + "A", token.text + token.text] {
            #expect(!token.matches(other))
        }
    }
}
