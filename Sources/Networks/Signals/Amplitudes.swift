/// The amplitudes that a family of signals takes: one, a list, or a range.
public enum Amplitudes: Sendable, Hashable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// One amplitude.
    case one(Double)
    /// These amplitudes.
    case list([Double])
    /// `count` amplitudes, equally spaced, both ends included.
    case range(from: Double, through: Double, count: Int)

    /// One amplitude.
    public init(floatLiteral value: Double) { self = .one(value) }
    /// One amplitude.
    public init(integerLiteral value: Int) { self = .one(Double(value)) }

    /// The amplitudes in increasing order.
    ///
    /// - Throws: ``SignalError`` where one is not positive and finite, where there is none, or where two are equal.
    public func values() throws(SignalError) -> [Double] {
        var values: [Double]
        switch self {
        case .one(let value):
            values = [value]
        case .list(let list):
            values = list
        case .range(let lower, let upper, let count):
            guard (2...SampleSet.maximumLength).contains(count), lower < upper else {
                throw SignalError(
                    place: "amplitude",
                    problem: "expected from < through, and a count from 2 to \(SampleSet.maximumLength)")
            }
            values = (0..<count).map { lower + (upper - lower) * Double($0) / Double(count - 1) }
        }
        values.sort()
        guard !values.isEmpty else {
            throw SignalError(place: "amplitude", problem: "expected at least one amplitude")
        }
        if let bad = values.first(where: { !($0 > 0 && $0.isFinite) }) {
            throw SignalError(place: "amplitude", problem: "\(bad): expected a positive finite number")
        }
        if let (equal, _) = zip(values, values.dropFirst()).first(where: { $0 == $1 }) {
            throw SignalError(place: "amplitude", problem: "\(equal) comes twice: expected different amplitudes")
        }
        return values
    }

    /// Checks that amplitudes which differ still do where a format rounds them: else samples would come twice.
    ///
    /// - Throws: what ``values()`` throws, and ``SignalError`` with the first two amplitudes that become equal.
    public func validate(in format: NumberFormat) throws(SignalError) {
        let values = try values()
        for (lower, upper) in zip(values, values.dropFirst()) where format.rounded(lower) == format.rounded(upper) {
            throw SignalError(
                place: "amplitude",
                problem: "\(lower) and \(upper) are both \(format.rounded(lower)) in \(format.rawValue): expected "
                    + "amplitudes that differ in \(format.rawValue), or precision: float64")
        }
    }
}
