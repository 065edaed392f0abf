internal import Diagnostics

/// A gradient case in its JSON form: a network, data, and optionally the expected results.
struct GradientCaseFile: Decodable {
    /// Targets: a matrix, or class indices.
    enum Targets: Decodable {
        case values([[Double]])
        case classes([Int])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let classes = try? container.decode([Int].self) {
                self = .classes(classes)
            } else {
                self = .values(try container.decode([[Double]].self))
            }
        }
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, dims, activations, bias, loss, leakySlope, b, x, y, preactivations, activationsOut, lossValue, dW,
            db, dx
        case weights = "W"
    }

    /// Keys that describe a case without changing it.
    private static let remarks: Set<String> = ["name", "source", "comment"]

    private struct AnyKey: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Rejects unknown keys, so that a misspelt expectation is not ignored.
    static func checkKeys(_ decoder: any Decoder) throws {
        let known = CodingKeys.allCases.map(\.rawValue)
        for key in try decoder.container(keyedBy: AnyKey.self).allKeys
        where !known.contains(key.stringValue) && !remarks.contains(key.stringValue) {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath + [key],
                    debugDescription: "unknown key; " + NearestName.hint(key.stringValue, among: known)))
        }
    }

    var kind: String?
    /// The widths; integers where the file is right.
    var dims: [Double]
    var activations: [String]
    var bias: [Bool]?
    var loss: String
    var leakySlope: Double?
    var weights: [[[Double]]]
    var b: [[Double]?]?
    var x: [[Double]]
    var y: Targets

    var preactivations: [[[Double]]]?
    var activationsOut: [[[Double]]]?
    var lossValue: Double?
    var dW: [[[Double]]]?
    var db: [[Double]?]?
    var dx: [[Double]]?
}
