/// When a run of a sweep counts as a success: bounds for some of its measures.
public struct SweepGoal: Sendable, Hashable {
    /// The bounds of one measure.
    public struct Bound: Sendable, Hashable {
        /// The measure.
        public let measure: SweepMeasure
        /// The greatest value that is a success; nil for any.
        public let most: Double?
        /// The least value that is a success; nil for any.
        public let least: Double?

        /// Whether a value is within the bounds; a missing one is not.
        public func isMet(by value: Double?) -> Bool {
            guard let value else { return false }
            return most.map { value <= $0 } ?? true && least.map { value >= $0 } ?? true
        }
    }

    /// The bounds, all of which a success meets.
    public let bounds: [Bound]

    /// Whether the figures of a run that did not diverge are a success.
    public func isMet(by summary: RunSummary) -> Bool { bounds.allSatisfy { $0.isMet(by: $0.measure.value(summary)) } }

    init(_ node: SpecNode) throws(SpecError) {
        var bounds: [Bound] = []
        for (name, value) in try node.named() {
            let measure = try SweepMeasure(named: name, value)
            let entries = try value.mapping()
            bounds.append(
                Bound(measure: measure, most: try entries["most"]?.number(), least: try entries["least"]?.number()))
        }
        guard !bounds.isEmpty else {
            throw node.error("expected a measure with its bounds, as in { maxRelativeError: { most: 0.01 } }")
        }
        self.bounds = bounds
    }
}
