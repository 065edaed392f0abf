/// Which runs a list shows: comparisons of keys with values, joined by and, or, not and parentheses.
///
///     name = autoencoder-study and loss < 0.1
///     not (status = diverged) and (spec.signals.length >= 33 or code.r2 > 0.99)
///     tags = baseline
///
/// A comparison with a key that a run does not have is false. Texts are compared as Unicode does: "é" is the same,
/// however it is encoded.
public struct RunQuery: Sendable, Hashable {
    /// How two values are compared.
    enum Comparison: String, Sendable, Hashable, CaseIterable {
        case equal = "=", unequal = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
        /// The text contains the other one.
        case contains = "~"
    }

    indirect enum Condition: Sendable, Hashable {
        /// What is asked for as a value, and as it was typed.
        case comparison(key: String, Comparison, RunValue, typed: String)
        case not(Condition)
        case and(Condition, Condition)
        case or(Condition, Condition)
    }

    let condition: Condition

    /// The keys that the query names.
    public var keys: [String] { comparisons.map { $0.key } }

    /// The comparisons that the query consists of.
    var comparisons: [(key: String, comparison: Comparison, value: RunValue)] { Self.comparisons(of: condition) }

    /// Whether a run is one that is asked for; nil where a record that cannot be read would have to tell.
    public func decide(_ row: RunRow) -> Bool? { Self.decide(condition, row) }

    private static func comparisons(
        of condition: Condition
    ) -> [(key: String, comparison: Comparison, value: RunValue)] {
        switch condition {
        case .comparison(let key, let comparison, let value, _): [(key, comparison, value)]
        case .not(let part): comparisons(of: part)
        case .and(let first, let second), .or(let first, let second):
            comparisons(of: first) + comparisons(of: second)
        }
    }

    /// Three-valued: what is not known stays so, unless the rest decides.
    private static func decide(_ condition: Condition, _ row: RunRow) -> Bool? {
        switch condition {
        case .comparison(let key, let comparison, let value, let typed):
            let known = row.values[key].map { matches($0, comparison, value, typed) }
            guard row.isDamaged(at: key) else { return known ?? false }
            // Of the tags some may be known: one that is there is there.
            let isDecided = comparison == .unequal ? known == false : known == true
            return key == "tags" && isDecided ? known : nil
        case .not(let part): return decide(part, row).map { !$0 }
        case .and(let first, let second):
            let parts = [decide(first, row), decide(second, row)]
            return parts.contains(false) ? false : parts.contains(nil) ? nil : true
        case .or(let first, let second):
            let parts = [decide(first, row), decide(second, row)]
            return parts.contains(true) ? true : parts.contains(nil) ? nil : false
        }
    }

    private static func matches(
        _ found: RunValue, _ comparison: Comparison, _ asked: RunValue, _ typed: String
    ) -> Bool {
        switch (found, comparison, asked) {
        case (.words(let words), .unequal, _): !words.contains(typed)
        case (.words(let words), _, _): words.contains { matches(.text($0), comparison, asked, typed) }
        case (_, .contains, _): found.description.contains(typed)
        case (.number(let a), _, .number(let b)): holds(a, comparison, b)
        // A name of digits is still a name.
        case (.text(let a), _, _): holds(a, comparison, typed)
        case (_, .equal, _): found == asked
        case (_, .unequal, _): found != asked
        default: false
        }
    }

    private static func holds<Value: Comparable>(_ a: Value, _ comparison: Comparison, _ b: Value) -> Bool {
        switch comparison {
        case .equal: a == b
        case .unequal: a != b
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        case .greaterOrEqual: a >= b
        case .contains: false
        }
    }
}
