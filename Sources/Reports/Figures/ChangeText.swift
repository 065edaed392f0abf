internal import Diagnostics

/// How a number changed, in words that follow the numbers.
enum ChangeText {
    /// "falls from 0.5 to 0.1", "rises from 1 to 3", "stays at 0.98", "starts at 4 and is no number in the end".
    static func words(from first: Double, to last: Double) -> String {
        let (before, after) = (NumberText.number(first), NumberText.number(last))
        guard !first.isNaN, !last.isNaN else {
            return last.isNaN ? "starts at \(before) and is not a number in the end" : "ends at \(after)"
        }
        if before == after || abs(last - first) <= 0.005 * max(abs(first), abs(last)) { return "stays at \(after)" }
        return "\(last < first ? "falls" : "rises") from \(before) to \(after)"
    }
}
