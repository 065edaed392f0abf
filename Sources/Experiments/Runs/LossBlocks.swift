/// Gathers the losses of epochs in blocks, so that a recorder is called once for many of them.
final class LossBlocks {
    private static let size = 1024

    private let recorder: any RunRecorder
    // Appended to once an epoch: a check of exclusive access would cost an epoch of a tiny network 3 %.
    @exclusivity(unchecked) private var losses: [Double] = []
    private var first = 0
    private var learningRate: Double?

    init(_ recorder: any RunRecorder) {
        self.recorder = recorder
        losses.reserveCapacity(Self.size)
    }

    /// Takes the loss and the rate of the next epoch.
    func add(epoch: Int, loss: Double, learningRate: Double) throws {
        if learningRate != self.learningRate {
            self.learningRate = learningRate
            try recorder.record(learningRate: learningRate, fromEpoch: epoch)
        }
        if losses.isEmpty { first = epoch }
        losses.append(loss)
        if losses.count == Self.size { try flush() }
    }

    /// Hands over what has been gathered.
    func flush() throws {
        guard !losses.isEmpty else { return }
        try recorder.record(losses: losses, fromEpoch: first)
        losses.removeAll(keepingCapacity: true)
    }
}
