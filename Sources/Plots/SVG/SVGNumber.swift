/// Compact, deterministic text for coordinates.
enum SVGNumber {
    /// Coordinates farther out than this are drawn here; no figure is this large.
    static let limit = 1e7

    /// The number with at most two decimals, no exponent and no negative zero; nil if it is not finite.
    static func format(_ value: Double) -> String? {
        guard value.isFinite else { return nil }
        let hundredths = Int((min(max(value, -limit), limit) * 100).rounded(.toNearestOrAwayFromZero))
        let (whole, part) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        let sign = hundredths < 0 ? "-" : ""
        if part == 0 { return "\(sign)\(whole)" }
        let digits = part % 10 == 0 ? "\(part / 10)" : (part < 10 ? "0\(part)" : "\(part)")
        return "\(sign)\(whole).\(digits)"
    }
}
