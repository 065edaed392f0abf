/// The learning rate from an epoch on: one, an unknown one, or packed ones of consecutive epochs.
struct RateStretch {
    private enum Content {
        case rate(Double?)
        case packed(offset: Int, count: Int)
    }

    /// The first epoch.
    let epoch: Int
    private var content: Content

    /// A rate; nil where it is not known.
    init(epoch: Int, _ rate: Double?) {
        (self.epoch, content) = (epoch, .rate(rate))
    }

    /// The rates of so many epochs, by the record at an offset.
    init(epoch: Int, packedAt offset: Int, count: Int) {
        (self.epoch, content) = (epoch, .packed(offset: offset, count: count))
    }

    /// Whether the rate is not known.
    var isUnknown: Bool {
        if case .rate(nil) = content { true } else { false }
    }

    /// Forgets the rates of later epochs; the last one that is left still holds from there on.
    mutating func cut(at end: Int) {
        if case .packed(let offset, let count) = content {
            content = .packed(offset: offset, count: min(count, end - epoch))
        }
    }

    /// The epochs, each with its rate.
    ///
    /// - Throws: ``RunError`` where the record is no longer in the file.
    func rates(in file: LossReader, _ path: String) throws(RunError) -> [(epoch: Int, rate: Double?)] {
        switch content {
        case .rate(let rate): return [(epoch, rate)]
        case .packed(let offset, let count):
            guard let record = try file.record(at: offset), record.kind == .learningRates, record.epoch == epoch,
                let rates = RatePacking.rates(record.words)
            else {
                throw RunError(place: path, problem: "it changed while it was read: expected it to be left alone")
            }
            return rates.prefix(count).enumerated().map { (epoch + $0.offset, $0.element) }
        }
    }
}
