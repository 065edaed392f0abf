/// The dates of a list as a query names them: "2026-05-17T09:30:00Z", or its beginning.
enum RunDate {
    static let example = "2026-05-17T09:30:00Z"
    static let shortExample = "2026-05-17"

    /// Whether a text is a date, or the beginning of one that ends after a number. Dates are compared as texts, and any
    /// other word comes before or after all of them.
    static func isOne(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard [4, 7, 10, 13, 16, 19, 20].contains(bytes.count) else { return false }
        let pattern = Array("0000-00-00T00:00:00Z".utf8)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard zip(bytes, pattern).allSatisfy({ digits.contains($1) ? digits.contains($0) : $0 == $1 }) else {
            return false
        }
        /// The two digits at a place; nil where the text is shorter.
        func number(_ place: Int) -> Int? {
            guard place + 1 < bytes.count else { return nil }
            return Int(bytes[place] - digits.lowerBound) * 10 + Int(bytes[place + 1] - digits.lowerBound)
        }
        let ranges = [(5, 1...12), (8, 1...31), (11, 0...23), (14, 0...59), (17, 0...60)]
        return ranges.allSatisfy { place, range in number(place).map(range.contains) ?? true }
    }
}
