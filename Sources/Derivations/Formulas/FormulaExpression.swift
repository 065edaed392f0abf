internal import Exact

/// The right side of a formula as a tree; each node knows the column in which it begins.
///
/// Sums and products hold all of their parts at once, so that the tree is no deeper than its parentheses.
struct FormulaExpression: Sendable, Hashable {
    /// How a factor is joined to the one before it.
    enum Operation: String, Sendable {
        case times = "*"
        case entrywise = ".*"
        case over = "/"
    }

    /// The comparison of a mask.
    enum Comparison: String, Sendable {
        case above = ">"
        case atLeast = ">="
        case below = "<"
        case atMost = "<="
    }

    /// A part of a sum; the column is that of its sign.
    struct Term: Sendable, Hashable {
        var isNegative: Bool
        var value: FormulaExpression
        let column: Int
    }

    /// A further part of a product; the column is that of its sign.
    struct Factor: Sendable, Hashable {
        var operation: Operation
        var value: FormulaExpression
        let column: Int
    }

    indirect enum Form: Sendable, Hashable {
        case number(Rational)
        /// `W3`, `n`
        case name(String)
        /// `x_i`
        case sample(String, FormulaIndex)
        /// `W3[j,r]`
        case entry(FormulaExpression, [FormulaIndex])
        /// `W3^T`
        case transposed(FormulaExpression)
        /// `-x_i` as a factor
        case negated(FormulaExpression)
        case sum([Term])
        case product(FormulaExpression, [Factor])
        /// `sum_i …`
        case total(FormulaIndex, FormulaExpression)
        /// `[u3_i > 0]`
        case mask(FormulaExpression, Comparison)
        /// `diag([s1 > 0])`
        case diagonal(FormulaExpression)
    }

    var form: Form
    let column: Int

    init(_ form: Form, column: Int) {
        self.form = form
        self.column = column
    }

    /// The parts of a node, from left to right.
    var parts: [FormulaExpression] {
        switch form {
        case .number, .name, .sample: []
        case .entry(let inner, _), .transposed(let inner), .negated(let inner), .total(_, let inner),
            .mask(let inner, _), .diagonal(let inner):
            [inner]
        case .sum(let terms): terms.map(\.value)
        case .product(let first, let factors): [first] + factors.map(\.value)
        }
    }

    /// The node with its parts replaced by as many others.
    func with(parts: [FormulaExpression]) -> FormulaExpression {
        precondition(parts.count == self.parts.count, "a node keeps the number of its parts")
        var result = self
        switch form {
        case .number, .name, .sample: break
        case .entry(_, let indices): result.form = .entry(parts[0], indices)
        case .transposed: result.form = .transposed(parts[0])
        case .negated: result.form = .negated(parts[0])
        case .total(let index, _): result.form = .total(index, parts[0])
        case .mask(_, let comparison): result.form = .mask(parts[0], comparison)
        case .diagonal: result.form = .diagonal(parts[0])
        case .sum(var terms):
            for k in terms.indices { terms[k].value = parts[k] }
            result.form = .sum(terms)
        case .product(_, var factors):
            for k in factors.indices { factors[k].value = parts[k + 1] }
            result.form = .product(parts[0], factors)
        }
        return result
    }
}
