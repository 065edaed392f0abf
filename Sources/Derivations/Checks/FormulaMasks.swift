internal import Diagnostics

/// Puts the masks of ReLU into an expression, `[u2_i > 0]` where an error passes the hidden layer and `[u3_i > 0]`
/// where it passes the outputs, at every place that has their shape.
struct FormulaMasks {
    /// An expression with one more mask.
    struct Insertion {
        let mask: FormulaExpression
        /// What the mask is put on.
        let value: FormulaExpression
        let expression: FormulaExpression
        /// The number of the layer's preactivation in the vocabulary.
        let layer: Int
        /// 0 for `a .* [u > 0]`, 1 for `a .* [u > 0]^T`, 2 for `diag([u > 0])`: the simplest is tried first.
        let rank: Int

        /// The change in words, such as "the mask [u3_i > 0] on y_i - x_i".
        var change: String { "the mask \(mask) on \("\(value)".shortened(to: 120))" }
    }

    /// A mask, and the indices by which a place may refer to it.
    private struct Mask {
        let layer: Int
        let preactivation: FormulaExpression
        let extent: Extent
    }

    private let vocabulary: FormulaVocabulary
    private let bound: [FormulaIndex: Extent]

    init(_ vocabulary: FormulaVocabulary, of formula: GradientFormula) {
        self.vocabulary = vocabulary
        let own = vocabulary.shape(ofParameter: formula.parameter) ?? .scalar
        bound = Dictionary(zip(formula.indices, own.indexed)) { first, _ in first }
    }

    /// The expression with one mask more, for each place and layer; empty where the shapes do not fit.
    func insertions(into root: FormulaExpression) -> [Insertion] {
        guard !vocabulary.preactivations.isEmpty else { return [] }
        var shapes = FormulaShapes(vocabulary, bound: bound)
        guard (try? shapes.shape(of: root)) != nil else { return [] }
        let found = insertions(in: root, Scope(indices: bound, ranges: shapes.ranges), isWhole: true)
        // Sorting is not stable, so that the position decides between equals.
        return found.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    }

    /// What is bound at a place of the tree.
    private struct Scope {
        var indices: [FormulaIndex: Extent]
        /// The range of each sum, by its column.
        let ranges: [Int: Extent]

        /// The indices over an extent, in the order of the alphabet.
        func indices(over extent: Extent) -> [FormulaIndex] {
            indices.filter { $0.value == extent }.keys.sorted { $0.slot < $1.slot }
        }
    }

    /// The insertions at a node and below it; with `isWhole` the node is neither a factor nor a term, so that a mask on
    /// it is one of its own.
    private func insertions(in node: FormulaExpression, _ scope: Scope, isWhole: Bool) -> [Insertion] {
        switch node.form {
        case .number, .mask, .diagonal: return []
        case .name, .sample: return isWhole ? onNode(node, scope) : []
        case .entry(let inner, _):
            let isName = inner.parts.isEmpty
            return (isName ? [] : below(node, [inner], scope, isWhole: true)) + (isWhole ? onNode(node, scope) : [])
        case .transposed(let inner), .negated(let inner):
            return (isWhole ? onNode(node, scope) : []) + below(node, [inner], scope, isWhole: false)
        case .total(let index, let inner):
            var inside = scope
            inside.indices[index] = scope.ranges[node.column]
            return below(node, [inner], inside, isWhole: true)
        case .sum(let terms):
            return (isWhole ? onNode(node, scope) : []) + below(node, terms.map(\.value), scope, isWhole: false)
        case .product(let first, let factors):
            return below(node, [first] + factors.map(\.value), scope, isWhole: false)
                + inProduct(node, first, factors, scope)
        }
    }

    private func below(
        _ node: FormulaExpression, _ parts: [FormulaExpression], _ scope: Scope, isWhole: Bool
    ) -> [Insertion] {
        parts.enumerated().flatMap { k, part in
            insertions(in: part, scope, isWhole: isWhole).map { found in
                var others = parts
                others[k] = found.expression
                return Insertion(
                    mask: found.mask, value: found.value, expression: node.with(parts: others), layer: found.layer,
                    rank: found.rank)
            }
        }
    }

    // MARK: One node

    /// The node times each mask that fits.
    private func onNode(_ node: FormulaExpression, _ scope: Scope) -> [Insertion] {
        masks(scope).flatMap { mask in
            entrywise(mask, on: node, scope).map { factor, rank in
                Insertion(
                    mask: Self.bare(factor.value), value: node, expression: node.joined(factor), layer: mask.layer,
                    rank: rank)
            } + left(mask, of: node, scope)
        }
    }

