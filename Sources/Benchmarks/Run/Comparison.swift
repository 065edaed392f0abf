/// Everybody gets ready, everybody's loss is checked, then everybody is measured in turns.
struct Comparison {
    let title: String
    let rounds: Int
    let seconds: Double
    let progress: (String) -> Void

    /// The epoch whose loss is compared.
    static let checkedEpoch = 20
    /// Rounding to float32 alone moves the loss by some 1e-8 of itself, or by some 1e-5 where it turns the sign of a gradient.
    static let tolerance = 1e-4

    /// Fills in the entrants' results.
    ///
    /// - Parameters:
    ///   - entrants: who is compared.
    ///   - loss: what the checked epoch must compute.
    /// - Throws: only ``ContestantFailure/interrupted``.
    func carryOut(_ entrants: inout [Entrant], loss: Double) throws(ContestantFailure) {
        for k in entrants.indices where entrants[k].isRunning {
            progress("\(title) · \(entrants[k].result.name) gets ready")
            try entrants[k].prepare()
            try entrants[k].check(epoch: Self.checkedEpoch, loss: loss, tolerance: Self.tolerance)
            try entrants[k].calibrate(target: seconds)
        }
        for round in 0..<rounds {
            // There and back again: whoever comes after a hot neighbour comes before it in the next round.
            let order = round.isMultiple(of: 2) ? Array(entrants.indices) : entrants.indices.reversed()
            for k in order where entrants[k].isRunning {
                progress("\(title) · round \(round + 1) of \(rounds) · \(entrants[k].result.name)")
                try entrants[k].measure()
            }
        }
    }
}
