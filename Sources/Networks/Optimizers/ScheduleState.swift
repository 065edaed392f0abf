/// Where a schedule stands: the current rate, and what a plateau remembers.
public struct ScheduleState: Sendable, Hashable {
    /// The learning rate of the next epoch.
    public var learningRate: Double
    /// The lowest loss seen, for a plateau.
    public var best: Double
    /// The number of epochs since then.
    public var epochsWithoutImprovement: Int

    /// A state as it was stored.
    public init(learningRate: Double, best: Double, epochsWithoutImprovement: Int) {
        self.learningRate = learningRate
        self.best = best
        self.epochsWithoutImprovement = epochsWithoutImprovement
    }

    /// The state before the first epoch.
    init(learningRate: Double) {
        self.init(learningRate: learningRate, best: .infinity, epochsWithoutImprovement: 0)
    }

    /// Sets the rate that begins at `epoch`, where one does, from the optimizer's rate. O(changes).
    mutating func begin(_ schedule: Schedule, epoch: Int, from rate: Double) {
        switch schedule {
        case .constant, .dropOnPlateau: break
        case .steps(let changes):
            for change in changes where change.fromEpoch == epoch { learningRate = change.learningRate }
        case .curve(let curve): learningRate = curve.rate(at: epoch, from: rate)
        }
    }

    /// Takes note of an epoch's loss and lowers the rate where it has stopped falling.
    mutating func note(_ schedule: Schedule, loss: Double) {
        guard case .dropOnPlateau(let plateau) = schedule else { return }
        if plateau.improves(loss, on: best) {
            best = loss
            epochsWithoutImprovement = 0
            return
        }
        epochsWithoutImprovement += 1
        guard plateau.drops(after: epochsWithoutImprovement) else { return }
        learningRate = plateau.lowered(learningRate)
        epochsWithoutImprovement = 0
    }
}