    /// The masks after each part of a product, on each of its parts, and before it.
    private func inProduct(
        _ node: FormulaExpression, _ first: FormulaExpression, _ factors: [FormulaExpression.Factor], _ scope: Scope
    ) -> [Insertion] {
        var result: [Insertion] = []
        for mask in masks(scope) {
            for k in 0...factors.count {
                let front =
                    k == 0 ? first : FormulaExpression(.product(first, Array(factors[..<k])), column: node.column)
                guard let shape = shape(of: front, scope) else { continue }
                // A factor after a number has the product's shape, and its mask is the product's.
                if !shape.isScalar || k == factors.count {
                    result += entrywise(mask, on: front, scope).map { factor, rank in
                        let inserted = factors[..<k] + [factor] + factors[k...]
                        return Insertion(
                            mask: Self.bare(factor.value), value: front,
                            expression: FormulaExpression(.product(first, Array(inserted)), column: node.column),
                            layer: mask.layer, rank: rank)
                    }
                }
                guard k < factors.count, factors[k].operation == .times, !shape.isScalar else { continue }
                result += entrywise(mask, on: factors[k].value, scope).filter { $0.rank < 2 }.map { factor, rank in
                    var others = factors
                    others[k].value = factors[k].value.joined(factor)
                    return Insertion(
                        mask: Self.bare(factor.value), value: factors[k].value,
                        expression: FormulaExpression(.product(first, others), column: node.column),
                        layer: mask.layer, rank: rank)
                }
            }
            result += left(mask, of: node, scope)
        }
        return result
    }

    /// The factors that put a mask on a value from the right: `.* [u > 0]` on a column, `.* [u > 0]^T` on a row,
    /// `* diag([u > 0])` on a matrix, `* [u[k] > 0]` on a number in whose scope k is.
    private func entrywise(
        _ mask: Mask, on value: FormulaExpression, _ scope: Scope
    ) -> [(factor: FormulaExpression.Factor, rank: Int)] {
        guard let shape = shape(of: value, scope) else { return [] }
        let column = value.column
        func factor(_ operation: FormulaExpression.Operation, _ form: FormulaExpression.Form)
            -> FormulaExpression.Factor
        {
            .init(operation: operation, value: FormulaExpression(form, column: column), column: column)
        }
        let form = FormulaExpression.Form.mask(mask.preactivation, .above)
        if shape.isScalar {
            return scope.indices(over: mask.extent).map { index in
                let entry = FormulaExpression(.entry(mask.preactivation, [index]), column: column)
                return (factor(.times, .mask(entry, .above)), 0)
            }
        }
        guard shape.columns != mask.extent else {
            return shape.rows == .one
                ? [(factor(.entrywise, .transposed(FormulaExpression(form, column: column))), 1)]
                : [(factor(.times, .diagonal(FormulaExpression(form, column: column))), 2)]
        }
        return shape.columns == .one && shape.rows == mask.extent ? [(factor(.entrywise, form), 0)] : []
    }

    /// `diag([u > 0])` before a matrix with as many rows.
    private func left(_ mask: Mask, of node: FormulaExpression, _ scope: Scope) -> [Insertion] {
        guard let shape = shape(of: node, scope), shape.rows == mask.extent, shape.columns != .one else { return [] }
        let inner = FormulaExpression(.mask(mask.preactivation, .above), column: node.column)
        let diagonal = FormulaExpression(.diagonal(inner), column: node.column)
        let (first, rest): (FormulaExpression, [FormulaExpression.Factor]) =
            if case .product(let first, let factors) = node.form { (first, factors) } else { (node, []) }
        let factors = [FormulaExpression.Factor(operation: .times, value: first, column: node.column)] + rest
        return [
            Insertion(
                mask: inner, value: node,
                expression: FormulaExpression(.product(diagonal, factors), column: node.column), layer: mask.layer,
                rank: 2)
        ]
    }

    // MARK: Names and shapes

    /// The masks of each layer for each sample in scope.
    private func masks(_ scope: Scope) -> [Mask] {
        vocabulary.preactivations.enumerated().flatMap { layer, preactivation in
            let forms: [FormulaExpression.Form] =
                preactivation.isSampled
                ? scope.indices(over: .samples).map { .sample(preactivation.name, $0) } : [.name(preactivation.name)]
            return forms.map { form in
                Mask(
                    layer: layer, preactivation: FormulaExpression(form, column: 0), extent: preactivation.extent)
            }
        }
    }

    private func shape(of expression: FormulaExpression, _ scope: Scope) -> FormulaShape? {
        var shapes = FormulaShapes(vocabulary, bound: scope.indices)
        return try? shapes.shape(of: expression)
    }

    /// A mask without what turns it into a row or a matrix.
    private static func bare(_ factor: FormulaExpression) -> FormulaExpression {
        switch factor.form {
        case .transposed(let inner), .diagonal(let inner): inner
        default: factor
        }
    }
}

extension FormulaExpression {
    /// The product with one more factor, as one product where this already is one.
    fileprivate func joined(_ factor: Factor) -> FormulaExpression {
        if case .product(let first, let factors) = form {
            return FormulaExpression(.product(first, factors + [factor]), column: column)
        }
        return FormulaExpression(.product(self, [factor]), column: column)
    }
}
