/// The expressions that differ from a given one in one transpose, one pair of swapped indices, one mask, or the sign of
/// one difference.
struct FormulaVariants {
    private let vocabulary: FormulaVocabulary

    init(_ vocabulary: FormulaVocabulary) { self.vocabulary = vocabulary }

    /// Each change in words, such as "W3 → W3^T", with the changed expression, from left to right.
    func changed(_ root: FormulaExpression) -> [(change: String, expression: FormulaExpression)] {
        changed(root, mayTranspose: false)
    }

    private func changed(
        _ node: FormulaExpression, mayTranspose: Bool
    ) -> [(change: String, expression: FormulaExpression)] {
        var result = replacements(of: node, mayTranspose: mayTranspose).map { new in
            (change: "\(node) → \(new)", expression: new)
        }
        let parts = node.parts
        for (k, part) in parts.enumerated() {
            for (change, new) in changed(part, mayTranspose: partsMayTranspose(node, mayTranspose: mayTranspose)) {
                var others = parts
                others[k] = new
                result.append((change, node.with(parts: others)))
            }
        }
        return result
    }

    /// Whether a transpose of a node's part counts as a change of its own: transposes of the whole and of entries are
    /// treated elsewhere.
    private func partsMayTranspose(_ node: FormulaExpression, mayTranspose: Bool) -> Bool {
        switch node.form {
        case .transposed, .entry, .diagonal, .mask: false
        case .total, .negated: mayTranspose
        case .sum(let terms): terms.count > 1 || mayTranspose
        default: true
        }
    }

    private func replacements(of node: FormulaExpression, mayTranspose: Bool) -> [FormulaExpression] {
        func with(_ form: FormulaExpression.Form) -> FormulaExpression { FormulaExpression(form, column: node.column) }
        let transpose = mayTranspose && !isNumber(node) ? [with(.transposed(node))] : []
        switch node.form {
        case .transposed(let inner): return [inner]
        case .entry(let inner, let indices) where indices.count == 2:
            return [with(.entry(inner, [indices[1], indices[0]]))]
        case .mask(let inner, let comparison):
            let strict = comparison == .above ? [] : [with(.mask(inner, .above))]
            return strict + transpose
        case .sum(let terms):
            var result = transpose
            if terms.count == 2, !terms[0].isNegative, terms[1].isNegative {
                var turned = [terms[1], terms[0]]
                turned[0].isNegative = false
                turned[1].isNegative = true
                result.append(with(.sum(turned)))
            }
            return result
        case .name, .sample, .product, .total: return transpose
        default: return []
        }
    }

    /// Whether an expression is a number because all its parts are, whatever their order.
    private func isNumber(_ node: FormulaExpression) -> Bool {
        switch node.form {
        case .number, .entry: true
        case .name(let name): vocabulary.values[name]?.isScalar ?? true
        case .sample(let name, _): vocabulary.samples[name]?.isScalar ?? true
        case .diagonal: false
        default: node.parts.allSatisfy(isNumber)
        }
    }
}
