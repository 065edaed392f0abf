/// JSON written by hand, where an encoder would cost more than it saves.
package enum JSONText {
    /// The text as a JSON string: quotes, backslashes and control characters escaped, so that it fills one line.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{2028}", "\u{2029}", "\0"..."\u{1f}", "\u{7f}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// An object of strings; a key with several values has an array of them.
    ///
    /// - Complexity: O(n²) in the number of items, which ``RequestTarget`` bounds.
    package static func object(_ items: [(key: String, value: String)]) -> String {
        var keys: [String] = []
        for item in items where !keys.contains(item.key) { keys.append(item.key) }
        let members = keys.map { key in
            let values = items.filter { $0.key == key }.map { quoted($0.value) }
            return quoted(key) + ":" + (values.count == 1 ? values[0] : "[" + values.joined(separator: ",") + "]")
        }
        return "{" + members.joined(separator: ",") + "}"
    }
}
