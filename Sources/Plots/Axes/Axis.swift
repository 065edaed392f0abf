internal import Foundation

/// One axis of a figure: its label, its scale and the interval it shows.
public struct Axis: Sendable, Hashable {
    /// The label, such as `epoch`; empty for none.
    public var label: String
    /// How numbers map to positions.
    public var scale: AxisScale
    /// The interval to show exactly; nil to fit the data.
    public var domain: AxisDomain?
    /// The share of the data's span added at each end when the domain comes from the data; nil for the default: a
    /// little on vertical axes, and just enough for markers on horizontal ones.
    public var padding: Double?
    /// Whether a linear domain that comes from the data must include zero.
    public var includesZero: Bool
    /// Whether the axis counts things: its ticks are at whole numbers only.
    public var isWhole: Bool
    /// Ticks with names, for an axis of things that are no numbers; empty for ticks at round numbers.
    public var namedTicks: [AxisTick]

    /// Creates an axis.
    ///
    /// An explicit domain is shown as it is, reversed if its ends are. A domain that cannot be shown (an end is not
    /// finite, or not positive on a logarithmic scale) is ignored; one without extent is widened.
    public init(
        _ label: String = "", scale: AxisScale = .linear, domain: AxisDomain? = nil, padding: Double? = nil,
        includesZero: Bool = false, isWhole: Bool = false, namedTicks: [AxisTick] = []
    ) {
        self.label = label
        self.scale = scale
        self.domain = domain
        self.padding = padding
        self.includesZero = includesZero
        self.isWhole = isWhole
        self.namedTicks = namedTicks
    }

    /// Creates an axis that shows exactly the given interval.
    public init(_ label: String = "", scale: AxisScale = .linear, domain: ClosedRange<Double>) {
        self.init(label, scale: scale, domain: AxisDomain(domain.lowerBound, domain.upperBound))
    }

    /// The interval this axis shows for the given data.
    ///
    /// The ends are always finite and different.
    ///
    /// - Numbers that are not finite are ignored, and on a logarithmic scale also those that are not positive.
    /// - Data on one side of zero are not padded across zero, nor is a logarithmic domain padded across a decade where
    ///   the data start or end.
    /// - Constant data get an interval around them; zeros on an axis that includes zero get 0 to 1.
    ///   Without data it is 0 to 1, or 1 to 10 on a logarithmic scale.
    ///
    /// - Complexity: O(n).
    public func domain(for values: some Sequence<Double>) -> AxisDomain {
        domain(for: DataExtent(values), margin: .vertical)
    }

    func domain(for extent: DataExtent, margin: AxisMargin) -> AxisDomain {
        var margin = margin
        if let padding { margin = AxisMargin(share: padding.isFinite ? min(max(padding, 0), 1) : 0, stops: true) }
        switch scale {
        case .linear: return linearDomain(for: extent, margin)
        case .log10: return logarithmicDomain(for: extent, margin)
        }
    }

    private func linearDomain(for extent: DataExtent, _ margin: AxisMargin) -> AxisDomain {
        if let domain, domain.start.isFinite, domain.end.isFinite {
            let ends = Axis.separated(Axis.clamp(domain.lower), Axis.clamp(domain.upper))
            return domain.isReversed ? ends.reversed : ends
        }
        guard !extent.isEmpty else { return AxisDomain(0, 1) }
        var extent = extent
        if includesZero { extent.include(0) }
        let (lower, upper) = (Axis.clamp(extent.lower), Axis.clamp(extent.upper))
        // What is measured from 0 on, such as an error, is not shown as if it could be negative.
        if includesZero, lower == 0, upper == 0 { return AxisDomain(0, 1) }
        let ends = Axis.separated(lower, upper)
        if ends.lower != lower || ends.upper != upper { return ends }
        let extra = margin.share * (upper - lower)
        let start = lower >= 0 && margin.stops ? max(0, lower - extra) : lower - extra
        let end = upper <= 0 && margin.stops ? min(0, upper + extra) : upper + extra
        return AxisDomain(Axis.clamp(start), Axis.clamp(end))
    }

    private func logarithmicDomain(for extent: DataExtent, _ margin: AxisMargin) -> AxisDomain {
        if let domain, domain.start.isFinite, domain.end.isFinite, domain.lower > 0 {
            let ends = Axis.separatedLogarithms(log10(domain.lower), log10(domain.upper))
            if ends != nil { return domain }
            let widened = Axis.widened(domain.lower)
            return domain.isReversed ? widened.reversed : widened
        }
        guard extent.hasPositive else { return AxisDomain(1, 10) }
        guard let logs = Axis.separatedLogarithms(log10(extent.lowerPositive), log10(extent.upper)) else {
            return Axis.widened(extent.lowerPositive)
        }
        let extra = margin.share * (logs.upper - logs.lower)
        let start = margin.stops && Axis.isDecade(logs.lower) ? logs.lower : logs.lower - extra
        let end = margin.stops && Axis.isDecade(logs.upper) ? logs.upper : logs.upper + extra
        return AxisDomain(min(Axis.power(start), extent.lowerPositive), max(Axis.power(end), extent.upper))
    }

    private static func clamp(_ value: Double) -> Double {
        min(max(value, -.greatestFiniteMagnitude / 4), .greatestFiniteMagnitude / 4)
    }

    /// The ends, moved apart if ticks between them could not be told apart.
    private static func separated(_ lower: Double, _ upper: Double) -> AxisDomain {
        let magnitude = max(abs(lower), abs(upper))
        if upper - lower > max(magnitude * 1e-12, 1e-290) { return AxisDomain(lower, upper) }
        let centre = lower + (upper - lower) / 2
        let half = magnitude > 1e-280 ? magnitude / 10 : 1
        return AxisDomain(clamp(centre - half), clamp(centre + half))
    }

    private static func separatedLogarithms(_ lower: Double, _ upper: Double) -> AxisDomain? {
        upper - lower > 1e-9 ? AxisDomain(lower, upper) : nil
    }

    private static func widened(_ value: Double) -> AxisDomain {
        AxisDomain(power(log10(value) - 0.5), power(log10(value) + 0.5))
    }

    private static func isDecade(_ logarithm: Double) -> Bool {
        abs(logarithm - logarithm.rounded()) < 1e-9
    }

    /// A power of ten kept within the finite positive numbers.
    static func power(_ exponent: Double) -> Double {
        min(max(pow(10, exponent), .leastNonzeroMagnitude), .greatestFiniteMagnitude)
    }
}
