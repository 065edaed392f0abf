internal import Diagnostics

/// A key of a run's spec that has another value from an epoch on, since the run was told to go on with it.
public struct Continuation: Sendable, Hashable, Codable {
    /// The first epoch with the new value, from 0.
    public var epoch: Int
    /// The key, dotted: "optimizer.adam.learningRate".
    public var key: String
    /// The value before, as YAML on one line; absent where the key was missing.
    public var from: String?
    /// The new value; absent where the key is no longer there.
    public var to: String?
    /// The time at which the change was asked for, in UTC by ISO 8601; absent in records of older versions.
    public var date: String?
    /// The version of Heaviside that made the change; absent in records of older versions.
    public var heaviside: String?

    /// Creates a change that holds from `epoch` on.
    public init(
        epoch: Int, key: String, from: String?, to: String?, date: String? = nil, heaviside: String? = nil
    ) {
        (self.epoch, self.key, self.from, self.to) = (epoch, key, from, to)
        (self.date, self.heaviside) = (date, heaviside)
    }

    /// Whether another change is of the same key, at the same epoch, from and to the same value.
    public func isSame(as other: Continuation) -> Bool {
        epoch == other.epoch && key == other.key && from == other.from && to == other.to
    }

    /// What changed when: "learningRate 0.001 until epoch 500, then 0.0001"; nil where nothing did.
    ///
    /// A parameter of the optimizer goes by its last name, every other key by its whole path.
    ///
    /// - Parameter continuations: the changes of one run, in the order of their epochs.
    /// - Returns: a clause for each key, with semicolons between.
    public static func sentence(_ continuations: [Continuation]) -> String? {
        var keys: [String] = []
        for continuation in continuations where !keys.contains(continuation.key) { keys.append(continuation.key) }
        let clauses = keys.map { key in
            let own = continuations.filter { $0.key == key }
            let values = [(epoch: 0, value: own.first?.from)] + own.map { (epoch: $0.epoch, value: $0.to) }
            return "\(name(of: key)) \(NumberText.printed(SpecCourse.words(values) ?? SpecCourse.absent))"
        }
        return clauses.isEmpty ? nil : clauses.joined(separator: "; ")
    }

    private static func name(of key: String) -> String {
        let parts = key.split(separator: ".")
        return parts.count == 3 && parts[0] == "optimizer" ? String(parts[2]) : key
    }
}
