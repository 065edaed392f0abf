internal import Networks
internal import Synchronization

/// Hands the front of a network, all layers but the last, from the thread of training to one that looks at every epoch.
///
/// One thread adds and one takes. Memory is made once; where the reader is behind by the whole ring, states are left
/// out until it has taken all that wait, so that training never waits, and what is seen comes in long stretches.
final class FrontRing<Element: TrainableScalar>: @unchecked Sendable {
    private let slots: Int
    private let width: Int
    private let memory: UnsafeMutablePointer<Element>
    private let heads: UnsafeMutablePointer<Head>
    private let written = Atomic<Int>(0)
    private let taken = Atomic<Int>(0)
    /// Whether states are left out; the thread of training alone touches it.
    @exclusivity(unchecked) private var isSkipping = false

    private struct Head {
        var epoch: Int
        var loss: Double
        var learningRate: Double
    }

    /// A ring for fronts of `width` scalars, of about 8 MB.
    init(width: Int) {
        self.width = width
        slots = max(16, min(16_384, (8 << 20) / max(1, width * MemoryLayout<Element>.stride)))
        memory = .allocate(capacity: max(1, slots * width))
        memory.initialize(repeating: 0, count: max(1, slots * width))
        heads = .allocate(capacity: slots)
        heads.initialize(repeating: Head(epoch: 0, loss: 0, learningRate: 0), count: slots)
    }

    deinit {
        memory.deallocate()
        heads.deallocate()
    }

    /// Adds a state, on the thread of training; leaves it out where there is no place.
    func add(_ state: EpochState<Element>) {
        let next = written.load(ordering: .relaxed)
        let waiting = next - taken.load(ordering: .acquiring)
        if isSkipping ? waiting > 0 : waiting >= slots {
            isSkipping = true
            return
        }
        isSkipping = false
        let (slot, front) = (next % slots, state.front)
        if let source = front.baseAddress, front.count == width {
            (memory + slot * width).update(from: source, count: width)
        }
        heads[slot] = Head(epoch: state.epoch, loss: state.loss, learningRate: state.learningRate)
        written.store(next + 1, ordering: .releasing)
    }

    /// Takes the next state, on the thread that looks; false where there is none.
    func take(
        _ body: (_ epoch: Int, _ loss: Double, _ learningRate: Double, UnsafeBufferPointer<Element>) -> Void
    ) -> Bool {
        let next = taken.load(ordering: .relaxed)
        guard next < written.load(ordering: .acquiring) else { return false }
        let slot = next % slots
        let head = heads[slot]
        body(
            head.epoch, head.loss, head.learningRate,
            UnsafeBufferPointer(start: UnsafePointer(memory + slot * width), count: width))
        taken.store(next + 1, ordering: .releasing)
        return true
    }
}
