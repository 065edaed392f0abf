/// One comparison: every contestant is prepared, then every loss is checked, then all are measured in turns.
struct Comparison {
    let title: String
    let rounds: Int
    let seconds: Double
    let progress: (String) -> Void

    /// Fills in the entrants' results.
    ///
    /// - Parameters:
    ///   - entrants: the contestants to compare.
    ///   - loss: the loss that the checked epoch must compute.
    /// - Throws: only ``ContestantFailure/interrupted``.
    func carryOut(_ entrants: inout [Entrant], loss: Double) throws(ContestantFailure) {
        for k in entrants.indices where entrants[k].isRunning {
            progress("\(title) · \(entrants[k].result.name) gets ready")
            try entrants[k].prepare()
            try entrants[k].check(epoch: BenchmarkPlan.checkedEpoch, loss: loss, tolerance: BenchmarkPlan.tolerance)
            try entrants[k].calibrate(target: seconds)
        }
        for round in 0..<rounds {
            // Forwards and backwards: a contestant that follows a hot neighbour in one round precedes it in the next.
            let order = round.isMultiple(of: 2) ? Array(entrants.indices) : entrants.indices.reversed()
            for k in order where entrants[k].isRunning {
                progress("\(title) · round \(round + 1) of \(rounds) · \(entrants[k].result.name)")
                try entrants[k].measure()
            }
        }
    }
}
