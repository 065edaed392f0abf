public import Experiments
public import RunStore

/// What `sweep show` prints with `--json`: a run of a sweep, and the weights that it has when it is trained again.
public struct SweepShowAnswer: Sendable, Encodable {
    private enum Key: CodingKey {
        case id, values, seed, status, epochs, measures, success, weightsSHA256, rebuiltSHA256, same, model, spec
    }

    private struct Value: Encodable {
        let key: String
        let value: String
    }

    private struct Measure: Encodable {
        let name: String
        let value: Double?
    }

    private let rebuilding: SweepRebuilding
    private let sweep: Sweep
    private let model: String?

    /// The answer for a run, and the file that its network was written to; nil where it was not.
    public init(_ rebuilding: SweepRebuilding, of sweep: Sweep, model: String?) {
        (self.rebuilding, self.sweep, self.model) = (rebuilding, sweep, model)
    }

    /// Writes the row, where the run has ended, and what was rebuilt.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let values = zip(sweep.keys, sweep.values(ofPoint: rebuilding.member.point)).map { Value(key: $0, value: $1) }
        try container.encode(rebuilding.member.id, forKey: .id)
        try container.encode(values, forKey: .values)
        try container.encode(rebuilding.member.seed, forKey: .seed)
        if let row = rebuilding.row {
            try container.encode(row.status, forKey: .status)
            try container.encode(row.epochs, forKey: .epochs)
            let measures = zip(sweep.measures, row.measures).map { Measure(name: $0.name, value: $1) }
            try container.encode(measures, forKey: .measures)
            try container.encodeIfPresent(row.isSuccess(in: sweep), forKey: .success)
            try container.encode(row.weightsSHA256, forKey: .weightsSHA256)
        }
        try container.encode(rebuilding.weightsSHA256, forKey: .rebuiltSHA256)
        try container.encodeIfPresent(rebuilding.isSame, forKey: .same)
        try container.encodeIfPresent(model, forKey: .model)
        try container.encode(rebuilding.spec.yaml, forKey: .spec)
    }
}
