internal import Foundation

/// An axis with a domain, ticks and the positions of its ends.
struct ResolvedAxis {
    let axis: Axis
    let domain: AxisDomain
    let ticks: [AxisTick]
    let startPixel: Double
    let endPixel: Double

    /// Farther out than any figure, but close enough that positions stay exact to a fraction of a pixel.
    private static let reach = 1e6

    /// Creates an axis between two positions; its labelled ticks make about `target` intervals, but at least `minimum`
    /// if a few more intervals give as many.
    init(
        _ axis: Axis, domain: AxisDomain, from startPixel: Double, to endPixel: Double, target: Int, minimum: Int = 2
    ) {
        self.axis = axis
        self.domain = domain
        self.startPixel = startPixel
        self.endPixel = endPixel
        let targets = target...max(target, target + 4)
        let choices = targets.lazy.map { axis.ticks(in: domain, target: $0) }
        ticks = choices.first { $0.count(where: \.isMajor) >= minimum } ?? axis.ticks(in: domain, target: target)
    }

    /// Creates an axis along the bottom, with as many ticks as there is room for their labels.
    static func horizontal(
        _ axis: Axis, domain: AxisDomain, from left: Double, to right: Double, spacing: Double = 80, minimum: Int = 2
    ) -> ResolvedAxis {
        let most = max(1, Int(abs(right - left) / spacing))
        for target in (1...most).reversed() {
            let resolved = ResolvedAxis(
                axis, domain: domain, from: left, to: right, target: target, minimum: minimum)
            if resolved.hasRoomForLabels { return resolved }
        }
        return ResolvedAxis(axis, domain: domain, from: left, to: right, target: 1, minimum: 0)
    }

    private var hasRoomForLabels: Bool {
        let labelled = ticks.filter(\.isMajor)
        return zip(labelled, labelled.dropFirst()).allSatisfy { one, other in
            guard let a = position(of: one.value), let b = position(of: other.value) else { return true }
            return abs(b - a) > (TextMetrics.width(one.label) + TextMetrics.width(other.label)) / 2 + 10
        }
    }

    /// The position of a number; nil if it has none on this axis.
    func position(of value: Double) -> Double? {
        guard value.isFinite else { return nil }
        let share: Double
        switch axis.scale {
        case .linear:
            share = (value / 2 - domain.start / 2) / (domain.end / 2 - domain.start / 2)
        case .log10:
            guard value > 0 else { return nil }
            share = (log10(value) - log10(domain.start)) / (log10(domain.end) - log10(domain.start))
        }
        guard !share.isNaN else { return nil }
        return min(max(startPixel + share * (endPixel - startPixel), -Self.reach), Self.reach)
    }

    /// The position of zero if it is on the axis, otherwise the end closer to it.
    func basePosition(_ base: Double = 0) -> Double {
        guard axis.scale == .linear, let position = position(of: base) else { return startPixel }
        return min(max(position, min(startPixel, endPixel)), max(startPixel, endPixel))
    }

    func contains(_ value: Double) -> Bool {
        value >= domain.lower && value <= domain.upper
    }

    /// The axis label with an arrow towards greater numbers.
    func arrowLabel(vertical: Bool) -> String {
        guard !axis.label.isEmpty else { return "" }
        // Pixels grow to the right and downwards.
        let grows = (endPixel > startPixel) != domain.isReversed
        if vertical { return (grows ? "↓ " : "↑ ") + axis.label }
        return grows ? axis.label + " →" : "← " + axis.label
    }
}
