internal import Foundation

/// The one form of JSON in which answers are printed; `Documentation/JSON.md` lists their keys.
///
/// Keys are sorted. Numbers that JSON lacks are the strings "infinity", "-infinity" and "nan".
public enum JSONText {
    /// A value as an object of several lines, without a line break at its end.
    ///
    /// - Throws: what the value's own encoding throws.
    public static func text(_ value: some Encodable) throws -> String {
        String(decoding: try encoder([.prettyPrinted]).encode(value), as: UTF8.self)
    }

    static func encoder(_ formatting: JSONEncoder.OutputFormatting = []) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, formatting]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "nan")
        return encoder
    }
}
