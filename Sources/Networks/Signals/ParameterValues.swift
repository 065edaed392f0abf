public import Diagnostics

/// The values that a parameter of a family of signals takes: one, a list, or so many at equal distances.
public enum ParameterValues: Sendable, Hashable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// One value.
    case one(Double)
    /// These values.
    case list([Double])
    /// `count` values, equally spaced, both ends included.
    case range(from: Double, through: Double, count: Int)

    /// One value.
    public init(floatLiteral value: Double) { self = .one(value) }
    /// One value.
    public init(integerLiteral value: Int) { self = .one(Double(value)) }

    /// The widths that signals have, in entries.
    public static let widths = NumberRange(from: 0.01, through: 1e9)

    /// The values as widths in entries, in increasing order.
    ///
    /// - Throws: ``SignalError`` where there is no value, where one is out of range, or where two are equal.
    func entries(_ place: String) throws(SignalError) -> [Double] {
        try values(place, in: Self.widths, expected: "\(NumberText.number(0.01)) to \(NumberText.number(1e9)) entries")
    }

    /// The values in increasing order.
    ///
    /// - Parameters:
    ///   - place: the key of a spec, for messages.
    ///   - range: the values that make sense.
    ///   - expected: what they are, as a phrase.
    /// - Returns: the values.
    /// - Throws: ``SignalError`` where there is no value, where one is not in the range, or where two are equal.
    func values(
        _ place: String, in range: NumberRange, expected: String
    ) throws(SignalError) -> [Double] {
        var values: [Double]
        switch self {
        case .one(let value): values = [value]
        case .list(let list): values = list
        case .range(let lower, let upper, let count):
            guard (2...SampleSet.maximumLength).contains(count), lower < upper, (upper - lower).isFinite else {
                throw SignalError(
                    place: place,
                    problem: "expected from < through, and a count from 2 to \(SampleSet.maximumLength)")
            }
            values = (0..<count).map { lower + (upper - lower) * Double($0) / Double(count - 1) }
        }
        values.sort()
        guard !values.isEmpty else { throw SignalError(place: place, problem: "expected at least one value") }
        if let bad = values.first(where: { !(range.contains($0) && $0.isFinite) }) {
            throw SignalError(place: place, problem: "\(NumberText.number(bad)): expected \(expected)")
        }
        if let (equal, _) = zip(values, values.dropFirst()).first(where: { $0 == $1 }) {
            throw SignalError(
                place: place, problem: "\(NumberText.number(equal)) comes twice: expected different values")
        }
        return values
    }
}
