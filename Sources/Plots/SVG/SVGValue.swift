/// The value of one SVG attribute: text as it is, or a number in compact form.
///
/// A string literal becomes ``text(_:)`` and a numeric literal becomes ``number(_:)``, so that attribute lists read
/// naturally: `["class": "plot", "x": 12.5, "y": .number(top)]`.
public enum SVGValue: Sendable, Hashable {
    /// Text, escaped when it is serialised.
    case text(String)
    /// A coordinate or a size, written with at most two decimals; the attribute is left out if it is not finite.
    case number(Double)

    /// The unescaped attribute text; nil for a number that is not finite.
    ///
    /// Numbers never have an exponent and are never written as a negative zero.
    ///
    /// - Complexity: O(length).
    public var string: String? {
        switch self {
        case .text(let text): text
        case .number(let number): SVGNumber.format(number)
        }
    }
}

extension SVGValue: ExpressibleByStringInterpolation, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// Creates a text value.
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    /// Creates a number.
    public init(floatLiteral value: Double) {
        self = .number(value)
    }

    /// Creates a number.
    public init(integerLiteral value: Int) {
        self = .number(Double(value))
    }
}
