/// A query about a network in VNN-LIB: is there a sample that it does not reproduce within ε?
///
/// A verifier that answers `unsat` has proved that for each sample the outputs differ from the targets by at most ε, or
/// in version 1.0, which has no strict inequality, by less than ε; its counterexample is a sample otherwise. The bounds
/// are y − ε and y + ε, rounded to double precision.
///
/// Source: https://www.vnnlib.org, version 2.0 (and 1.0, whose variables are X_0 and Y_0).
public struct VNNLIBQuery: Sendable {
    /// The versions of the language.
    public enum Version: String, Sendable, CaseIterable {
        case one = "1.0"
        case two = "2.0"
    }

    /// The inputs, a row for each sample.
    public let inputs: [[Double]]
    /// The targets, a row for each sample.
    public let targets: [[Double]]
    /// How far an output may be from its target: at least 0, and in version 1.0 more, since every output is 0 or more
    /// from its target.
    public let epsilon: Double
    /// Whether numbers are of double precision.
    public let isDouble: Bool

    /// Creates a query of as many targets as inputs, at least one.
    public init(inputs: [[Double]], targets: [[Double]], epsilon: Double, isDouble: Bool) {
        (self.inputs, self.targets, self.epsilon, self.isDouble) = (inputs, targets, epsilon, isDouble)
    }

    /// The text of the query.
    public func text(_ version: Version) -> String {
        var lines: [String] = []
        let (width, height) = (inputs.first?.count ?? 0, targets.first?.count ?? 0)
        let type = isDouble ? "float64" : "float32"
        let about =
            "; Is there a sample of \(inputs.count) with an output that differs from its target by "
            + (version == .two ? "more than \(Self.decimal(epsilon))" : "\(Self.decimal(epsilon)) or more")
            + "? unsat: none."
        switch version {
        case .two:
            lines = [
                "(vnnlib-version <2.0>)", about,
                "(declare-network N",
                "  (declare-input X \(type) [1,\(width)])",
                "  (declare-output Y \(type) [1,\(height)]))",
            ]
        case .one:
            lines = [about]
            lines += (0..<width).map { "(declare-const X_\($0) Real)" }
            lines += (0..<height).map { "(declare-const Y_\($0) Real)" }
        }
        func x(_ j: Int) -> String { version == .two ? "X[0,\(j)]" : "X_\(j)" }
        func y(_ j: Int) -> String { version == .two ? "Y[0,\(j)]" : "Y_\(j)" }
        var cases: [String] = []
        for (input, target) in zip(inputs, targets) {
            let given = input.enumerated().map { j, value in
                version == .two
                    ? "(== \(x(j)) \(Self.decimal(value)))"
                    : "(<= \(x(j)) \(Self.decimal(value))) (>= \(x(j)) \(Self.decimal(value)))"
            }.joined(separator: " ")
            // Version 1.0 has no strict inequality: a bound that is reached counts as left.
            let (less, more) = version == .two ? ("<", ">") : ("<=", ">=")
            let misses = target.enumerated().flatMap { j, value in
                [
                    "(\(less) \(y(j)) \(Self.decimal(value - epsilon)))",
                    "(\(more) \(y(j)) \(Self.decimal(value + epsilon)))",
                ]
            }
            switch version {
            // An `or` of one term is none.
            case .two: cases.append("(and \(given) (or \(misses.joined(separator: " "))))")
            case .one: cases += misses.map { "(and \(given) \($0))" }
            }
        }
        lines.append(
            cases.count == 1 ? "(assert \(cases[0]))" : "(assert (or\n  " + cases.joined(separator: "\n  ") + "\n))")
        return lines.joined(separator: "\n") + "\n"
    }

    /// A number as VNN-LIB reads it: digits on both sides of a point, no exponent; the shortest that is this number.
    static func decimal(_ value: Double) -> String {
        let text = value.description.lowercased()
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: "e")
        let mantissa = parts.first.map(String.init) ?? "0.0"
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        var digits = String(halves.first ?? "0")
        var fraction = halves.count > 1 ? String(halves[1]) : ""
        if exponent > 0 {
            fraction += String(repeating: "0", count: max(0, exponent - fraction.count))
            digits += fraction.prefix(exponent)
            fraction = String(fraction.dropFirst(exponent))
        } else if exponent < 0 {
            digits = String(repeating: "0", count: max(0, 1 - exponent - digits.count)) + digits
            fraction = digits.suffix(-exponent) + fraction
            digits = String(digits.dropLast(-exponent))
        }
        let whole = String(digits.drop { $0 == "0" })
        while fraction.count > 1, fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(isNegative ? "-" : "")\(whole.isEmpty ? "0" : whole).\(fraction.isEmpty ? "0" : fraction)"
    }
}
