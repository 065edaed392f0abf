/// The loss of every epoch by stretches of a logarithmic axis, each with its first, last, least and greatest loss.
///
/// Epoch 0 is alone; from epoch e on a stretch holds ⌈e · (10^(1/400) − 1)⌉ epochs, 400 a decade, at least one. So
/// every epoch counts, and a million epochs make 2,400 stretches.
public struct LossBuckets: Sendable, Hashable {
    /// A stretch of epochs.
    public struct Bucket: Sendable, Hashable, Encodable {
        /// The first epoch.
        public let epoch: Int
        /// The loss of the first epoch.
        public let first: Double
        /// The loss of the last epoch.
        public fileprivate(set) var last: Double
        /// The least finite loss; that of the first epoch where none is finite.
        public fileprivate(set) var least: Double
        /// The greatest finite loss; that of the first epoch where none is finite.
        public fileprivate(set) var greatest: Double

        /// Writes `[epoch, first, last, least, greatest]`.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(epoch)
            for value in [first, last, least, greatest] { try container.encode(value) }
        }
    }

    private static let growth = 0.005_773_063  // 10^(1/400) − 1

    /// The stretches, in order.
    public private(set) var buckets: [Bucket] = []
    /// The first epoch after the last stretch.
    private var end = 0

    /// The length of a stretch; nil for those of a logarithmic axis.
    private let step: Int?

    /// Creates an empty history, of stretches of `step` epochs, or of those of a logarithmic axis.
    public init(step: Int? = nil) {
        self.step = step
        buckets.reserveCapacity(2_400)
    }

    /// Adds the loss of an epoch; epochs come in order. One that comes again removes the stretches from it on.
    public mutating func add(_ epoch: Int, _ loss: Double) {
        if let last = buckets.last, epoch < last.epoch {
            buckets.removeAll { $0.epoch >= epoch }
            end = epoch
        }
        if epoch < end, !buckets.isEmpty {
            let k = buckets.count - 1
            buckets[k].last = loss
            if loss < buckets[k].least || !buckets[k].least.isFinite { buckets[k].least = loss }
            if loss > buckets[k].greatest && loss.isFinite || !buckets[k].greatest.isFinite {
                buckets[k].greatest = loss
            }
            return
        }
        buckets.append(Bucket(epoch: epoch, first: loss, last: loss, least: loss, greatest: loss))
        end = epoch + (step ?? max(1, Int((Double(epoch) * Self.growth).rounded(.up))))
    }

    /// The stretches from the one that holds an epoch on.
    ///
    /// - Complexity: O(log stretches + stretches returned).
    public func suffix(from epoch: Int) -> ArraySlice<Bucket> {
        var (low, high) = (0, buckets.count)
        while low < high {
            let middle = (low + high) / 2
            if buckets[middle].epoch <= epoch { low = middle + 1 } else { high = middle }
        }
        return buckets[max(0, low - 1)...]
    }
}
