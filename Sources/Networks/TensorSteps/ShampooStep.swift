/// Shampoo: a preconditioner for each side of a tensor.
///
/// For a tensor `[rows × columns]` with gradient G: L ← L + G Gᵀ, R ← R + Gᵀ G, and W ← W − η (L + ε I)^(−¼) G (R + ε
/// I)^(−¼). A bias is a matrix of one row; the paper's vectors take a power of −½ instead. The roots are recomputed
/// every `refresh` updates, by an eigendecomposition in double precision. Weight decay λ first takes η λ W off W, or
/// adds λ W to G where it is coupled; the roots then divide its size out again.
///
/// Source: V. Gupta, T. Koren, Y. Singer, Shampoo: preconditioned stochastic tensor optimization, ICML 2018, algorithm
/// 1.
final class ShampooStep<Element: KernelScalar> {
    /// The two sides of a tensor: what is summed, and the roots in use.
    private struct Sides {
        var left: [Double]
        var right: [Double]
        var leftRoot: [Double]
        var rightRoot: [Double]
    }

    private let epsilon: Double
    private let refresh: Int
    private let decay: TensorDecay<Element>
    private let tensors: [ParameterLayout.Tensor]
    private var sides: [Sides]

    init(
        layout: ParameterLayout, epsilon: Double, refresh: Int, weightDecay: Double, decayForm: Optimizer.DecayForm
    ) {
        self.epsilon = epsilon
        self.refresh = refresh
        decay = TensorDecay(weightDecay, decayForm, of: layout.trainable)
        tensors = layout.trainableTensors
        sides = tensors.map { tensor in
            let left = [Double](repeating: 0, count: tensor.major * tensor.major)
            let right = [Double](repeating: 0, count: tensor.minor * tensor.minor)
            return Sides(left: left, right: right, leftRoot: left, rightRoot: right)
        }
    }

    /// L, R and their roots of each tensor, in the order of the layers.
    var statistics: [Matrix<Double>] {
        zip(tensors, sides).flatMap { tensor, sides in
            [
                Matrix(rows: tensor.major, columns: tensor.major, elements: sides.left),
                Matrix(rows: tensor.minor, columns: tensor.minor, elements: sides.right),
                Matrix(rows: tensor.major, columns: tensor.major, elements: sides.leftRoot),
                Matrix(rows: tensor.minor, columns: tensor.minor, elements: sides.rightRoot),
            ]
        }
    }

    /// Restores ``statistics``; false where the shapes differ.
    func restore(_ matrices: [Matrix<Double>]) -> Bool {
        guard matrices.count == 4 * sides.count,
            zip(matrices, statistics).allSatisfy({ $0.rows == $1.rows && $0.columns == $1.columns })
        else { return false }
        for t in sides.indices {
            sides[t] = Sides(
                left: matrices[4 * t].elements, right: matrices[4 * t + 1].elements,
                leftRoot: matrices[4 * t + 2].elements, rightRoot: matrices[4 * t + 3].elements)
        }
        return true
    }

    /// Steps. O(rows · columns · (rows + columns)), and O(rows³ + columns³) where the roots are recomputed.
    func apply(_ request: TensorStep<Element>.Request) {
        decay.apply(request)
        for (t, tensor) in tensors.enumerated() {
            let (rows, columns) = (tensor.major, tensor.minor)
            let (w, g) = (request.parameters + tensor.offset, request.gradient + tensor.offset)
            let stride = tensor.memoryColumns
            var gradient = [Double](repeating: 0, count: rows * columns)
            for i in 0..<rows {
                for j in 0..<columns {
                    gradient[i * columns + j] = g[i * stride + j].doubleValue
                }
            }
            accumulate(t, gradient, rows, columns)
            if request.update % refresh == 1 || refresh == 1 { findRoots(t, rows, columns) }
            var half = gradient
            var step = gradient
            MatrixProduct.multiply(
                rows: rows, columns: columns, terms: rows, left: sides[t].leftRoot, right: gradient, into: &half)
            MatrixProduct.multiply(
                rows: rows, columns: columns, terms: columns, left: half, right: sides[t].rightRoot, into: &step)
            for i in 0..<rows {
                for j in 0..<columns {
                    let at = i * stride + j
                    w[at] = Element(w[at].doubleValue - request.learningRate * step[i * columns + j])
                }
            }
        }
    }

    private func accumulate(_ t: Int, _ gradient: [Double], _ rows: Int, _ columns: Int) {
        var left = [Double](repeating: 0, count: rows * rows)
        var right = [Double](repeating: 0, count: columns * columns)
        MatrixProduct.multiply(
            rows: rows, columns: rows, terms: columns, left: gradient, right: gradient, transposesRight: true,
            into: &left)
        MatrixProduct.multiply(
            rows: columns, columns: columns, terms: rows, left: gradient, transposesLeft: true, right: gradient,
            into: &right)
        for k in left.indices { sides[t].left[k] += left[k] }
        for k in right.indices { sides[t].right[k] += right[k] }
    }

    private func findRoots(_ t: Int, _ rows: Int, _ columns: Int) {
        guard
            let left = SymmetricMatrix(order: rows, elements: sides[t].left).power(-0.25, shift: epsilon),
            let right = SymmetricMatrix(order: columns, elements: sides[t].right).power(-0.25, shift: epsilon)
        else { return }
        (sides[t].leftRoot, sides[t].rightRoot) = (left, right)
    }
}

extension Shampoo: TensorRule {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func tensorStep<Element: KernelScalar>(_ setting: TensorStep<Element>.Setting) -> TensorStep<Element> {
        let step = ShampooStep<Element>(
            layout: setting.layout, epsilon: epsilon, refresh: refresh, weightDecay: setting.weightDecay,
            decayForm: setting.decayForm)
        return TensorStep(
            apply: { step.apply($0) }, statistics: { step.statistics }, restore: { step.restore($0) })
    }
}
