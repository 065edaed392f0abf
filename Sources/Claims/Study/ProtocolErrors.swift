internal import Diagnostics
internal import Foundation

/// The last MSE/amp² of eight runs of one recipe of the study's protocol, measured once, and what it says of a further
/// run.
struct ProtocolErrors: Sendable, CustomStringConvertible {
    let start: ProtocolRun.Start
    let encoder: ProtocolRun.Encoder
    /// MSE/amp² at the end, for eight seeds that the claims do not use.
    let errors: [Double]

    /// The range in which a further run of the same recipe ends, but for one in 10,000.
    ///
    /// With m and s the mean and the standard deviation of ln(MSE/amp²) over the eight runs, it is
    /// exp(m ± t·s·√(1 + 1/8)), where t is the quantile of Student's distribution with 7 degrees of freedom.
    var interval: ClosedRange<Double> {
        let spread = Self.student * deviation * (1 + 1 / Double(errors.count)).squareRoot()
        return exp(mean - spread)...exp(mean + spread)
    }

    /// The range of the geometric mean over all seeds, with the same risk: exp(m ± t·s/√8).
    var centre: ClosedRange<Double> {
        let spread = Self.student * deviation / Double(errors.count).squareRoot()
        return exp(mean - spread)...exp(mean + spread)
    }

    /// The quantile for a risk of 1 in 10,000, on either side together.
    private static let student = 7.885

    private var logarithms: [Double] { errors.map { log($0) } }
    private var mean: Double { logarithms.reduce(0, +) / Double(errors.count) }
    private var deviation: Double {
        let squares = logarithms.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(errors.count - 1)).squareRoot()
    }

    var description: String {
        "\(start.rawValue), \(encoder.rawValue) encoder: \(NumberText.number(interval.lowerBound, digits: 2)) to "
            + NumberText.number(interval.upperBound, digits: 2)
    }

    /// The recipes, in the order of ``ProtocolRun/all(from:)``.
    static let measured: [ProtocolErrors] = [
        ProtocolErrors(
            start: .signed, encoder: .free, errors: [0.105, 0.124, 0.167, 0.0951, 0.154, 0.165, 0.104, 0.111]),
        ProtocolErrors(
            start: .signed, encoder: .fixed, errors: [0.167, 0.176, 0.123, 0.162, 0.226, 0.183, 0.137, 0.196]),
        ProtocolErrors(
            start: .nonNegative, encoder: .free,
            errors: [0.00582, 0.00583, 0.00701, 0.00713, 0.00706, 0.00697, 0.00699, 0.00715]),
        ProtocolErrors(
            start: .nonNegative, encoder: .fixed,
            errors: [0.00311, 0.00317, 0.00303, 0.00294, 0.00307, 0.00295, 0.00304, 0.00294]),
        ProtocolErrors(
            start: .fanIn, encoder: .free, errors: [0.0994, 0.14, 0.187, 0.173, 0.173, 0.188, 0.0932, 0.126]),
        ProtocolErrors(
            start: .fanIn, encoder: .fixed, errors: [0.14, 0.201, 0.212, 0.196, 0.217, 0.199, 0.203, 0.193]),
    ]

    /// The recipe of a run; nil where it is not among ``measured``.
    static func of(_ run: ProtocolRun) -> ProtocolErrors? {
        measured.first { $0.start == run.start && $0.encoder == run.encoder }
    }
}
