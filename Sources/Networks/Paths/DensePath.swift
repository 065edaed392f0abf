/// The loss and its gradient by products of whole matrices, for any stack of layers.
///
/// The same formulas as ``Backpropagation``, a batch at a time. All memory is allocated by `init`.
final class DensePath<Element: KernelScalar>: LossGradient {
    private struct Shape {
        let inputs: Int
        let outputs: Int
        /// Whether the activation is not piecewise linear with a kink at 0, so that a loop of its own applies it.
        let isBent: Bool
        /// The slope left of 0 that the kernels apply; 1 where the activation is applied apart.
        let slope: Element
        let isTrainable: Bool
        /// The activations that a skip adds to what the layer receives: those of which layer, −1 for the inputs.
        let skipSource: Int?
        /// The number of activations of the layer below, before those that a skip adds.
        let widthBelow: Int
    }

    private let shapes: [Shape]
    let layout: ParameterLayout
    private let loss: Loss.Form
    private let customLoss: CustomLoss?
    private let lossLoops: LossLoops<Element>?
    /// The activations, of which only bent ones are looked at; that of the last layer is the identity where the loss
    /// acts on preactivations.
    private let functions: [Activation]
    private let loops: [ActivationLoops<Element>?]
    private let kernels: ArrayKernels<Element>
    /// a of each layer; the last layer's is u where the loss acts on preactivations.
    private let activations: [AlignedBuffer<Element>]
    /// u of the layers whose activation is not piecewise linear with a kink at 0; empty for the others.
    private let preactivations: [AlignedBuffer<Element>]
    /// δ of each layer.
    private let deltas: [AlignedBuffer<Element>]
    /// What layers with a skip receive; empty for the others.
    private let joined: [AlignedBuffer<Element>]
    private let hasSkips: Bool
    /// W^T δ of one layer, where there are skips.
    private let errors: AlignedBuffer<Element>
    private let ties: TiedTensors<Element>?
    /// Whether some of it is the caller's own, which may go wrong.
    private let isCustom: Bool
    private(set) var problem: TrainingError?

    /// Prepares for batches of at most `capacity` samples; the layers may be the first ones of a larger network.
    init(
        _ layers: [Layer<Element>], layout: ParameterLayout, loss: Loss, capacity: Int,
        kernels: ArrayKernels<Element> = Element.arrayKernels
    ) {
        let (last, form) = (layers.count - 1, loss.form)
        let functions = layers.enumerated().map { l, layer in
            l == last && !form.actsOnActivation ? Activation.identity : layer.dense.activation
        }
        shapes = zip(layers, functions).enumerated().map { l, pair in
            let (layer, activation) = pair
            return Shape(
                inputs: layer.inputs, outputs: layer.outputs, isBent: activation.kernelSlope == nil,
                slope: Element(activation.kernelSlope ?? 1), isTrainable: layer.dense.isTrainable,
                skipSource: layer.dense.skip.map { l - $0.layers },
                widthBelow: l == 0 ? layer.dense.inputShape?.reduce(1, *) ?? layer.inputs : layers[l - 1].outputs)
        }
        ties = TiedTensors(layers, layout: layout)
        hasSkips = shapes.contains { $0.skipSource != nil }
        errors = AlignedBuffer(count: hasSkips ? capacity * (shapes.map(\.inputs).max() ?? 0) : 0)
        joined = shapes.map { AlignedBuffer(count: $0.skipSource == nil ? 0 : capacity * $0.inputs) }
        self.functions = functions
        loops = functions.map { activation in
            switch activation {
            case .custom(let custom): custom.loops(in: Element.self)
            case .form(let form): ActivationLoops(form)
            default: nil
            }
        }
        customLoss = loss.function
        lossLoops = customLoss?.loops(in: Element.self)
        isCustom = customLoss != nil || functions.contains { $0.isCustom }
        self.layout = layout
        self.loss = form
        self.kernels = kernels
        activations = shapes.map { AlignedBuffer(count: capacity * $0.outputs) }
        preactivations = shapes.map {
            AlignedBuffer(count: $0.isBent ? capacity * $0.outputs : 0)
        }
        deltas = shapes.map { AlignedBuffer(count: capacity * $0.outputs) }
    }

    func evaluate(
        parameters: UnsafeMutablePointer<Element>, rows: SampleRows<Element>, gradient: UnsafeMutablePointer<Element>?
    ) -> Double {
        if isCustom { problem = nil }
        forward(parameters, rows)
        let value = outputLoss(rows, wantsDelta: gradient != nil)
        if let gradient, let lowest = layout.firstTrainableLayer {
            backward(parameters, rows, gradient, lowest: lowest)
        }
        return isCustom && problem != nil ? .nan : value
    }

