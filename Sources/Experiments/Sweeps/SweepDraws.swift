internal import Diagnostics
internal import Foundation
internal import Networks

/// Random values for keys of a spec, drawn again for each of a number of draws.
///
/// Draw d takes its numbers from the stream of the seed and d alone, in the order of the keys. Each number is rounded
/// to twelve digits, so that every machine draws the same.
public struct SweepDraws: Sendable, Equatable {
    /// Where a value is drawn from.
    enum Distribution: Sendable, Equatable {
        case uniform(ClosedRange<Double>)
        case logUniform(ClosedRange<Double>)
        case normal(mean: Double, deviation: Double)
        case whole(ClosedRange<Int>)
        case choice([Node])
    }

    /// The number of draws.
    public let count: Int
    /// The seed of the draws.
    public let seed: UInt64
    let entries: [(key: String, distribution: Distribution)]

    /// The keys that are drawn.
    public var keys: [String] { entries.map(\.key) }

    /// Whether the values of a key are drawn on a logarithmic scale.
    public func isLogarithmic(_ key: String) -> Bool {
        if case .logUniform = entries.first(where: { $0.key == key })?.distribution { true } else { false }
    }

    /// Whether two sweeps draw the same.
    public static func == (a: SweepDraws, b: SweepDraws) -> Bool {
        a.count == b.count && a.seed == b.seed && a.keys == b.keys
            && a.entries.map(\.distribution) == b.entries.map(\.distribution)
    }

    init(_ node: SpecNode) throws(SpecError) {
        let entries = try node.mapping()
        count = try entries.required("count", in: node).integer()
        seed = try entries["seed"]?.seed() ?? 1
        var found: [(key: String, distribution: Distribution)] = []
        let draw = try entries.required("draw", in: node)
        for (key, value) in try draw.named() { found.append((key, try Distribution(value))) }
        guard !found.isEmpty else { throw draw.error("expected a key with a distribution") }
        self.entries = found
    }

    /// The values of a draw, in the order of ``keys``.
    func values(_ draw: Int) -> [Node] {
        var stream = RandomStream(seed: seed, purpose: .sweeps, index: UInt32(truncatingIfNeeded: draw))
        return entries.map { $0.distribution.value(&stream) }
    }
}

extension SweepDraws.Distribution {
    private enum Name: String, CaseIterable { case uniform, logUniform, normal, whole, choice }

    init(_ node: SpecNode) throws(SpecError) {
        let (name, found) = try node.choice(Name.self)
        guard let value = found else { throw node.error("expected a distribution") }
        switch name {
        case .uniform: self = .uniform(try value.pair())
        case .logUniform: self = .logUniform(try value.pair())
        case .normal:
            let entries = try value.mapping()
            self = .normal(
                mean: try entries.required("mean", in: value).number(),
                deviation: try entries.required("deviation", in: value).number())
        case .whole:
            let ends = try value.list()
            guard ends.count == 2 else { throw value.error("expected two whole numbers, [lower, upper]") }
            let (lower, upper) = (try ends[0].integer(), try ends[1].integer())
            guard lower <= upper, upper.subtractingReportingOverflow(lower).overflow == false else {
                throw value.error("[\(lower), \(upper)]: expected lower ≤ upper")
            }
            self = .whole(lower...upper)
        case .choice: self = .choice(try value.list().map(\.node))
        }
    }

    func value(_ stream: inout RandomStream) -> Node {
        func number(_ value: Double) -> Node { Node(SweepAxis.rounded(value)) }
        switch self {
        case .uniform(let range): return number(stream.uniform(in: range))
        case .logUniform(let range):
            let drawn = exp(stream.uniform(in: log(range.lowerBound)...log(range.upperBound)))
            return number(min(max(drawn, range.lowerBound), range.upperBound))
        case .normal(let mean, let deviation): return number(mean + deviation * stream.normal())
        case .whole(let range):
            return Node(range.lowerBound + stream.index(below: range.upperBound - range.lowerBound + 1))
        case .choice(let nodes): return nodes[stream.index(below: nodes.count)]
        }
    }
}
