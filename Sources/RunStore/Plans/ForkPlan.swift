public import Experiments

/// What the folder of a run says of its beginning: the run that it was forked from, and what is to change on the way.
public struct ForkPlan: Sendable, Hashable {
    /// The run that it leaves.
    public let origin: RunOrigin
    /// What is to change, in the order of the epochs.
    public let changes: [Continuation]

    static let name = "fork.json"

    /// Plans a run that leaves another one, and changes some keys on the way.
    public init(_ origin: RunOrigin, changes: [Continuation] = []) { (self.origin, self.changes) = (origin, changes) }

    /// Writes both records of a folder whose run is about to begin.
    func write(to folder: String) throws {
        try JSONRecord.write(origin, to: "\(folder)/\(Self.name)", isSealed: true)
        if !changes.isEmpty { try RunPlan.write(changes, to: folder) }
    }

    /// The run that the run of a folder was forked from; nil for any other run.
    ///
    /// - Throws: `ExchangeError` where the record cannot be read, ``RunError`` where it is none, and where it was
    ///   changed after it was written.
    static func origin(_ folder: String) throws -> RunOrigin? {
        let path = "\(folder)/\(name)"
        guard FileState(path, followingLinks: false) != nil else { return nil }
        return try SealedRecord.read(path, kind: "a fork", limit: 1 << 20)
    }
}
