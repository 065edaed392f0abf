internal import Exact

extension FormulaExpression: CustomStringConvertible {
    /// How strongly a form binds its parts.
    private enum Strength: Int {
        case sum, product, factor, primary
    }

    private var strength: Strength {
        switch form {
        case .name, .sample, .entry, .mask, .diagonal, .transposed: .primary
        case .number(let value): value.description.contains("/") ? .product : .primary
        case .negated, .total: .factor
        case .product: .product
        case .sum: .sum
        }
    }

    /// The formula as text that parses to the same tree, with as few parentheses as possible.
    var description: String {
        switch form {
        case .number(let value): return value.description
        case .name(let name): return name
        case .sample(let name, let index): return "\(name)_\(index)"
        case .entry(let inner, let indices):
            return inner.text(atLeast: .primary) + "[" + indices.map(\.description).joined(separator: ",") + "]"
        case .transposed(let inner): return inner.baseText + "^T"
        case .negated(let inner): return "-" + inner.text(atLeast: .factor)
        case .total(let index, let inner): return "sum_\(index) " + inner.text(atLeast: .product)
        case .mask(let inner, let comparison): return "[\(inner) \(comparison.rawValue) 0]"
        case .diagonal(let inner): return "diag(\(inner))"
        case .sum(let terms):
            var text = ""
            for (k, term) in terms.enumerated() {
                let sign = term.isNegative ? "-" : k == 0 ? "" : "+"
                text += k == 0 ? sign : " \(sign) "
                text += term.value.text(atLeast: .product)
            }
            return text
        case .product(let first, let factors):
            // A sum over samples extends to the end of its product.
            var text = first.text(atLeast: first.isTotal ? .primary : .product)
            for (k, factor) in factors.enumerated() {
                let isOpen = factor.value.isTotal && k < factors.count - 1
                text += factor.operation == .over ? "/" : " \(factor.operation.rawValue) "
                text += factor.value.text(atLeast: isOpen ? .primary : .factor)
            }
            return text
        }
    }

    /// Whether the form ends with a sum over an index, which would include whatever is written after it.
    private var isTotal: Bool {
        switch form {
        case .total: true
        case .negated(let inner): inner.isTotal
        case .product(_, let factors): factors.last?.value.isTotal ?? false
        default: false
        }
    }

    private func text(atLeast strength: Strength) -> String {
        self.strength.rawValue >= strength.rawValue ? description : "(\(self))"
    }

    /// The text to which `^T` is attached: a name or a parenthesis, never another `^T`.
    private var baseText: String {
        if case .transposed = form { return "(\(self))" }
        return text(atLeast: .primary)
    }
}
