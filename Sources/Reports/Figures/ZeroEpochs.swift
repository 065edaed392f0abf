internal import Diagnostics

/// The epochs at which a size is exactly 0, noted one after another.
struct ZeroEpochs {
    private var count = 0
    private var first: Double?
    /// The first of those since the last epoch with another size.
    private var since: Double?

    /// Notes an epoch later than those before.
    mutating func note(_ epoch: Double, isZero: Bool) {
        guard isZero else {
            since = nil
            return
        }
        count += 1
        first = first ?? epoch
        since = since ?? epoch
    }

    /// "exactly 0 from epoch 7 on", "exactly 0 at epoch 7" or "exactly 0 at 3 of the recorded epochs"; nil where no
    /// size is 0.
    ///
    /// - Parameters:
    ///   - zero: what 0 is called, such as "exactly 0".
    ///   - all: what the epochs that were noted are called, such as "recorded epochs".
    /// - Returns: the words.
    func words(_ zero: String, of all: String) -> String? {
        guard let first else { return nil }
        if let since { return "\(zero) from epoch \(Self.text(since)) on" }
        return count == 1
            ? "\(zero) at epoch \(Self.text(first))" : "\(zero) at \(NumberText.count(count)) of the \(all)"
    }

    private static func text(_ epoch: Double) -> String {
        Int(exactly: epoch).map(NumberText.count) ?? NumberText.number(epoch)
    }
}
