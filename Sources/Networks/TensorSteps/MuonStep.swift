/// Muon: momentum, orthogonalised.
///
/// For a weight matrix, M ← μ M + G, and W ← W − η √max(1, rows/columns) · O(G + μ M), where O(X) is near the
/// orthogonal factor U Vᵀ of X = U S Vᵀ: five steps X ← a X + (b X Xᵀ + c (X Xᵀ)²) X from X/|X|, with (a, b, c) =
/// (3.4445, −4.7750, 2.0315); where |X| is less than 1e-7/(1 − μ), from X over that. Of a matrix of one row or one
/// column, O is a multiple of X. Biases take Adam's step (β₁ = 0.9, β₂ = 0.999, ε = 1e-8) at a rate of their own, which
/// follows the schedule in proportion. The authors leave the first and the last layer to Adam; here every weight matrix
/// is orthogonalised, as PyTorch's Muon does with every parameter of two dimensions. Weight decay λ first takes η λ W
/// off a matrix, and the biases' own rate times λ off a bias; coupled, added to the gradient, it loses its size in O.
///
/// Source: K. Jordan and others, Muon: an optimizer for hidden layers in neural networks, 2024.
final class MuonStep<Element: KernelScalar> {
    private let form: MuonForm
    private let weightDecay: Double
    private let decayForm: Optimizer.DecayForm
    /// The least |X|: PyTorch's is 1e-7 for (1 − μ) X.
    private let leastNorm: Double
    private let moments: OptimizerStep<Element>.Moments
    private let vectors = Adam()
    private let startRate: Double
    private let matrices: [ParameterLayout.Tensor]
    private let others: [Range<Int>]
    private let x: AlignedBuffer<Element>
    private let product: AlignedBuffer<Element>
    private let gram: AlignedBuffer<Element>
    private let squared: AlignedBuffer<Element>

    init(
        _ form: MuonForm, layout: ParameterLayout, learningRate: Double, weightDecay: Double,
        decayForm: Optimizer.DecayForm, moments: OptimizerStep<Element>.Moments
    ) {
        self.form = form
        (self.weightDecay, self.decayForm) = (weightDecay, decayForm)
        leastNorm = 1e-7 / (1 - form.momentum)
        self.moments = moments
        startRate = learningRate
        matrices = layout.trainableWeights
        others = layout.trainableBiases.map { $0.offset..<$0.offset + ParameterLayout.padded($0.count) }
        let largest = matrices.map(\.count).max() ?? 0
        let side = matrices.map { min($0.major, $0.memoryColumns) }.max() ?? 0
        x = AlignedBuffer(count: largest)
        product = AlignedBuffer(count: largest)
        gram = AlignedBuffer(count: side * side)
        squared = AlignedBuffer(count: side * side)
    }

    /// Steps. O(rows · columns · min(rows, columns)) for each matrix.
    func apply(_ request: TensorStep<Element>.Request) {
        let share = startRate > 0 ? request.learningRate / startRate : 1
        switch form.vectorRule {
        case .adam:
            let step = OptimizerStep(
                vectors, weightDecay: weightDecay, decayForm, learningRate: form.vectorRate * share,
                update: request.update, moments: moments)
            for range in others { step.apply(to: request.parameters, request.gradient, range) }
        case .momentum: stepVectors(request, rate: form.vectorRate * share)
        }
        guard let first = moments.first else { return }
        let keep = Element(form.momentum)
        let shares = form.shares(update: request.update)
        let (ofGradient, ofMomentum) = (Element(shares.gradient), Element(shares.momentum))
        let shrink = Element(decayForm == .coupled ? 0 : request.learningRate * weightDecay)
        let decay = Element(decayForm == .coupled ? weightDecay : 0)
        for tensor in matrices {
            let (w, g, m) = (
                request.parameters + tensor.offset, request.gradient + tensor.offset, first + tensor.offset
            )
            if shrink != 0 { Element.arrayKernels.shrink(w, tensor.count, shrink) }
            if decay != 0 { Element.arrayKernels.addDecay(g, w, tensor.count, decay) }
            var sum = 0.0
            for k in 0..<tensor.count {
                m[k] = keep * m[k] + g[k]
                x.pointer[k] = ofGradient * g[k] + ofMomentum * m[k]
                sum += x.pointer[k].doubleValue * x.pointer[k].doubleValue
            }
            guard sum > 0, sum.isFinite else { continue }
            let norm = sum.squareRoot()
            let scale = Element(1 / (form.epsilon > 0 ? norm + form.epsilon : max(norm, leastNorm)))
            for k in 0..<tensor.count { x.pointer[k] *= scale }
            for _ in 0..<5 { orthogonalise(tensor.major, tensor.memoryColumns) }
            let rate = Element(request.learningRate * form.factor(outputs: tensor.rows, inputs: tensor.columns))
            for k in 0..<tensor.count { w[k] -= rate * x.pointer[k] }
        }
    }

    /// Steps the vectors by their momentum.
    private func stepVectors(_ request: TensorStep<Element>.Request, rate: Double) {
        guard let first = moments.first else { return }
        TensorDecay<Element>(weightDecay, decayForm, of: others).apply(request, rate: rate)
        let (keep, rate) = (Element(form.momentum), Element(rate * (1 - form.momentum)))
        for range in others {
            for k in range {
                let g = request.gradient[k]
                first[k] = keep * first[k] + g
                request.parameters[k] -= rate * (g + keep * first[k])
            }
        }
    }

    /// One step towards the orthogonal factor of X `[rows × columns]`, on its shorter side.
    private func orthogonalise(_ rows: Int, _ columns: Int) {
        let (x, gram, squared) = (x.pointer, gram.pointer, squared.pointer)
        let (a, b, c) = (Element(3.4445), Element(-4.7750), Element(2.0315))
        let side = min(rows, columns)
        MatrixProduct.multiply(
            rows: side, columns: side, terms: max(rows, columns), left: x, transposesLeft: rows > columns, right: x,
            transposesRight: rows <= columns, into: gram)
        MatrixProduct.multiply(rows: side, columns: side, terms: side, left: gram, right: gram, into: squared)
        for k in 0..<side * side { gram[k] = b * gram[k] + c * squared[k] }
        let (left, right) = rows <= columns ? (gram, x) : (x, gram)
        MatrixProduct.multiply(
            rows: rows, columns: columns, terms: side, left: left, right: right, into: product.pointer)
        for k in 0..<rows * columns { x[k] = a * x[k] + product.pointer[k] }
    }
}

extension Muon: TensorRule {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func tensorStep<Element: KernelScalar>(_ setting: TensorStep<Element>.Setting) -> TensorStep<Element> {
        let step = MuonStep(
            form, layout: setting.layout, learningRate: setting.learningRate, weightDecay: setting.weightDecay,
            decayForm: setting.decayForm, moments: setting.moments)
        return TensorStep { step.apply($0) }
    }
}

extension MuonForm: TensorRule {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func tensorStep<Element: KernelScalar>(_ setting: TensorStep<Element>.Setting) -> TensorStep<Element> {
        let step = MuonStep(
            self, layout: setting.layout, learningRate: setting.learningRate, weightDecay: setting.weightDecay,
            decayForm: setting.decayForm, moments: setting.moments)
        return TensorStep { step.apply($0) }
    }
}
