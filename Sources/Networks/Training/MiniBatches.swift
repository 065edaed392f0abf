/// Cuts the samples into mini-batches; all memory is allocated by `init`.
final class MiniBatches<Element: Scalar> {
    private let size: Int
    private let samples: Int
    private let inputWidth: Int
    private let targetWidth: Int
    private let shuffled: Bool
    private let seed: UInt64
    private let order: UnsafeMutablePointer<Int>
    private let inputs: AlignedBuffer<Element>
    private let targets: AlignedBuffer<Element>

    init(size: Int, samples: Int, inputs: Int, targets: Int, shuffled: Bool, seed: UInt64) {
        self.size = size
        self.samples = samples
        self.inputWidth = inputs
        self.targetWidth = targets
        self.shuffled = shuffled
        self.seed = seed
        order = .allocate(capacity: samples)
        order.initialize(repeating: 0, count: samples)
        self.inputs = AlignedBuffer(count: size * inputs)
        self.targets = AlignedBuffer(count: size * targets)
    }

    deinit { order.deallocate() }

    /// The number of mini-batches of an epoch.
    var count: Int { (samples + size - 1) / size }

    /// Draws the order of an epoch. It depends on seed and epoch only, so that a resumed run sees the same. O(samples).
    func begin(epoch: Int) {
        for k in 0..<samples { order[k] = k }
        guard shuffled else { return }
        var stream = RandomStream(seed: seed, purpose: .shuffle, index: UInt32(truncatingIfNeeded: epoch))
        for k in stride(from: samples - 1, to: 0, by: -1) {
            let other = stream.index(below: k + 1)
            (order[k], order[other]) = (order[other], order[k])
        }
    }

    /// Copies a mini-batch's samples together.
    func gather(
        _ batch: Int, inputs allInputs: UnsafePointer<Element>, targets allTargets: UnsafePointer<Element>
    ) -> SampleRows<Element> {
        let begin = batch * size
        let rows = min(size, samples - begin)
        for row in 0..<rows {
            let sample = order[begin + row]
            (inputs.pointer + row * inputWidth).update(from: allInputs + sample * inputWidth, count: inputWidth)
            (targets.pointer + row * targetWidth).update(from: allTargets + sample * targetWidth, count: targetWidth)
        }
        return SampleRows(inputs: inputs.pointer, targets: targets.pointer, count: rows)
    }
}
