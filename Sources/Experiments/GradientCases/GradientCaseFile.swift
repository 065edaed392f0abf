/// A gradient case as JSON has it: a network, data, and perhaps what the results should be.
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

    private enum CodingKeys: String, CodingKey {
        case kind, dims, activations, bias, loss, leakySlope, b, x, y, preactivations, activationsOut, lossValue, dW,
            db, dx
        case weights = "W"
    }

    var kind: String?
    var dims: [Int]
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

/// A file of several cases; those of other kinds are passed over.
struct GradientCaseCollection: Decodable {
    struct Entry: Decodable {
        let kind: String?
        let gradient: GradientCaseFile?

        private enum Keys: String, CodingKey { case kind }

        init(from decoder: any Decoder) throws {
            kind = try decoder.container(keyedBy: Keys.self).decodeIfPresent(String.self, forKey: .kind)
            gradient = kind == nil || kind == "gradient" ? try GradientCaseFile(from: decoder) : nil
        }
    }

    let cases: [Entry]
}
