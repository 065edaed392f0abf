/// The natural gradient step of the last layer: its gradient, preconditioned by the Gram matrix of its inputs.
///
/// With A the last layer's inputs `[samples × inputs]`, a column of ones added where it has biases, and G the gradient
/// of half the sum of squares, the step is W ← W − η (AᵀA + d I)⁻¹ G, d = damping · mean of AᵀA's diagonal. For an
/// output whose residuals are linear in its weights on every sample, under Gaussian noise of variance 1, AᵀA is their
/// Fisher information (S. Amari, Natural gradient works efficiently in learning, Neural Computation 10, 1998), and with
/// η = 1 this is Newton's step. Where a ReLU or the hinge leaves out samples, the information is that of the others
/// only, and AᵀA is larger: the step is shorter.
///
/// Where the matrix is not positive definite to rounding, the damping is multiplied by 100, up to 1; beyond that no
/// step is taken.
final class NaturalGradientStep<Element: KernelScalar> {
    private let below: DensePath<Element>
    private let layout: ParameterLayout
    private let loss: Loss.Form
    private let damping: Double
    private let inputs: Int
    private let outputs: Int

    init(_ network: Network<Element>, layout: ParameterLayout, loss: Loss, capacity: Int, damping: Double) {
        below = DensePath(
            Array(network.layers.dropLast()), layout: layout, loss: .squaredError(.sum), capacity: capacity)
        self.layout = layout
        self.loss = loss.form
        self.damping = damping
        inputs = network.layers[network.layers.count - 1].inputs
        outputs = network.outputs
    }

    /// Steps. O(inputs² · (samples + inputs + outputs)).
    func apply(_ request: TensorStep<Element>.Request) {
        let last = layout.weights.count - 1
        let (weight, bias) = (layout.weights[last], layout.biases[last])
        let order = inputs + (bias == nil ? 0 : 1)
        let count = request.rows.count
        let received: UnsafePointer<Element>
        if last == 0 {
            received = request.rows.inputs
        } else {
            below.forward(request.parameters, request.rows)
            received = below.outputs
        }
        var a = [Double](repeating: 1, count: count * order)
        for i in 0..<count {
            for k in 0..<inputs { a[i * order + k] = received[i * inputs + k].doubleValue }
        }
        var gram = [Double](repeating: 0, count: order * order)
        MatrixProduct.multiply(
            rows: order, columns: order, terms: count, left: a, transposesLeft: true, right: a, into: &gram)
        let scale: Double = loss.deltaFactor(samples: count, outputs: outputs)
        var right = [Double](repeating: 0, count: order * outputs)
        func place(_ k: Int, _ j: Int) -> Int {
            if k == inputs, let bias { return bias.offset + j }
            return weight.offset + (weight.columnStride.map { k * $0 + j } ?? j * inputs + k)
        }
        for k in 0..<order {
            for j in 0..<outputs { right[k * outputs + j] = request.gradient[place(k, j)].doubleValue / scale }
        }
        guard let step = solution(gram, order: order, right: right) else { return }
        for k in 0..<order {
            for j in 0..<outputs {
                let at = place(k, j)
                request.parameters[at] = Element(
                    request.parameters[at].doubleValue - request.learningRate * step[k * outputs + j])
            }
        }
    }

    private func solution(_ gram: [Double], order: Int, right: [Double]) -> [Double]? {
        let mean = (0..<order).reduce(0.0) { $0 + gram[$1 * order + $1] } / Double(order)
        guard mean > 0, mean.isFinite else { return nil }
        var share = damping
        while share <= 1 {
            var matrix = SymmetricMatrix(order: order, elements: gram)
            for k in 0..<order { matrix.elements[k * order + k] += share * mean }
            if let step = matrix.solution(of: right, columns: outputs), step.allSatisfy(\.isFinite) { return step }
            share = max(1e-16, share) * 100
        }
        return nil
    }
}

extension NaturalGradient: TensorRule {
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func tensorStep<Element: KernelScalar>(_ setting: TensorStep<Element>.Setting) -> TensorStep<Element> {
        let lower = LowerLayersStep<Element>(layout: setting.layout, trust: trust)
        let last = NaturalGradientStep(
            setting.network, layout: setting.layout, loss: setting.loss, capacity: setting.capacity, damping: damping)
        return TensorStep { request in
            last.apply(request)
            lower.apply(request)
        }
    }
}
