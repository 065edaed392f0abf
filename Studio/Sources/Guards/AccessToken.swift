/// The secret that a request must show: whoever knows it may use this studio.
package struct AccessToken: Sendable {
    /// Letters, digits, "-" and "_".
    package let text: String

    /// The fewest characters of a token: 22 of 64 hold 132 bits.
    package static let leastLength = 22
    /// The most characters of a token.
    package static let greatestLength = 200

    /// A new token of 192 bits from the system's random generator.
    package init() {
        var generator = SystemRandomNumberGenerator()
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        text = String((0..<32).map { _ in digits[Int(generator.next() >> 58)] })
    }

    /// A given token; nil unless it has ``leastLength`` to ``greatestLength`` letters, digits, "-" and "_".
    package init?(_ text: String) {
        guard (Self.leastLength...Self.greatestLength).contains(text.utf8.count),
            text.utf8.allSatisfy({ $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") })
        else { return nil }
        self.text = text
    }

    /// Whether this is the token, in a time that does not tell how much of it is right.
    ///
    /// - Complexity: O(length of the token), whatever `candidate` holds.
    package func matches(_ candidate: some StringProtocol) -> Bool {
        let own = Array(text.utf8)
        let other = Array(candidate.utf8.prefix(Self.greatestLength + 1))
        var difference = other.count ^ own.count
        for index in own.indices {
            difference |= Int(own[index] ^ (other.isEmpty ? 0 : other[index % other.count]))
        }
        return difference == 0
    }
}
