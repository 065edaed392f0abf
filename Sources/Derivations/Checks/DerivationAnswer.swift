/// The result of checking one formula.
public struct DerivationAnswer: Sendable, Hashable, Encodable {
    /// The possible results of a check.
    public enum Outcome: String, Sendable, Hashable, Encodable {
        /// The formula gives the exact derivative on every network.
        case equal
        /// It gives the transpose of the derivative.
        case transposed
        /// It gives something else.
        case differs
        /// It cannot be parsed, or its shapes do not fit.
        case malformed
    }

    /// The first place where a formula differs from the derivative.
    public struct Difference: Sendable, Hashable, Encodable {
        /// The shape, such as "n×1 in place of 1×n", where it is the transposed one.
        public let shape: String?
        /// The entry, such as "dw2[1]", counted from 1 as in the papers; nil where only the shape is wrong.
        public let entry: String?
        /// The entry by the formula, "p/q".
        public let byFormula: String?
        /// The entry by differentiation.
        public let byDifferentiation: String?
        /// The network's sizes, such as "n = 2, N = 3", with "large numbers" or "small numbers" where its parameters
        /// and data are.
        public let network: String
        /// Whether the formula is right unless a preactivation is 0, where the derivative of ReLU is a convention.
        public let onlyAtKinks: Bool
    }

    /// A change that makes the formula right.
    public struct Repair: Sendable, Hashable, Encodable {
        /// The change, such as "W3 → W3^T" or "the factor 2/(N * n)".
        public let change: String
        /// The repaired formula.
        public let formula: String
        /// The number of newly drawn networks on which it was found equal.
        public let networks: Int
    }

    /// The line of the file, from 1; nil for a formula that does not come from a file.
    public internal(set) var line: Int?
    /// The column in which the formula begins, from 1.
    public internal(set) var column = 1
    /// The formula as it was written.
    public internal(set) var formula: String
    /// The setting as a file writes it: "model: linear, loss: half-sum, layout: weight-shaped, width: square".
    public let setting: String
    /// The result of the check.
    public let verdict: Outcome
    /// The number of networks that were tried.
    public let networks: Int
    /// The first place where the formula differs from the derivative.
    public let difference: Difference?
    /// A change that makes the formula right; nil where it is right, and where none was found.
    public let repair: Repair?
    /// Settings, each with one change, under which the formula is right as it is written: "model: relu", "loss: sum", …
    public let equalUnder: [String]
    /// Why the formula cannot be checked.
    public let error: FormulaError?
}
