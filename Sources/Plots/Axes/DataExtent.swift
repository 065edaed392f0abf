/// The least and greatest finite numbers seen, and the least positive one for logarithmic axes.
struct DataExtent {
    private(set) var lower = Double.infinity
    private(set) var upper = -Double.infinity
    private(set) var lowerPositive = Double.infinity

    var isEmpty: Bool { lower > upper }
    var hasPositive: Bool { lowerPositive <= upper }

    init(_ values: some Sequence<Double> = EmptyCollection()) {
        for value in values { include(value) }
    }

    mutating func include(_ value: Double) {
        guard value.isFinite else { return }
        lower = min(lower, value)
        upper = max(upper, value)
        if value > 0 { lowerPositive = min(lowerPositive, value) }
    }
}
