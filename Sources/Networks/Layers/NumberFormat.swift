public import Diagnostics

/// The numbers of a floating-point type, as training sees them.
///
/// Numbers of a recipe and values of samples are those that an epoch computes with: finite ones, and no subnormal ones,
/// which it flushes to 0; ``objection(to:zeroIsRight:)`` says so. A weight of a stored model may be subnormal, too,
/// since weights that decay become so: ``holds(weight:)``.
public enum NumberFormat: String, Sendable, Hashable, CaseIterable {
    /// IEEE single precision: magnitudes from 1.1754944e-38 to 3.4028235e38, and 0.
    case float32
    /// IEEE double precision: magnitudes from 2.2250738585072014e-308 to 1.7976931348623157e308, and 0.
    case float64

    /// The format of a scalar; nil for one that is not a floating-point type.
    public init?<Element: Scalar>(_ scalar: Element.Type) {
        if scalar == Float.self {
            self = .float32
        } else if scalar == Double.self {
            self = .float64
        } else {
            return nil
        }
    }

    /// The largest number, as a text.
    private var greatest: String {
        switch self {
        case .float32: NumberText.number(Double(Float.greatestFiniteMagnitude), digits: 8)
        case .float64: NumberText.number(.greatestFiniteMagnitude, digits: 17)
        }
    }

    /// The smallest positive number that is not subnormal, as a text.
    private var least: String {
        switch self {
        case .float32: NumberText.number(Double(Float.leastNormalMagnitude), digits: 8)
        case .float64: NumberText.number(.leastNormalMagnitude, digits: 17)
        }
    }

    /// The number of the format nearest to a value: infinite or 0 where the format has none near it.
    public func rounded(_ value: Double) -> Double {
        switch self {
        case .float32: Double(Float(value))
        case .float64: value
        }
    }

    /// Whether a finite value becomes infinite.
    public func overflows(_ value: Double) -> Bool { !rounded(value).isFinite }

    /// Whether a value that is not 0 becomes 0, here or in an epoch.
    public func underflows(_ value: Double) -> Bool {
        switch self {
        case .float32: value != 0 && Float(value).magnitude < .leastNormalMagnitude
        case .float64: value != 0 && value.magnitude < .leastNormalMagnitude
        }
    }

    /// Whether a weight of a stored model is only rounded: it is finite, and becomes neither infinite nor 0.
    public func holds(weight: Double) -> Bool {
        rounded(weight).isFinite && (weight == 0 || rounded(weight) != 0)
    }

    /// Why the format cannot hold a value, and what would be right; nil where it can.
    ///
    /// - Parameters:
    ///   - value: the value.
    ///   - zeroIsRight: whether 0 would be right in its place.
    /// - Returns: the problem and the remedy in words.
    public func objection(to value: Double, zeroIsRight: Bool = true) -> String? {
        if value.isNaN { return "not a number: expected a finite number" }
        if overflows(value) {
            return "\(NumberText.exact(value)) is infinite in \(rawValue): expected at most \(greatest) in magnitude"
                + remedy
        }
        guard underflows(value) else { return nil }
        return
            "\(NumberText.exact(value)) is 0 in \(rawValue): expected \(zeroIsRight ? "0, or " : "")at least \(least) in magnitude"
            + remedy
    }

    /// Whether rounding changes digits that a person wrote on purpose: the value has at least eight before its decimal
    /// point, and the number nearest to it is written otherwise.
    ///
    ///     NumberFormat.float32.losesDigits(of: 16777217)    // true: it is 16777216
    ///     NumberFormat.float32.losesDigits(of: 1e30)        // false: the nearest number has no shorter name
    ///     NumberFormat.float32.losesDigits(of: 0.001)       // false
    private func losesDigits(of value: Double) -> Bool {
        rounded(value) != value && value.magnitude > 0x1p24 && Double(Float(value).description) != value
    }

    /// Why a number of a recipe cannot be used, and what would be right: the format cannot hold it, it leaves a range
    /// where the format rounds it, or it is another whole number there. nil where it can.
    ///
    /// That 0.001 is rounded is as everybody expects, and no objection.
    ///
    ///     NumberFormat.float32.objection(to: 0.99999999999, in: NumberRange(from: 0, below: 1))    // it is 1
    ///     NumberFormat.float32.objection(to: 16777217, in: .finite)                                // it is 16777216
    public func objection(to value: Double, in range: NumberRange) -> String? {
        if let problem = objection(to: value, zeroIsRight: range.contains(0)) { return problem }
        if losesDigits(of: value) {
            return
                "\(NumberText.exact(value)) is \(NumberText.exact(rounded(value))) in \(rawValue): expected a number that "
                + "\(rawValue) has, such as that one" + remedy
        }
        guard range.contains(value), !range.contains(rounded(value)) else { return nil }
        return
            "\(NumberText.exact(value)) is \(NumberText.exact(rounded(value))) in \(rawValue): expected \(range) in \(rawValue)"
            + remedy
    }

    private var remedy: String { self == .float32 ? ", or precision: float64" : "" }
}
