/// Gathers the losses of epochs in blocks, so that a recorder is called once for many of them.
final class LossBlocks {
    private static let size = 1024
    /// Of more changes of the rate within a block, the rates are handed over epoch by epoch, which takes less room.
    private static let mostChanges = 32

    private let recorder: any RunRecorder
    // Appended to once an epoch: a check of exclusive access would cost an epoch of a tiny network 3 %.
    @exclusivity(unchecked) private var losses: [Double] = []
    private var first = 0
    private var learningRate: Double?
    /// The changes of the rate within the block.
    @exclusivity(unchecked) private var changes: [(epoch: Int, rate: Double)] = []

    init(_ recorder: any RunRecorder) {
        self.recorder = recorder
        losses.reserveCapacity(Self.size)
    }

    /// Takes the loss and the rate of the next epoch.
    func add(epoch: Int, loss: Double, learningRate: Double) throws {
        if learningRate != self.learningRate {
            self.learningRate = learningRate
            changes.append((epoch, learningRate))
        }
        if losses.isEmpty { first = epoch }
        losses.append(loss)
        if losses.count == Self.size { try flush() }
    }

    /// Hands over what has been gathered: the rates before the losses.
    func flush() throws {
        guard !losses.isEmpty else { return }
        try flushRates()
        try recorder.record(losses: losses, fromEpoch: first)
        losses.removeAll(keepingCapacity: true)
    }

    private func flushRates() throws {
        defer { changes.removeAll(keepingCapacity: true) }
        guard changes.count > Self.mostChanges else {
            for change in changes { try recorder.record(learningRate: change.rate, fromEpoch: change.epoch) }
            return
        }
        let ends = changes.dropFirst().map(\.epoch) + [first + losses.count]
        let rates = zip(changes, ends).flatMap { repeatElement($0.rate, count: $1 - $0.epoch) }
        try recorder.record(learningRates: rates, fromEpoch: changes[0].epoch)
    }
}
