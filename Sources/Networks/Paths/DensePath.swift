/// The loss and its gradient through BLAS, for any stack of dense layers.
///
/// The same formulas as ``Backpropagation``, a batch at a time. Layers with one input or one output take a
/// matrix-vector product instead of a matrix product. All memory is allocated by `init`.
final class DensePath<Element: KernelScalar>: LossGradient {
    private struct Shape {
        let inputs: Int
        let outputs: Int
        let activation: Activation
        /// The slope left of 0 that the kernels apply; 1 where the activation is applied apart.
        let slope: Element
        let isTrainable: Bool
    }

    private let shapes: [Shape]
    let layout: ParameterLayout
    private let loss: Loss
    private let kernels: ArrayKernels<Element>
    /// a of each layer; the last layer's is u where the loss acts on preactivations.
    private let activations: [AlignedBuffer<Element>]
    /// u of the layers whose activation is not piecewise linear with a kink at 0; empty for the others.
    private let preactivations: [AlignedBuffer<Element>]
    /// δ of each layer.
    private let deltas: [AlignedBuffer<Element>]

    /// Prepares for batches of at most `capacity` samples; the layers may be the first ones of a larger network.
    init(
        _ layers: [Layer<Element>], layout: ParameterLayout, loss: Loss, capacity: Int,
        kernels: ArrayKernels<Element> = Element.arrayKernels
    ) {
        let last = layers.count - 1
        shapes = layers.enumerated().map { l, layer in
            let actsApart = l == last && !loss.actsOnActivation
            return Shape(
                inputs: layer.inputs, outputs: layer.outputs,
                activation: actsApart ? .identity : layer.dense.activation,
                slope: actsApart ? 1 : Element(layer.dense.activation.negativeSlope ?? 1),
                isTrainable: layer.dense.isTrainable)
        }
        self.layout = layout
        self.loss = loss
        self.kernels = kernels
        activations = shapes.map { AlignedBuffer(count: capacity * $0.outputs) }
        preactivations = shapes.map {
            AlignedBuffer(count: $0.activation.negativeSlope == nil ? capacity * $0.outputs : 0)
        }
        deltas = shapes.map { AlignedBuffer(count: capacity * $0.outputs) }
    }

    func evaluate(
        parameters: UnsafeMutablePointer<Element>, rows: SampleRows<Element>, gradient: UnsafeMutablePointer<Element>?
    ) -> Double {
        forward(parameters, rows)
        let value = outputLoss(rows, wantsDelta: gradient != nil)
        if let gradient, let lowest = layout.firstTrainableLayer {
            backward(parameters, rows, gradient, lowest: lowest)
        }
        return value
    }

    private func received(by l: Int, _ rows: SampleRows<Element>) -> UnsafePointer<Element> {
        l == 0 ? rows.inputs : UnsafePointer(activations[l - 1].pointer)
    }

    /// The last layer's activations after ``forward(_:_:)``.
    var outputs: UnsafePointer<Element> { UnsafePointer(activations[shapes.count - 1].pointer) }

    /// Where ``backward(fromTopOf:_:_:lowest:)`` expects the derivatives of the loss by ``outputs``.
    var topDelta: UnsafeMutablePointer<Element> { deltas[shapes.count - 1].pointer }

    /// Turns ``topDelta`` into δ, and passes it down.
    func backward(
        fromTopOf parameters: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>,
        _ gradient: UnsafeMutablePointer<Element>, lowest: Int
    ) {
        multiplyByDerivative(topDelta, of: shapes.count - 1, rows.count)
        backward(parameters, rows, gradient, lowest: lowest)
    }

    func forward(_ parameters: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>) {
        let n = rows.count
        for l in shapes.indices {
            let shape = shapes[l]
            let input = received(by: l, rows)
            let weight = UnsafePointer(parameters + layout.weights[l].offset)
            let bias = layout.biases[l].map { UnsafePointer(parameters + $0.offset) }
            let a = activations[l].pointer
            if shape.inputs == 1 {
                kernels.outerActivation(a, input, weight, bias, n, shape.outputs, shape.slope)
            } else {
                if shape.outputs == 1 {
                    kernels.vectorProduct(false, n, shape.inputs, input, weight, a)
                } else {
                    kernels.matrixProduct(false, true, n, shape.outputs, shape.inputs, input, weight, a)
                }
                if bias != nil || shape.slope != 1 { kernels.biasActivation(a, bias, n, shape.outputs, shape.slope) }
            }
            if shape.activation.negativeSlope == nil {
                let s = preactivations[l].pointer
                for k in 0..<(n * shape.outputs) {
                    s[k] = a[k]
                    a[k] = shape.activation.value(at: a[k])
                }
            }
        }
    }

