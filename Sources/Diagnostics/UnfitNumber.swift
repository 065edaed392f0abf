internal import Foundation

/// A number of a JSON text that its key's type cannot hold: 3.5, −1 or 1e30 where a whole number belongs.
///
/// Foundation's decoder refuses such a text as a whole, and names neither key nor number. The number is the one without
/// which the text, or the next part of it, can be decoded.
enum UnfitNumber {
    /// The longest text, and the most numbers, that are tried.
    private static let (mostBytes, mostNumbers) = (1 << 20, 200)

    private struct Literal {
        /// The last key before it.
        let key: String
        let range: Range<Int>
    }

    /// The number at fault; nil where there is none, as in a text that is not JSON, or more than one.
    static func problem<Value: Decodable>(decoding type: Value.Type, in bytes: [UInt8]) -> JSONProblem? {
        guard bytes.count <= mostBytes else { return nil }
        for literal in literals(bytes).prefix(mostNumbers) {
            var text = bytes
            text.replaceSubrange(literal.range, with: [UInt8(ascii: "0")])
            var isAtFault = true
            do {
                _ = try JSONDecoder().decode(Value.self, from: Data(text))
            } catch { isAtFault = !JSONProblem.saysNothing(error) }
            if isAtFault {
                let number = String(decoding: bytes[literal.range], as: UTF8.self).shortened(to: 40)
                return JSONProblem(key: literal.key, problem: "expected a whole number in its range, found \(number)")
            }
        }
        return nil
    }

    /// The numbers that are not small whole ones, outside of strings.
    private static func literals(_ bytes: [UInt8]) -> [Literal] {
        var (result, key, last) = ([Literal](), "", "")
        var place = 0
        while place < bytes.count {
            let start = place
            switch bytes[place] {
            case UInt8(ascii: "\""):
                place += 1
                while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
                    place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
                }
                last = String(decoding: bytes[(start + 1)..<min(place, bytes.count)], as: UTF8.self)
                place += 1
            case UInt8(ascii: ":"):
                key = last.shortened(to: 120)
                place += 1
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                while place < bytes.count, "+-.eE0123456789".utf8.contains(bytes[place]) { place += 1 }
                let isPlain = place - start < 19 && bytes[start..<place].allSatisfy { (48...57).contains($0) }
                if !isPlain { result.append(Literal(key: key, range: start..<place)) }
            default: place += 1
            }
        }
        return result
    }
}
