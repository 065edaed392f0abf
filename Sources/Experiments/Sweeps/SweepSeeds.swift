internal import Diagnostics

/// The seeds of each point of a sweep.
public struct SweepSeeds: Sendable, Hashable {
    private enum Form: Sendable, Hashable {
        case range(ClosedRange<UInt64>)
        case list([UInt64])
    }

    private let form: Form

    /// The number of seeds.
    public var count: Int {
        switch form {
        case .range(let range): Int(range.upperBound - range.lowerBound) + 1
        case .list(let seeds): seeds.count
        }
    }

    /// A seed by its place, from 0.
    public subscript(place: Int) -> UInt64 {
        switch form {
        case .range(let range): range.lowerBound + UInt64(place)
        case .list(let seeds): seeds[place]
        }
    }

    /// One seed.
    init(_ seed: UInt64) { form = .list([seed]) }

    /// Reads A...B, or a list of different seeds.
    init(_ node: SpecNode) throws(SpecError) {
        guard node.isList else {
            let text = try node.string()
            let expected = "expected A...B with whole numbers A ≤ B, or a list of seeds"
            guard let separator = text.firstRange(of: "...") else {
                let number: UInt64? = WholeNumber.value(of: text)
                throw node.error(
                    "\(node.found): \(expected)"
                        + (number.map { ": for \($0) seeds write 1...\($0), for that one seed [\($0)]" } ?? ""))
            }
            let ends = (text[..<separator.lowerBound], text[separator.upperBound...])
            guard let first: UInt64 = WholeNumber.value(of: String(ends.0)),
                let last: UInt64 = WholeNumber.value(of: String(ends.1)), first <= last
            else { throw node.error("\(node.found): \(expected)") }
            guard last - first < UInt64(Int.max) else {
                throw node.error("\(node.found): expected at most \(NumberText.count(Sweep.mostRuns)) seeds")
            }
            form = .range(first...last)
            return
        }
        var seeds: [UInt64] = []
        var seen: Set<UInt64> = []
        for entry in try node.list() {
            let seed = try entry.seed()
            guard seen.insert(seed).inserted else { throw entry.error("\(seed) is given twice") }
            seeds.append(seed)
        }
        form = .list(seeds)
    }
}
