/// The first floating-point number at which something holds.
enum FloatingPointThreshold {
    /// The first number in a range from which onwards `holds` is true, by bisection down to neighbouring numbers; NaN
    /// where it never is.
    static func first(in range: ClosedRange<Double>, _ holds: (Double) -> Bool) -> Double {
        var (low, high) = (range.lowerBound, range.upperBound)
        guard holds(high), !holds(low) else { return .nan }
        for _ in 0..<200 {
            let middle = low + (high - low) / 2
            if middle == low || middle == high { break }
            if holds(middle) { high = middle } else { low = middle }
        }
        return high
    }
}
