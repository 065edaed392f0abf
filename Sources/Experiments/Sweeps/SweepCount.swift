internal import Diagnostics

/// How many runs a sweep has, told before anything runs.
struct SweepCount {
    let axes: [SweepAxis]
    let draws: SweepDraws?
    let seeds: SweepSeeds

    private var factors: [Int] { axes.map(\.values.count) + (draws.map { [$0.count] } ?? []) + [seeds.count] }

    /// The number of runs; nil beyond what 64 bits hold.
    var runs: Int? {
        var product = 1
        for factor in factors {
            let (next, overflow) = product.multipliedReportingOverflow(by: factor)
            if overflow { return nil }
            product = next
        }
        return product
    }

    /// The number in words, with its factors.
    var words: String {
        let total =
            runs.map { NumberText.plural($0, "run") }
            ?? "about \(NumberText.number(factors.reduce(1) { $0 * Double($1) })) runs"
        var parts = axes.enumerated().map { index, axis in
            let count = axis.values.count
            return (index == 0 ? NumberText.plural(count, "value") : NumberText.count(count)) + " of \(axis.key)"
        }
        if let draws { parts.append(NumberText.plural(draws.count, "random draw")) }
        parts.append(NumberText.plural(seeds.count, "seed"))
        return "\(total): \(parts.joined(separator: " × "))"
    }
}
