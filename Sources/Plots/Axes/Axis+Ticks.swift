internal import Foundation

extension Axis {
    /// The ticks inside a domain, in the order of the axis.
    ///
    /// Linear ticks are at multiples of 1, 2, 2.5 or 5 times a power of ten. Logarithmic ticks are at decades, with
    /// unlabelled ticks between them where there is room; a domain of less than two decades is labelled at 1, 2 and 5,
    /// and a very short one as if it were linear. Labels are exact decimals. Ticks with names are taken as they are;
    /// an axis of whole numbers has ticks at no others.
    ///
    /// - Parameters:
    ///   - domain: The interval, usually from ``domain(for:)``. There are no ticks if it has no extent, is not
    ///     finite, or is not positive on a logarithmic scale.
    ///   - target: About how many intervals the labelled ticks should make, at least one.
    /// - Returns: The ticks.
    /// - Complexity: O(number of ticks).
    public func ticks(in domain: AxisDomain, target: Int) -> [AxisTick] {
        guard domain.start.isFinite, domain.end.isFinite, domain.lower < domain.upper else { return [] }
        let target = min(max(1, target), 100)
        var ticks = namedTicks.filter { $0.value >= domain.lower && $0.value <= domain.upper }
        if namedTicks.isEmpty {
            switch scale {
            case .linear: ticks = Axis.linearTicks(domain.lower, domain.upper, target: target, least: isWhole ? 1 : 0)
            case .log10:
                ticks = Axis.logarithmicTicks(domain.lower, domain.upper, target: target, least: isWhole ? 1 : 0)
            }
            if isWhole { ticks.removeAll { $0.value != $0.value.rounded() } }
        } else {
            ticks.sort { $0.value < $1.value }
        }
        return domain.isReversed ? ticks.reversed() : ticks
    }

    private static func linearTicks(
        _ lower: Double, _ upper: Double, target: Int, least: Double = 0
    ) -> [AxisTick] {
        let span = upper - lower
        guard span.isFinite, span > max(abs(lower), abs(upper)) * 1e-13, span >= 1e-292 else { return [] }
        let step = NiceStep(span: span, target: target, least: least)
        let tolerance = 1e-9
        let first = (lower / step.value - tolerance).rounded(.up)
        let last = (upper / step.value + tolerance).rounded(.down)
        guard first <= last, abs(first) < 1e15, abs(last) < 1e15 else { return [] }
        let mantissas = (Int(first)...Int(last)).map { $0 * step.mantissa }
        let labels = DecimalLabel.labels(mantissas, exponent: step.exponent)
        return zip(mantissas, labels).map { mantissa, label in
            let value = NiceStep.value(of: mantissa, exponent: step.exponent)
            return AxisTick(value: min(max(value, lower), upper), label: label)
        }
    }

    private static func logarithmicTicks(
        _ lower: Double, _ upper: Double, target: Int, least: Double
    ) -> [AxisTick] {
        guard lower > 0 else { return [] }
        let (low, high) = (log10(lower), log10(upper))
        let first = Int((low - 1e-9).rounded(.up))
        let last = Int((high + 1e-9).rounded(.down))
        if high - low < 2 {
            let some = digitTicks(lower, upper, labelled: [1, 2, 5])
            if (3...target + 2).contains(some.count(where: \.isMajor)) { return some }
            if last - first < 1 {
                let linear = linearTicks(lower, upper, target: target, least: least)
                if linear.count > 1 { return linear }
            }
        }
        guard first <= last else { return digitTicks(lower, upper, labelled: Array(1...9)) }
        return decadeTicks(lower, upper, decades: first...last, target: target)
    }

    /// Ticks at 1 to 9 times each power of ten; only some digits carry labels.
    private static func digitTicks(_ lower: Double, _ upper: Double, labelled: [Int]) -> [AxisTick] {
        let decades = Int(log10(lower).rounded(.down))...Int(log10(upper).rounded(.down))
        return decades.flatMap { decade in
            (1...9).compactMap { digit -> AxisTick? in
                let value = NiceStep.value(of: digit, exponent: decade)
                guard value >= lower * (1 - 1e-9), value <= upper * (1 + 1e-9) else { return nil }
                let text = labelled.contains(digit) ? DecimalLabel.labels([digit], exponent: decade)[0] : ""
                return AxisTick(value: min(max(value, lower), upper), label: text)
            }
        }
    }

    private static func decadeTicks(
        _ lower: Double, _ upper: Double, decades: ClosedRange<Int>, target: Int
    ) -> [AxisTick] {
        let strides = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200]
        let stride = strides.first { (decades.count - 1) / $0 <= target } ?? 200
        let aligned = decades.count { $0.isMultiple(of: stride) } > 1
        func isLabelled(_ decade: Int) -> Bool {
            (aligned ? decade : decade - decades.lowerBound).isMultiple(of: stride)
        }
        if stride == 1 && decades.count <= 7 {
            return digitTicks(lower, upper, labelled: [1]).map { tick in
                guard tick.isMajor else { return tick }
                return AxisTick(value: tick.value, label: DecimalLabel.decade(Int(log10(tick.value).rounded())))
            }
        }
        return decades.compactMap { decade in
            guard isLabelled(decade) || decades.count <= 40 else { return nil }
            let value = min(max(NiceStep.value(of: 1, exponent: decade), lower), upper)
            return AxisTick(value: value, label: isLabelled(decade) ? DecimalLabel.decade(decade) : "")
        }
    }
}
