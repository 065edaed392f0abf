internal import Diagnostics
public import Experiments

/// What the runs of a batch have found so far.
public struct BatchSummary: Sendable, Hashable {
    /// A seed whose run has no results.
    public struct Missing: Sendable, Hashable, Codable {
        /// Why there are none.
        public enum Reason: String, Sendable, Hashable, Codable {
            /// The run has not begun.
            case notBegun
            /// The run was deleted.
            case deleted
            /// The run is being trained.
            case running
            /// The run was stopped without warning, and has written nothing but checkpoints.
            case interrupted
            /// The run's summary cannot be read.
            case unreadable
        }

        /// The seed.
        public var seed: UInt64
        /// The id of its run.
        public var run: String
        /// Why there are no results.
        public var reason: Reason
        /// What is wrong with the summary; absent unless it cannot be read.
        public var problem: String?
    }

    /// The batch's id.
    public var batch: String
    /// The batch's folder.
    public var folder: String
    /// All seeds, in the order of the runs.
    public var seeds: [UInt64]
    /// The results of the runs that have some, in the order of their seeds.
    public var runs: [RunSummary]
    /// The seeds without results, in their order.
    public var missing: [Missing]

    /// What is wrong with the batch's records, a sentence each; none where they say what the folder holds.
    public var damage: [String] = []

    /// Whether a process carries out the batch.
    var isUnderWay = false

    /// The results of the runs, summed up.
    public var statistics: SeedStatistics { SeedStatistics(runs) }

    /// Whether no run is left: all of them were deleted.
    public var isDeleted: Bool { runs.isEmpty && missing.allSatisfy { $0.reason == .deleted } }

    /// Running where some run is, or is left to the process that carries out the batch; else interrupted where some run
    /// is, or has no results though it was not deleted; else diverged where some run has; else finished.
    public var status: RunStatus {
        if missing.contains(where: { $0.reason == .running }) { return .running }
        if missing.contains(where: { $0.reason != .deleted }) || runs.contains(where: { $0.status == .interrupted }) {
            return isUnderWay ? .running : .interrupted
        }
        return runs.contains { $0.status == .diverged } ? .diverged : .finished
    }
}

extension BatchFolder {
    /// What the runs have found so far, read from their folders.
    ///
    /// A run that is not yet there, is under way or cannot be read is listed as missing.
    ///
    /// - Complexity: O(runs).
    /// - Throws: what ``seeds()`` throws, where the folder has no run to tell of either.
    public func summary() throws -> BatchSummary {
        // Asked for first: a process that ends meanwhile has written its runs.
        let isUnderWay = isBeingCarriedOut
        var summary = try results(of: seedsToShow())
        summary.isUnderWay = isUnderWay
        return summary
    }

    /// The same, whether a process carries out the batch or not.
    func results() throws -> BatchSummary { try results(of: (try seeds(), try deletedSeeds(), nil)) }

    private func results(
        of known: (seeds: [UInt64], deleted: Set<UInt64>, damage: String?)
    ) throws -> BatchSummary {
        let (seeds, deleted, damage) = known
        var summary = BatchSummary(batch: id, folder: path, seeds: seeds, runs: [], missing: [])
        summary.damage = [damage, forgottenRuns(besides: seeds)].compactMap(\.self)
        for seed in seeds {
            let run = run(seed: seed)
            func isMissing(_ reason: BatchSummary.Missing.Reason, _ problem: String? = nil) {
                summary.missing.append(.init(seed: seed, run: run.id, reason: reason, problem: problem))
            }
            if !run.hasBegun {
                isMissing(deleted.contains(seed) ? .deleted : .notBegun)
            } else if !run.hasSummary {
                isMissing(run.isBeingWritten ? .running : .interrupted)
            } else {
                do {
                    let found = try run.summary()
                    guard found.seed == seed else {
                        throw RunError(place: run.path, problem: "its summary is of seed \(found.seed), not \(seed)")
                    }
                    summary.runs.append(found)
                    summary.damage += run.changedSummary.map { [$0] } ?? []
                } catch {
                    isMissing(.unreadable, ErrorText.sentence(error))
                }
            }
        }
        return summary
    }
}
