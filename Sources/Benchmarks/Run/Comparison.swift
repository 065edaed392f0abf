/// Everybody gets ready, everybody's loss is checked, then everybody is measured in turns.
struct Comparison {
    let title: String
    let rounds: Int
    let seconds: Double
    let progress: (String) -> Void

    /// The epoch whose loss is compared.
    static let checkedEpoch = 20
    /// Sums of float32 in another order differ by some 1e-6 of the loss after so many epochs.
    static let tolerance = 1e-5

    /// Fills in the entrants' results, the loss of the entrant `yardstick` being the right one; throws only where the user
    /// stops it.
    func carryOut(_ entrants: inout [Entrant], yardstick: Int) throws(ContestantFailure) {
        let loss: Double
        do {
            loss = try entrants[yardstick].contestant.loss(inEpoch: Self.checkedEpoch)
        } catch .interrupted {
            throw .interrupted
        } catch {
            entrants[yardstick].drop(error)
            for k in entrants.indices where k != yardstick {
                entrants[k].drop(.failed("there is nothing to compare its loss with"))
            }
            return
        }
        for k in entrants.indices where entrants[k].isRunning {
            progress("\(title) · \(entrants[k].result.name) gets ready")
            try entrants[k].prepare()
            if k == yardstick {
                entrants[k].result.loss = loss
            } else {
                try entrants[k].check(epoch: Self.checkedEpoch, loss: loss, tolerance: Self.tolerance)
            }
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
