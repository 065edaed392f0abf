/// The names by which this server may be addressed.
///
/// A page of another site can make a browser resolve that site's name to 127.0.0.1 and so read what a local server
/// answers (DNS rebinding). The browser then still sends the foreign name in "Host", so the name is what is checked.
/// The port is not: behind a tunnel, `ssh -L`, it differs.
package struct HostNames: Sendable {
    private let names: Set<String>
    /// Whether any numeric address is one of the names: true where the server listens on every address. A number cannot
    /// be rebound.
    private let takesNumbers: Bool
    /// Whether only this machine can connect.
    package let isLoopback: Bool

    /// - Parameters:
    ///   - host: the host that was given to listen on.
    ///   - machine: the name of this machine.
    package init(listeningOn host: String, machine: String) {
        let host = host.lowercased()
        let isEvery = host == "0.0.0.0" || host == "::"
        isLoopback = host == "localhost" || host == "::1" || (host.hasPrefix("127.") && Self.isNumeric(host))
        takesNumbers = isEvery
        var names: Set = [host.contains(":") ? "[\(host)]" : host]
        if isLoopback || isEvery { names.formUnion(["localhost", "127.0.0.1", "[::1]"]) }
        if isEvery, !machine.isEmpty { names.insert(machine.lowercased()) }
        self.names = names
    }

    /// Whether the value of a "Host" header names this server.
    package func contains(_ header: String) -> Bool {
        guard let name = Self.name(header.lowercased()) else { return false }
        return names.contains(name) || (takesNumbers && Self.isNumeric(name))
    }

    /// The name in "name:port" or "[name]:port"; nil where the port is not a number.
    private static func name(_ text: String) -> String? {
        let end =
            text.hasPrefix("[") ? text.firstIndex(of: "]").map { text.index(after: $0) } : text.firstIndex(of: ":")
        let name = text[..<(end ?? text.endIndex)]
        let port = text[(end ?? text.endIndex)...]
        guard port.isEmpty || (port.first == ":" && UInt16(port.dropFirst()) != nil) else { return nil }
        return String(name)
    }

    /// Whether the name is an IPv4 address in decimal, or an IPv6 address in brackets.
    private static func isNumeric(_ name: String) -> Bool {
        if name.hasPrefix("["), name.hasSuffix("]") {
            return name.dropFirst().dropLast().utf8.allSatisfy { $0.hexadecimalValue != nil || ":.".utf8.contains($0) }
        }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(\.isASCIIDigit) && UInt8($0) != nil }
    }
}
