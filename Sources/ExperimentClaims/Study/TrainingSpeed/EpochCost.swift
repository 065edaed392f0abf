internal import Experiments
internal import Networks

/// What an epoch of the study's protocol costs with a free and with a fixed encoder, side by side.
struct EpochCost {
    /// Microseconds for an epoch with the free encoder, the least of several rounds.
    let free: Double
    /// Microseconds for an epoch with the fixed encoder, the least of several rounds.
    let fixed: Double

    /// Times both in turn, so that other load on the machine affects both alike.
    init(_ start: ProtocolRun.Start, rounds: Int = 15, epochs: Int = 500) throws {
        func microseconds(_ encoder: ProtocolRun.Encoder) throws -> Double {
            let run = ProtocolRun(start: start, encoder: encoder, seed: 1)
            var spec = try run.spec()
            spec.epochs = epochs
            return try ExperimentRun(spec, source: spec.name).run().microsecondsPerEpoch ?? .infinity
        }
        var least = (free: Double.infinity, fixed: Double.infinity)
        for _ in 0..<rounds {
            least.free = min(least.free, try microseconds(.free))
            least.fixed = min(least.fixed, try microseconds(.fixed))
        }
        (free, fixed) = least
    }
}