    private func backward(
        _ parameters: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>,
        _ gradient: UnsafeMutablePointer<Element>, lowest: Int
    ) {
        let n = rows.count
        for l in stride(from: shapes.count - 1, through: lowest, by: -1) {
            let shape = shapes[l]
            let delta = deltas[l].pointer
            if shape.isTrainable {
                let input = received(by: l, rows)
                let target = gradient + layout.weights[l].offset
                if shape.outputs == 1 {
                    kernels.vectorProduct(true, n, shape.inputs, input, delta, target)
                } else if shape.inputs == 1 {
                    kernels.vectorProduct(true, n, shape.outputs, delta, input, target)
                } else {
                    kernels.matrixProduct(true, false, shape.outputs, shape.inputs, n, delta, input, target)
                }
                if let bias = layout.biases[l] {
                    kernels.columnSums(gradient + bias.offset, delta, n, shape.outputs)
                }
            }
            if l > lowest { pass(delta, through: l, to: l - 1, parameters, n) }
        }
    }

    /// δ of the layer below: W^T δ, times the derivative of the activation there.
    private func pass(
        _ delta: UnsafeMutablePointer<Element>, through l: Int, to below: Int,
        _ parameters: UnsafeMutablePointer<Element>, _ n: Int
    ) {
        let (shape, target) = (shapes[below], deltas[below].pointer)
        let weight = UnsafePointer(parameters + layout.weights[l].offset)
        let a = UnsafePointer(activations[below].pointer)
        if shapes[l].outputs == 1 {
            kernels.outerDerivative(target, delta, weight, a, n, shape.outputs, shape.slope)
        } else {
            if shape.outputs == 1 {
                kernels.vectorProduct(false, n, shapes[l].outputs, delta, weight, target)
            } else {
                kernels.matrixProduct(false, false, n, shape.outputs, shapes[l].outputs, delta, weight, target)
            }
            multiplyByDerivative(target, of: below, n)
            return
        }
        if shape.activation.negativeSlope == nil { multiplyByDerivative(target, of: below, n) }
    }

    private func multiplyByDerivative(_ delta: UnsafeMutablePointer<Element>, of layer: Int, _ n: Int) {
        let (shape, a) = (shapes[layer], activations[layer].pointer)
        if shape.slope != 1 { kernels.activationDerivative(delta, a, n * shape.outputs, shape.slope) }
        guard shape.activation.negativeSlope == nil else { return }
        let s = preactivations[layer].pointer
        for k in 0..<(n * shape.outputs) {
            delta[k] = delta[k] * shape.activation.derivative(at: s[k], activation: a[k])
        }
    }

    private func outputLoss(_ rows: SampleRows<Element>, wantsDelta: Bool) -> Double {
        let last = shapes.count - 1
        let (n, d) = (rows.count, shapes[last].outputs)
        let (a, x) = (UnsafePointer(activations[last].pointer), rows.targets)
        let delta: UnsafeMutablePointer<Element>? = wantsDelta ? deltas[last].pointer : nil
        let scale: Element = loss.deltaFactor(samples: n, outputs: d)
        let factor: Double = loss.valueFactor(samples: n, outputs: d)
        let activation = shapes[last].activation
        switch loss {
        case .squaredError where activation.negativeSlope != nil:
            return factor * kernels.squaredError(delta, a, x, n * d, scale, shapes[last].slope)
        case .hingeResidual:
            return factor * kernels.hingeResidual(delta, a, x, n * d, scale)
        case .squaredError:
            let s = preactivations[last].pointer
            var sum = 0.0
            for k in 0..<(n * d) {
                let r = a[k] - x[k]
                sum += r.doubleValue * r.doubleValue
                delta?[k] = scale * r * activation.derivative(at: s[k], activation: a[k])
            }
            return factor * sum
        case .binaryCrossEntropy:
            let sigmoid = Activation.sigmoid
            var sum = 0.0
            for k in 0..<(n * d) {
                let u = a[k]
                let softplus = Element.logarithmOfOnePlus(Element.exponential(u < 0 ? u : -u))
                sum += ((u <= 0 ? 0 : u) - u * x[k] + softplus).doubleValue
                delta?[k] = scale * (sigmoid.value(at: u) - x[k])
            }
            return factor * sum
        case .crossEntropy:
            var sum = 0.0
            for i in 0..<n {
                let logits = UnsafeBufferPointer(start: a + i * d, count: d)
                let targets = UnsafeBufferPointer(start: x + i * d, count: d)
                sum +=
                    Loss.crossEntropyRow(logits: logits, targets: targets) { j, difference in
                        delta?[i * d + j] = scale * difference
                    }.doubleValue
            }
            return factor * sum
        }
    }
}

extension Loss {
    /// Whether the loss is a function of the output layer's activations, rather than of its preactivations.
    fileprivate var actsOnActivation: Bool {
        switch self {
        case .squaredError: true
        case .hingeResidual, .binaryCrossEntropy, .crossEntropy: false
        }
    }
}
