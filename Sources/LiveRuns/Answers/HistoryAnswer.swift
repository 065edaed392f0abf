internal import RunStore

/// The loss of every epoch of a run in stretches, and where the learning rate changes.
struct HistoryAnswer: Encodable {
    struct Rate: Encodable {
        let epoch: Int
        let rate: Double

        func encode(to encoder: any Encoder) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(epoch)
            try container.encode(rate)
        }
    }

    let run: String
    let from: Int
    let to: Int
    let buckets: [LossBuckets.Bucket]
    let rates: [Rate]

    /// The history that a run's folder holds, of all epochs, or of some in stretches of equal length.
    ///
    /// - Throws: `RunError` where the losses can no longer be read.
    init(_ folder: RunFolder, _ epochs: ClosedRange<Int>? = nil, step: Int? = nil) throws {
        let stream = try? folder.lossStream()
        let last = (stream?.epochs ?? 0) - 1
        let epochs = epochs ?? 0...max(0, last)
        var buckets = LossBuckets(step: step)
        try stream?.forEachBlock { epoch, losses in
            for (k, loss) in losses.enumerated() where epochs.contains(epoch + k) { buckets.add(epoch + k, loss) }
        }
        (run, from, to) = (folder.id, epochs.lowerBound, min(epochs.upperBound, max(epochs.lowerBound, last)))
        self.buckets = buckets.buckets
        rates = try Self.rates(stream, by: self.buckets)
    }

    /// The history that a session has told.
    init(_ folder: RunFolder, told buckets: [LossBuckets.Bucket]) {
        (run, from, to, self.buckets) = (folder.id, 0, buckets.last?.epoch ?? 0, buckets)
        rates = (try? Self.rates(folder.lossStream(), by: buckets)) ?? []
    }

    /// The epochs at which the rate changes: of those within one bucket only the first and the last, so that of a rate
    /// which changes in every epoch there are no more than of the losses.
    ///
    /// - Complexity: O(changes + buckets).
    private static func rates(_ stream: LossStream?, by buckets: [LossBuckets.Bucket]) throws -> [Rate] {
        var (rates, next, inBucket) = ([Rate](), 0, 0)
        try stream?.forEachRate { epoch, rate in
            guard let rate, rates.last?.rate != rate else { return }
            while next < buckets.count, buckets[next].epoch <= epoch { (next, inBucket) = (next + 1, 0) }
            inBucket += 1
            if inBucket > 2 { rates.removeLast() }
            rates.append(Rate(epoch: epoch, rate: rate))
        }
        return rates
    }
}
