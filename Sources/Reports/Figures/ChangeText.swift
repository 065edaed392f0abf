internal import Diagnostics

/// How a number changed, in words that follow the numbers.
enum ChangeText {
    /// A number at an epoch.
    typealias Value = (epoch: Int, value: Double)

    /// "falls from 0.5 to 0.1", "rises from 1 to 3" or "stays at 0.98" where no number between is outside of these;
    /// else "is 0.5 before training, least 0.02 at epoch 260, and 0.22 at the end".
    ///
    /// Numbers within half a percent of each other count as equal.
    static func words(_ values: [Value]) -> String {
        guard let first = values.first, let last = values.last else { return "is not known" }
        let beyond = extremes(values)
        guard !first.value.isNaN, !last.value.isNaN, !beyond.isEmpty else {
            return words(from: first.value, to: last.value)
        }
        let start = first.epoch == 0 ? "before training" : "at epoch \(NumberText.count(first.epoch))"
        let between = beyond.map { "\($0.name) \(NumberText.number($0.value)) at epoch \(NumberText.count($0.epoch))" }
        return "is \(NumberText.number(first.value)) \(start), \(between.joined(separator: ", ")), and "
            + "\(NumberText.number(last.value)) at the end"
    }

    /// The largest and the least number, by epoch, where they are beyond the first and the last one.
    static func extremes(_ values: [Value]) -> [(name: String, epoch: Int, value: Double)] {
        let known = values.filter { !$0.value.isNaN }
        guard let first = known.first?.value, let last = known.last?.value,
            let least = known.min(by: { $0.value < $1.value }), let most = known.max(by: { $0.value < $1.value })
        else { return [] }
        var found: [(name: String, epoch: Int, value: Double)] = []
        if most.value > max(first, last), !isClose(most.value, max(first, last)) {
            found.append(("largest", most.epoch, most.value))
        }
        if least.value < min(first, last), !isClose(least.value, min(first, last)) {
            found.append(("least", least.epoch, least.value))
        }
        return found.sorted { $0.epoch < $1.epoch }
    }

    /// "falls from 0.5 to 0.1", "rises from 1 to 3", "stays at 0.98", "starts at 4 and is not a number in the end".
    static func words(from first: Double, to last: Double) -> String {
        let (before, after) = (NumberText.number(first), NumberText.number(last))
        guard !first.isNaN, !last.isNaN else {
            return last.isNaN ? "starts at \(before) and is not a number in the end" : "ends at \(after)"
        }
        if before == after || isClose(first, last) { return "stays at \(after)" }
        return "\(last < first ? "falls" : "rises") from \(before) to \(after)"
    }

    private static func isClose(_ one: Double, _ other: Double) -> Bool {
        one == other || abs(one - other) <= 0.005 * max(abs(one), abs(other))
    }
}
