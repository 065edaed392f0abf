internal import Foundation

/// The form of JSON in which the engine and its clients talk: one line.
///
/// Numbers that JSON lacks are "infinity", "-infinity" and "nan".
enum LiveJSON {
    /// An encoder of one line.
    static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "nan")
        return encoder
    }
}
