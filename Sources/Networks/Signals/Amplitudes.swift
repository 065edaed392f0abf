internal import Diagnostics

/// The amplitudes that a family of signals takes: one, a list, or a range.
public typealias Amplitudes = ParameterValues

extension ParameterValues {
    /// The values as amplitudes, in increasing order.
    ///
    /// - Throws: ``SignalError`` where one is not positive and finite, where there is none, or where two are equal.
    public func values() throws(SignalError) -> [Double] {
        try values("amplitude", in: NumberRange(above: 0), expected: "a positive finite number")
    }

    /// Checks that amplitudes which differ still do where a format rounds them: else samples would come twice.
    ///
    /// - Throws: what ``values()`` throws, and ``SignalError`` with the first two amplitudes that become equal.
    public func validate(in format: NumberFormat) throws(SignalError) {
        let values = try values()
        for (lower, upper) in zip(values, values.dropFirst()) where format.rounded(lower) == format.rounded(upper) {
            throw SignalError(
                place: "amplitude",
                problem: "\(NumberText.exact(lower)) and \(NumberText.exact(upper)) are both "
                    + "\(NumberText.exact(format.rounded(lower))) in \(format.rawValue): expected "
                    + "amplitudes that differ in \(format.rawValue), or precision: float64")
        }
    }
}
