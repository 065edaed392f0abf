/// The expressions that differ from a given one in one transpose, one pair of swapped indices, the sign of one
/// difference, a mask that is removed or belongs to another layer, or an activation in place of its preactivation.
struct FormulaVariants {
    private let vocabulary: FormulaVocabulary

    init(_ vocabulary: FormulaVocabulary) { self.vocabulary = vocabulary }

    /// Each change in words, such as "W3 → W3^T", with the changed expression, from left to right.
    func changed(_ root: FormulaExpression) -> [(change: String, expression: FormulaExpression)] {
        changed(root, mayTranspose: false, isMasked: false)
    }

    private func changed(
        _ node: FormulaExpression, mayTranspose: Bool, isMasked: Bool
    ) -> [(change: String, expression: FormulaExpression)] {
        var result = replacements(of: node, mayTranspose: mayTranspose).map { new in
            (change: "\(node) → \(new)", expression: new)
        }
        result += withoutMasks(node)
        // A mask is the same of an activation and of its preactivation.
        if !isMasked { result += otherSide(of: node).map { ("\(node) → \($0)", $0) } }
        var masked = isMasked
        if case .mask = node.form { masked = true }
        let parts = node.parts
        for (k, part) in parts.enumerated() {
            let mayTranspose = partsMayTranspose(node, mayTranspose: mayTranspose)
            for (change, new) in changed(part, mayTranspose: mayTranspose, isMasked: masked) {
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
            return strict + otherLayers(inner).map { with(.mask($0, comparison)) } + transpose
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

    /// A product without one of its masks, for each of them.
    private func withoutMasks(_ node: FormulaExpression) -> [(change: String, expression: FormulaExpression)] {
        guard case .product(let first, let factors) = node.form else { return [] }
        func without(_ mask: FormulaExpression, _ form: FormulaExpression.Form) -> (String, FormulaExpression) {
            ("the removal of the mask \(mask)", FormulaExpression(form, column: node.column))
        }
        func product(_ first: FormulaExpression, _ factors: [FormulaExpression.Factor]) -> FormulaExpression.Form {
            factors.isEmpty ? first.form : .product(first, factors)
        }
        var result: [(String, FormulaExpression)] = []
        if let mask = Self.mask(in: first), let next = factors.first, next.operation != .over {
            result.append(without(mask, product(next.value, Array(factors.dropFirst()))))
        }
        for (k, factor) in factors.enumerated() where factor.operation != .over {
            guard let mask = Self.mask(in: factor.value) else { continue }
            result.append(without(mask, product(first, factors.enumerated().filter { $0.offset != k }.map(\.element))))
        }
        return result
    }

    /// The mask that a factor consists of: `[u > 0]`, `[u > 0]^T`, `diag([u > 0])` or `[u > 0][k]`.
    private static func mask(in factor: FormulaExpression) -> FormulaExpression? {
        switch factor.form {
        case .mask: factor
        case .transposed(let inner), .diagonal(let inner), .entry(let inner, _): mask(in: inner)
        default: nil
        }
    }

    /// The preactivations of the other layers, written as this one is; empty where an expression is no single value.
    private func otherLayers(_ inner: FormulaExpression) -> [FormulaExpression] {
        func with(_ form: FormulaExpression.Form) -> FormulaExpression { FormulaExpression(form, column: inner.column) }
        switch inner.form {
        case .name(let name):
            return vocabulary.preactivations.filter { !$0.isSampled && $0.name != name }.map { with(.name($0.name)) }
        case .sample(let name, let index):
            return vocabulary.preactivations.filter { $0.isSampled && $0.name != name }.map {
                with(.sample($0.name, index))
            }
        case .entry(let base, let indices): return otherLayers(base).map { with(.entry($0, indices)) }
        case .transposed(let base): return otherLayers(base).map { with(.transposed($0)) }
        default: return []
        }
    }

    /// The activation of a preactivation, and the other way round; empty for other expressions.
    private func otherSide(of node: FormulaExpression) -> [FormulaExpression] {
        func other(_ name: String) -> [String] {
            vocabulary.preactivations.compactMap { layer in
                guard let activation = layer.activation else { return nil }
                return name == layer.name ? activation : name == activation ? layer.name : nil
            }
        }
        func with(_ form: FormulaExpression.Form) -> FormulaExpression { FormulaExpression(form, column: node.column) }
        switch node.form {
        case .name(let name): return other(name).map { with(.name($0)) }
        case .sample(let name, let index): return other(name).map { with(.sample($0, index)) }
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
