extension FormulaExpression {
    /// The same value as one sum over all indices, where sums are factors: (Σ_i a_i) (Σ_k b_k) as Σ_i Σ_k a_i b_k, by
    /// which what belongs to both, such as a mask, has a place. With the indices, from left to right.
    ///
    /// nil where no sum is a factor, and where two sums have the same index.
    var withSumsInFront: (indices: [FormulaIndex], expression: FormulaExpression)? {
        let (sums, core) = withoutSums
        let indices = sums.map(\.index)
        guard Set(indices).count == indices.count else { return nil }
        let merged = sums.reversed().reduce(core) { FormulaExpression(.total($1.index, $0), column: $1.column) }
        return merged == self ? nil : (indices, merged)
    }

    /// The sums that this begins with or is a product of, and what is summed.
    private var withoutSums: (sums: [(index: FormulaIndex, column: Int)], core: FormulaExpression) {
        switch form {
        case .total(let index, let inner):
            let (sums, core) = inner.withoutSums
            return ([(index, column)] + sums, core)
        case .product(let first, let factors):
            var (sums, start) = first.withoutSums
            var joined: [Factor] = []
            if case .product(let inner, let more) = start.form { (start, joined) = (inner, more) }
            for factor in factors {
                guard factor.operation == .times else {
                    joined.append(factor)
                    continue
                }
                let (more, core) = factor.value.withoutSums
                sums += more
                // Products entry by entry keep their parentheses: a * (b .* c) is not (a * b) .* c.
                if case .product(let inner, let rest) = core.form, rest.allSatisfy({ $0.operation != .entrywise }) {
                    joined += [Factor(operation: .times, value: inner, column: factor.column)] + rest
                } else {
                    joined.append(Factor(operation: .times, value: core, column: factor.column))
                }
            }
            return (sums, FormulaExpression(.product(start, joined), column: column))
        default: return ([], self)
        }
    }
}