    private func received(by l: Int, _ rows: SampleRows<Element>) -> UnsafePointer<Element> {
        if hasSkips, shapes[l].skipSource != nil { return UnsafePointer(joined[l].pointer) }
        return l == 0 ? rows.inputs : UnsafePointer(activations[l - 1].pointer)
    }

    /// Puts the activations that a skip adds to those of the layer below.
    private func join(_ l: Int, _ rows: SampleRows<Element>) {
        guard let source = shapes[l].skipSource else { return }
        func activations(_ l: Int) -> UnsafePointer<Element> {
            l < 0 ? rows.inputs : UnsafePointer(self.activations[l].pointer)
        }
        let (shape, below, earlier) = (shapes[l], activations(l - 1), activations(source))
        let added = shape.inputs - shape.widthBelow
        for i in 0..<rows.count {
            let row = joined[l].pointer + i * shape.inputs
            row.update(from: below + i * shape.widthBelow, count: shape.widthBelow)
            (row + shape.widthBelow).update(from: earlier + i * added, count: added)
        }
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
            if hasSkips { join(l, rows) }
            let input = received(by: l, rows)
            let weight = UnsafePointer(parameters + layout.weights[l].offset)
            let bias = layout.biases[l].map { UnsafePointer(parameters + $0.offset) }
            let a = activations[l].pointer
            if shape.inputs == 1 {
                kernels.outerActivation(a, input, weight, bias, n, shape.outputs, shape.slope)
            } else {
                var product = MatrixProduct(
                    rows: n, columns: shape.outputs, terms: shape.inputs, left: input, right: weight,
                    transposesRight: true, result: a)
                product.finish(bias: bias, slope: shape.slope)
                kernels.multiply(product)
            }
            if shape.isBent { bend(a, of: l, n * shape.outputs) }
        }
    }

    /// Keeps the preactivations in `a`, and replaces them by the activations.
    private func bend(_ a: UnsafeMutablePointer<Element>, of l: Int, _ count: Int) {
        let s = preactivations[l].pointer
        s.update(from: a, count: count)
        if let loops = loops[l] {
            loops.values(s, a, count)
            if !(0..<count).allSatisfy({ a[$0] == a[$0] }) { examine(l, count) }
            return
        }
        let activation = functions[l]
        if let function = activation.kernelFunction { return kernels.function(function, a, s, count) }
        for k in 0..<count { a[k] = activation.value(at: s[k]) }
    }

    /// Looks for what the caller's own activation of a layer did wrong.
    private func examine(_ l: Int, _ count: Int) {
        guard problem == nil, case .custom(let custom) = functions[l],
            let wrong = custom.problem(at: UnsafeBufferPointer(start: preactivations[l].pointer, count: count))
        else { return }
        problem = TrainingError(place: "network.\(l).activation", problem: wrong)
    }

    private func backward(
        _ parameters: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>,
        _ gradient: UnsafeMutablePointer<Element>, lowest: Int
    ) {
        let n = rows.count
        if hasSkips { clearDeltas(n) }
        for l in stride(from: shapes.count - 1, through: lowest, by: -1) {
            let shape = shapes[l]
            let delta = deltas[l].pointer
            if hasSkips, l < shapes.count - 1 { multiplyByDerivative(delta, of: l, n) }
            if shape.isTrainable {
                let input = received(by: l, rows)
                let target = gradient + layout.weights[l].offset
                kernels.multiply(
                    MatrixProduct(
                        rows: shape.outputs, columns: shape.inputs, terms: n, left: UnsafePointer(delta),
                        transposesLeft: true, right: input, result: target))
                if let bias = layout.biases[l] {
                    kernels.columnSums(gradient + bias.offset, delta, n, shape.outputs)
                }
                ties?.tie(gradient, layer: l)
            }
            guard l > lowest else { continue }
            if hasSkips {
                passToAll(delta, through: l, lowest: lowest, parameters, n)
            } else {
                pass(delta, through: l, to: l - 1, parameters, n)
            }
        }
    }

    private func clearDeltas(_ n: Int) {
        for l in shapes.indices.dropLast() {
            deltas[l].pointer.update(repeating: 0, count: n * shapes[l].outputs)
        }
    }

    /// Adds W^T δ to ∂L/∂a of every layer whose activations the layer `l` receives.
    private func passToAll(
        _ delta: UnsafeMutablePointer<Element>, through l: Int, lowest: Int,
        _ parameters: UnsafeMutablePointer<Element>, _ n: Int
    ) {
        let shape = shapes[l]
        let weight = UnsafePointer(parameters + layout.weights[l].offset)
        let error = errors.pointer
        kernels.multiply(
            MatrixProduct(
                rows: n, columns: shape.inputs, terms: shape.outputs, left: UnsafePointer(delta), right: weight,
                result: error))
        func add(to place: Int, _ range: Range<Int>) {
            guard place >= lowest else { return }
            let target = deltas[place].pointer
            for i in 0..<n {
                let (row, source) = (target + i * range.count, error + i * shape.inputs + range.lowerBound)
                for j in 0..<range.count { row[j] += source[j] }
            }
        }
        add(to: l - 1, 0..<shape.widthBelow)
        if let source = shape.skipSource { add(to: source, shape.widthBelow..<shape.inputs) }
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
            var product = MatrixProduct(
                rows: n, columns: shape.outputs, terms: shapes[l].outputs, left: UnsafePointer(delta), right: weight,
                result: target)
            product.multiplyByDerivative(of: a, slope: shape.slope)
            kernels.multiply(product)
        }
        if shape.isBent { bendDerivative(target, of: below, n) }
    }

    private func multiplyByDerivative(_ delta: UnsafeMutablePointer<Element>, of layer: Int, _ n: Int) {
        let (shape, a) = (shapes[layer], activations[layer].pointer)
        if shape.slope != 1 { kernels.activationDerivative(delta, a, n * shape.outputs, shape.slope) }
        if shape.isBent { bendDerivative(delta, of: layer, n) }
    }

    private func bendDerivative(_ delta: UnsafeMutablePointer<Element>, of layer: Int, _ n: Int) {
        let (a, s, count) = (activations[layer].pointer, preactivations[layer].pointer, n * shapes[layer].outputs)
        if let loops = loops[layer] {
            loops.multiplyByDerivative(delta, s, a, count)
            if !(0..<count).allSatisfy({ delta[$0].isFinite }) { examine(layer, count) }
            return
        }
        let activation = functions[layer]
        if let function = activation.kernelFunction { return kernels.functionDerivative(function, delta, s, a, count) }
        for k in 0..<count { delta[k] = delta[k] * activation.derivative(at: s[k], activation: a[k]) }
    }

    private func outputLoss(_ rows: SampleRows<Element>, wantsDelta: Bool) -> Double {
        let last = shapes.count - 1
        let (n, d) = (rows.count, shapes[last].outputs)
        let (a, x) = (UnsafePointer(activations[last].pointer), rows.targets)
        let delta: UnsafeMutablePointer<Element>? = wantsDelta ? deltas[last].pointer : nil
        let scale: Element = loss.deltaFactor(samples: n, outputs: d)
        let factor: Double = loss.valueFactor(samples: n, outputs: d)
        switch loss {
        case .squaredError where !shapes[last].isBent:
            return factor * kernels.squaredError(delta, a, x, n * d, scale, shapes[last].slope)
        case .hingeResidual:
            return factor * kernels.hingeResidual(delta, a, x, n * d, scale)
        case .squaredError:
            let sum = kernels.squaredError(delta, a, x, n * d, scale, 1)
            if let delta { multiplyByDerivative(delta, of: last, n) }
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
        case .custom:
            return factor * evaluateCustomLoss(delta, scale, a, x, n, d)
        }
    }

    /// The sum of the caller's own loss over the samples, and δ.
    private func evaluateCustomLoss(
        _ delta: UnsafeMutablePointer<Element>?, _ scale: Element, _ a: UnsafePointer<Element>,
        _ x: UnsafePointer<Element>, _ n: Int, _ d: Int
    ) -> Double {
        guard let lossLoops else { return .nan }
        let sum = lossLoops.values(a, x, n, d)
        var isGood = !sum.isNaN
        if let delta {
            lossLoops.derivatives(a, x, delta, n, d)
            for k in 0..<n * d {
                isGood = isGood && delta[k].isFinite
                delta[k] = scale * delta[k]
            }
            multiplyByDerivative(delta, of: shapes.count - 1, n)
        }
        if !isGood, problem == nil,
            let wrong = customLoss?.problem(outputs: a, targets: x, samples: n, count: d)
        {
            problem = TrainingError(place: "loss", problem: wrong)
        }
        return sum
    }
}
