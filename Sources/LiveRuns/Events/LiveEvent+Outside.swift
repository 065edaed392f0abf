internal import Diagnostics

// Events that no state of the small layers shows: whoever trains, certifies or compares knows of them.

extension LiveEvent {
    /// Why a learning rate changes.
    public enum RateCause: Sendable, Hashable {
        /// The run's own schedule.
        case schedule
        /// A person.
        case hand
    }

    /// The largest absolute value of each tensor after an epoch, from the input to the output.
    public struct LargestWeights: Sendable, Hashable {
        /// The number of epochs of updates.
        public var epoch: Int
        /// The tensors' names, such as "W1", and their largest absolute values.
        public var tensors: [(name: String, largest: Double)] {
            get { zip(names, values).map { ($0, $1) } }
            set { (names, values) = (newValue.map(\.name), newValue.map(\.largest)) }
        }
        private var names: [String]
        private var values: [Double]

        /// A row of the table.
        public init(epoch: Int, tensors: [(name: String, largest: Double)]) {
            self.epoch = epoch
            (names, values) = (tensors.map(\.name), tensors.map(\.largest))
        }
    }

    /// "Rate 1e−4 → 1e−5 · as the schedule says"; the epoch is the first with the new rate, from 0.
    public static func rate(epoch: Int, from old: Double, to new: Double, cause: RateCause) -> LiveEvent {
        LiveEvent(
            epoch: epoch, kind: .rate, numbers: ["from": old, "to": new],
            title: "Rate \(NumberText.exact(old)) → \(NumberText.exact(new))",
            text: cause == .hand ? "by hand" : "as the schedule says")
    }

    /// "Diverged · the loss is no finite number: largest |W₃| 0.05, 1.4, 5,160, 4 × 10²³".
    ///
    /// - Parameters:
    ///   - epoch: the epoch whose loss is not finite.
    ///   - table: the last epochs, at most four of which are told, in order.
    ///   - remedies: what has been tried from an earlier state and did not diverge, as phrases such as
    ///     "a rate of 1e−3".
    /// - Returns: an event about the tensor that grew first: of those that are more than ten times as large as in the
    ///   epoch before, or not finite, that of the earliest epoch, and of several the one that grew most.
    public static func diverged(
        epoch: Int, table: [LargestWeights], remedies: [String] = []
    ) -> LiveEvent {
        let rows = Array(table.sorted { $0.epoch < $1.epoch }.suffix(4))
        var (text, numbers) = ("the loss is no finite number", [String: Double]())
        if let tensor = firstToGrow(rows) {
            let values = rows.compactMap { row in row.tensors.first { $0.name == tensor }?.largest }
            let name = NumberText.typeset(tensor)
            text += ": largest |\(name)| \(values.map { NumberText.typeset($0) }.joined(separator: ", "))"
            for (index, value) in values.enumerated() { numbers["largest\(index)"] = value }
        }
        if !remedies.isEmpty { text += "; tried, and finite: " + remedies.joined(separator: ", ") }
        return LiveEvent(epoch: epoch, kind: .diverged, numbers: numbers, title: "Diverged", text: text)
    }

    private static func firstToGrow(_ rows: [LargestWeights]) -> String? {
        for (before, now) in zip(rows, rows.dropFirst()) {
            let growth = zip(before.tensors, now.tensors).map { old, new in
                (new.name, new.largest.isFinite ? new.largest / max(old.largest, .leastNormalMagnitude) : .infinity)
            }
            if let most = growth.max(by: { $0.1 < $1.1 }), most.1 > 10 { return most.0 }
        }
        return rows.last?.tensors.max { $0.largest < $1.largest || !$1.largest.isFinite }?.name
    }

    /// "Goal reached · worst error 2.2 × 10⁻¹² % of the amplitude", the error being given as a share of the amplitude.
    public static func goalReached(epoch: Int, worstError: Double) -> LiveEvent {
        LiveEvent(
            epoch: epoch, kind: .goal, numbers: ["worstError": worstError], title: "Goal reached",
            text: "worst error \(NumberText.typeset(NumberText.percent(worstError))) of the amplitude")
    }

    /// "Same bits as autoencoder-study-1 · 2ac65f89…".
    public static func sameBits(epoch: Int, as run: String, hash: String) -> LiveEvent {
        LiveEvent(
            epoch: epoch, kind: .sameBits, title: "Same bits as \(run)", text: "\(hash.prefix(8))…")
    }

    /// "Proved · all 10 samples".
    public static func proved(epoch: Int, samples: Int) -> LiveEvent {
        LiveEvent(
            epoch: epoch, kind: .proved, numbers: ["samples": Double(samples)], title: "Proved",
            text: samples == 1 ? "the only sample" : "all \(NumberText.count(samples)) samples")
    }

    /// "Refuted · θ = 3, output 2, by 1/1048576"; "sample 3" where samples have no θ. The error is a fraction.
    public static func refuted(epoch: Int, theta: Double?, sample: Int, output: Int, error: String) -> LiveEvent {
        let place = theta.map { "θ = \(NumberText.exact($0))" } ?? "sample \(NumberText.count(sample))"
        return LiveEvent(
            epoch: epoch, kind: .refuted, subject: Subject(output: output, theta: theta ?? Double(sample)),
            title: "Refuted",
            text: "\(place), output \(NumberText.count(output)), by \(error.replacing("-", with: "−"))")
    }
}
