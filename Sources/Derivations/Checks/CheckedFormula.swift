internal import Exact
internal import Networks

/// A formula whose shapes fit, ready to be evaluated.
struct CheckedFormula {
    let formula: GradientFormula
    private let vocabulary: FormulaVocabulary
    private let ranges: [Int: Extent]
    /// Whether the right side has the shape of the derivative in the chosen layout.
    let isShapedAsDerivative: Bool
    /// Whether the right side has the shape of the derivative's transpose.
    let isShapedAsTranspose: Bool

    /// Determines the shapes.
    ///
    /// - Throws: ``FormulaError`` where they do not fit, or where the right side has neither the derivative's shape nor
    ///   its transpose's.
    init(_ formula: GradientFormula) throws(FormulaError) {
        self.formula = formula
        vocabulary = FormulaVocabulary(formula.setting)
        let own = vocabulary.shape(ofParameter: formula.parameter) ?? .scalar
        var bound: [FormulaIndex: Extent] = [:]
        for (index, extent) in zip(formula.indices, own.indexed) { bound[index] = extent }
        var shapes = FormulaShapes(vocabulary, bound: bound)
        let shape = try shapes.shape(of: formula.expression)
        ranges = shapes.ranges
        guard formula.indices.isEmpty else {
            guard shape.isScalar else {
                throw FormulaError(
                    column: formula.expression.column, "\(formula.target) is one entry, the right side is \(shape)",
                    expected: "a number on the right, or d\(formula.parameter) without an index on the left")
            }
            (isShapedAsDerivative, isShapedAsTranspose) = (true, false)
            return
        }
        let wanted = formula.setting.layout == .numerator ? own.transposed : own
        isShapedAsDerivative = shape == wanted
        isShapedAsTranspose = shape == wanted.transposed && !wanted.isScalar
        guard isShapedAsDerivative || isShapedAsTranspose else {
            throw FormulaError(
                column: formula.expression.column, "\(formula.target) is \(wanted), the right side is \(shape)",
                expected: "one shape on both sides")
        }
    }

    /// The value of the right side on a network, in its own shape; for one entry, the matrix of all entries, shaped
    /// like the parameter.
    func value(
        on network: DerivationNetwork, budget: inout FormulaBudget
    ) throws(FormulaError) -> Matrix<Rational> {
        var evaluator = FormulaEvaluator(network, vocabulary, ranges: ranges, budget: budget)
        defer { budget = evaluator.budget }
        guard !formula.indices.isEmpty else {
            switch try evaluator.value(of: formula.expression) {
            case .number(let number): return Matrix(rows: 1, columns: 1, elements: [number])
            case .matrix(let matrix): return matrix
            }
        }
        guard var result = network.gradients[formula.parameter] else {
            return Matrix(rows: 0, columns: 0, elements: [])
        }
        for i in 0..<result.rows {
            for j in 0..<result.columns {
                let places = formula.indices.count == 2 ? [i, j] : [max(i, j)]
                for (index, place) in zip(formula.indices, places) { evaluator.set(index, to: place) }
                guard case .number(let number) = try evaluator.value(of: formula.expression) else { continue }
                result[i, j] = number
            }
        }
        return result
    }

    /// The exact derivative, arranged as the right side should be.
    func truth(on network: DerivationNetwork) -> Matrix<Rational> {
        let gradient = network.gradients[formula.parameter] ?? Matrix(rows: 0, columns: 0, elements: [])
        // An entry is ∂L/∂W_ij in either layout.
        return formula.indices.isEmpty && formula.setting.layout == .numerator ? gradient.transposed() : gradient
    }
}
