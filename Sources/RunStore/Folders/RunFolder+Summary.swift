internal import Exchange
internal import Experiments
internal import Networks

// The figures of a run as they are stored.

extension RunFolder {
    /// The largest `summary.json` that is read, in bytes.
    private static let largestSummary = 1 << 24

    /// That `summary.json` was changed after it was written, so that its figures may be wrong; nil where it was not,
    /// and for a record of an older version, which cannot tell.
    public var changedSummary: String? {
        guard let bytes = try? AtomicFile.read(file(Self.summaryName), limit: Self.largestSummary) else { return nil }
        return changedSummary(bytes)
    }

    /// The same of the bytes of that file.
    func changedSummary(_ bytes: [UInt8]) -> String? {
        guard SealedRecord.state(bytes) == .changed else { return nil }
        return "\(file(Self.summaryName)): \(SealedRecord.changed): its figures may be wrong"
    }

    /// The figures with the run's present folder and id, and the bytes that they were read from.
    ///
    /// - Throws: `ExchangeError` where `summary.json` cannot be read, ``RunError`` where it holds no figures of a run,
    ///   or impossible ones.
    func storedSummary() throws -> (summary: RunSummary, bytes: [UInt8]) {
        let name = file(Self.summaryName)
        let bytes = try AtomicFile.read(name, limit: Self.largestSummary)
        var summary: RunSummary = try JSONRecord.decode(bytes, from: name, kind: "a run")
        // Only a run that has no record yet is still running.
        guard summary.status != .running else {
            throw RunError(place: "\(name): status", problem: "expected finished, interrupted or diverged")
        }
        if let (key, range) = summary.objection {
            throw RunError(place: "\(name): \(key)", problem: "expected a number from \(range)")
        }
        (summary.folder, summary.run) = (path, id)
        return (summary, bytes)
    }
}

extension RunSummary {
    /// A figure that no run can have, and the values that it can; nil where there is none.
    fileprivate var objection: (key: String, range: String)? {
        if !(0...Training.maximumEpochs).contains(epochs) { return ("epochs", "0 to \(Training.maximumEpochs)") }
        let times = [("seconds", seconds), ("microsecondsPerEpoch", microsecondsPerEpoch ?? 0)]
        if let (key, _) = times.first(where: { !($0.1 >= 0 && $0.1 < 1e15) }) { return (key, "0 to 1e15") }
        let counts = [
            ("samples", samples), ("samplesWithinOnePercent", samplesWithinOnePercent ?? 0),
            ("deadHiddenUnits", deadHiddenUnits), ("deadOutputs", deadOutputs), ("coveredGaps", coveredGaps ?? 0),
            ("gaps", gaps ?? 0),
        ]
        return counts.first { $0.1 < 0 || $0.1 > 1 << 48 }.map { ($0.0, "0 to \(1 << 48)") }
    }
}
