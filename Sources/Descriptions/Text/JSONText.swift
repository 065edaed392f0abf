internal import Foundation

/// The one form of JSON in which answers are printed; `Documentation/JSON.md` lists their keys.
///
/// Keys are sorted. Characters that could steer a terminal are escaped, also where JSON lets them be. Numbers that JSON
/// lacks are the strings "infinity", "-infinity" and "nan".
public enum JSONText {
    /// A value as an object of several lines, without a line break at its end.
    ///
    /// - Throws: what the value's own encoding throws.
    public static func text(_ value: some Encodable) throws -> String {
        escaped(try encoder([.prettyPrinted]).encode(value))
    }

    /// The text of encoded bytes; what stands in it of control and format characters stands in strings.
    static func escaped(_ bytes: Data) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.unicodeScalars.contains(where: steers) else { return text }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            if steers(scalar) {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }

    /// Whether a character can steer a terminal; the ends of lines are those of the form.
    private static func steers(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x7f else { return false }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    static func encoder(_ formatting: JSONEncoder.OutputFormatting = []) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, formatting]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "nan")
        return encoder
    }
}
