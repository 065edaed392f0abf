extension SVGElement {
    /// The element as text that is well-formed both as XML and inside an HTML page.
    ///
    /// The characters `&`, `<`, `>` and, in attributes, quotes and line breaks are written as references;
    /// characters that XML forbids, such as most control characters, are dropped. Equal trees give equal text.
    ///
    /// - Complexity: O(length of the output).
    public func serialized() -> String {
        var output = ""
        write(to: &output)
        return output
    }

    private func write(to output: inout String) {
        output += "<\(name)"
        for attribute in attributeNames {
            guard let value = self[attribute] else { continue }
            output += " \(attribute)=\""
            SVGElement.escape(value, inAttribute: true, to: &output)
            output += "\""
        }
        guard !children.isEmpty else {
            output += "/>"
            return
        }
        output += ">"
        for child in children {
            switch child {
            case .element(let element): element.write(to: &output)
            case .text(let text): SVGElement.escape(text, inAttribute: false, to: &output)
            }
        }
        output += "</\(name)>"
    }

    /// Text as it stands between tags.
    static func escaped(_ text: String) -> String {
        var output = ""
        escape(text, inAttribute: false, to: &output)
        return output
    }

    private static func escape(_ text: String, inAttribute: Bool, to output: inout String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"" where inAttribute: output += "&quot;"
            case "'" where inAttribute: output += "&#39;"
            case "\r": output += "&#13;"
            case "\n" where inAttribute: output += "&#10;"
            case "\t" where inAttribute: output += "&#9;"
            case "\t", "\n": output.unicodeScalars.append(scalar)
            case "\u{20}"..."\u{7E}", "\u{A0}"..."\u{D7FF}", "\u{E000}"..."\u{FDCF}", "\u{FDF0}"..."\u{FFFD}":
                output.unicodeScalars.append(scalar)
            case "\u{10000}"..."\u{10FFFF}" where scalar.value & 0xFFFE != 0xFFFE:
                output.unicodeScalars.append(scalar)
            default: continue
            }
        }
    }
}
