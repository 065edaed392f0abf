/// Determines the shape of an expression and the range of each index, and rejects what does not fit.
struct FormulaShapes {
    private let vocabulary: FormulaVocabulary
    /// The ranges of the bound indices; nil for an index that has not been used yet.
    private var extents: [FormulaIndex: Extent?]
    /// The range of each sum, by the column of the sum.
    private(set) var ranges: [Int: Extent] = [:]

    /// Starts with the indices of the left side, which run over the entries of the parameter.
    init(_ vocabulary: FormulaVocabulary, bound: [FormulaIndex: Extent]) {
        self.vocabulary = vocabulary
        extents = bound.mapValues { $0 }
    }

    mutating func shape(of expression: FormulaExpression) throws(FormulaError) -> FormulaShape {
        switch expression.form {
        case .number: return .scalar
        case .name(let name): return vocabulary.values[name] ?? .scalar
        case .sample(let name, let index):
            try use(index, over: .samples, in: expression)
            return vocabulary.samples[name] ?? .scalar
        case .entry(let inner, let indices): return try entry(of: inner, indices, in: expression)
        case .transposed(let inner): return try shape(of: inner).transposed
        case .negated(let inner), .mask(let inner, _): return try shape(of: inner)
        case .sum(let terms): return try sum(terms)
        case .product(let first, let factors): return try product(first, factors)
        case .total(let index, let inner): return try total(index, inner, in: expression)
        case .diagonal(let inner):
            let shape = try shape(of: inner)
            guard let side = shape.indexed.first, shape.indexed.count == 1 else {
                throw FormulaError(
                    column: inner.column, "diag of \(inner), which is \(shape)", expected: "a row or a column")
            }
            return FormulaShape(side, side)
        }
    }

    private mutating func entry(
        of inner: FormulaExpression, _ indices: [FormulaIndex], in expression: FormulaExpression
    ) throws(FormulaError) -> FormulaShape {
        let shape = try shape(of: inner)
        guard shape.indexed.count == indices.count else {
            let expected = ["no index", "one index", "two indices"][shape.indexed.count]
            throw FormulaError(
                column: expression.column, "\(inner) is \(shape), and \(expression) gives it \(indices.count)",
                expected: expected)
        }
        for (index, extent) in zip(indices, shape.indexed) { try use(index, over: extent, in: expression) }
        return .scalar
    }

    private mutating func use(
        _ index: FormulaIndex, over extent: Extent, in expression: FormulaExpression
    ) throws(FormulaError) {
        guard let known = extents[index] else {
            throw FormulaError(
                column: expression.column, "the index \(index) of \(expression) is not bound here",
                expected: "sum_\(index) before it, which reaches to the next + or -, or \(index) on the left side")
        }
        if let known, known != extent {
            throw FormulaError(
                column: expression.column,
                "the index \(index) runs to \(known.rawValue) before, but to \(extent.rawValue) in \(expression)",
                expected: "indices that run over the same range")
        }
        extents[index] = .some(extent)
    }

    private mutating func total(
        _ index: FormulaIndex, _ inner: FormulaExpression, in expression: FormulaExpression
    ) throws(FormulaError) -> FormulaShape {
        guard extents[index] == nil else {
            throw FormulaError(
                column: expression.column, "the index \(index) is already in use", expected: "another letter")
        }
        extents[index] = .some(nil)
        let shape = try shape(of: inner)
        guard let extent = extents[index] ?? nil else {
            throw FormulaError(
                column: expression.column, "nothing under sum_\(index) has the index \(index)",
                expected: "a use of it before the next + or -")
        }
        extents[index] = nil
        ranges[expression.column] = extent
        return shape
    }

    private mutating func sum(_ terms: [FormulaExpression.Term]) throws(FormulaError) -> FormulaShape {
        let shape = try shape(of: terms[0].value)
        for term in terms.dropFirst() {
            let other = try self.shape(of: term.value)
            guard other == shape else {
                throw FormulaError(
                    column: term.column,
                    term.isNegative ? "\(other) is subtracted from \(shape)" : "\(other) is added to \(shape)",
                    expected: "one shape: \(term.value) is \(other)")
            }
        }
        return shape
    }

    private mutating func product(
        _ first: FormulaExpression, _ factors: [FormulaExpression.Factor]
    ) throws(FormulaError) -> FormulaShape {
        var shape = try shape(of: first)
        for factor in factors {
            let other = try self.shape(of: factor.value)
            switch factor.operation {
            case .times where shape.isScalar: shape = other
            case .times where other.isScalar: break
            case .times:
                guard shape.columns == other.rows else {
                    throw FormulaError(
                        column: factor.column, "\(shape) is multiplied by \(other)",
                        expected: "as many columns on the left as rows on the right: \(factor.value) is \(other)")
                }
                shape = FormulaShape(shape.rows, other.columns)
            case .entrywise:
                guard shape == other else {
                    throw FormulaError(
                        column: factor.column, "\(shape) is multiplied entry by entry by \(other)",
                        expected: "one shape: \(factor.value) is \(other)")
                }
            case .over:
                guard isConstant(factor.value) else {
                    throw FormulaError(
                        column: factor.value.column, "a division by \(factor.value)",
                        expected: "a divisor of numbers and "
                            + FormulaSetting.alternatives(vocabulary.sizeNames.map(\.name)))
                }
            }
        }
        return shape
    }

    /// Whether an expression consists of numbers and sizes.
    private func isConstant(_ expression: FormulaExpression) -> Bool {
        switch expression.form {
        case .number: true
        case .name(let name): vocabulary.sizes[name] != nil
        case .negated, .sum, .product: expression.parts.allSatisfy(isConstant)
        default: false
        }
    }
}
