/// The layers below a scalar code: their forward pass, and the gradient of their parameters from that of the code.
///
/// `Wide` is the type that the sweep computes in; parameters and gradients are `Element`s.
enum CodeEncoder<Element: KernelScalar, Wide: KernelScalar> {
    /// One linear layer on sparse signals.
    case sparse(SparseEncoder<Element, Wide>)
    /// Any layers, through BLAS.
    case dense(DenseEncoder<Element, Wide>)

    /// Chooses one for the first `count` layers of a network.
    ///
    /// `signals` are all the samples, in order, where every batch is all of them; nil where it is not.
    init(
        _ network: Network<Element>, count: Int, layout: ParameterLayout, capacity: Int, signals: Matrix<Double>?
    ) {
        if count == 1, network.layers[0].dense.activation == .identity,
            let signals, let rows = SparseRows(signals.map { Element($0).doubleValue })
        {
            self = .sparse(SparseEncoder(rows, layout: layout, capacity: capacity))
        } else {
            self = .dense(DenseEncoder(network, count: count, layout: layout, capacity: capacity))
        }
    }

    /// The code of each row.
    func forward(_ parameters: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>) -> UnsafePointer<Wide> {
        switch self {
        case .sparse(let encoder): encoder.forward(parameters)
        case .dense(let encoder): encoder.forward(parameters, rows)
        }
    }

    /// Where ``backward(_:_:_:)`` expects the derivative of the loss by each code.
    var codeGradient: UnsafeMutablePointer<Wide> {
        switch self {
        case .sparse(let encoder): encoder.codeGradient.pointer
        case .dense(let encoder): encoder.codeGradient
        }
    }

    /// Writes the derivatives of the loss by the trainable parameters.
    func backward(
        _ parameters: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>,
        _ gradient: UnsafeMutablePointer<Element>
    ) {
        switch self {
        case .sparse(let encoder): encoder.backward(gradient)
        case .dense(let encoder): encoder.backward(parameters, rows, gradient)
        }
    }
}

/// z = x · w + b on ``SparseRows``.
final class SparseEncoder<Element: KernelScalar, Wide: KernelScalar> {
    private let rows: SparseRows
    private let weight: ParameterLayout.Tensor
    private let bias: ParameterLayout.Tensor?
    private let codes: AlignedBuffer<Wide>
    private let sums: AlignedBuffer<Double>
    let codeGradient: AlignedBuffer<Wide>

    init(_ rows: SparseRows, layout: ParameterLayout, capacity: Int) {
        self.rows = rows
        weight = layout.weights[0]
        bias = layout.biases[0]
        codes = AlignedBuffer(count: capacity)
        sums = AlignedBuffer(count: layout.weights[0].columns)
        codeGradient = AlignedBuffer(count: capacity)
    }

    func forward(_ parameters: UnsafeMutablePointer<Element>) -> UnsafePointer<Wide> {
        let bias = bias.map { parameters[$0.offset].doubleValue } ?? 0
        rows.product(parameters + weight.offset, bias: bias, into: codes.pointer)
        return UnsafePointer(codes.pointer)
    }

    func backward(_ gradient: UnsafeMutablePointer<Element>) {
        let total = rows.transposedProduct(codeGradient.pointer, columns: weight.columns, into: sums.pointer)
        for j in 0..<weight.columns { gradient[weight.offset + j] = Element(sums.pointer[j]) }
        if let bias { gradient[bias.offset] = Element(total) }
    }
}

/// Any layers through ``DensePath``, in the sweep's own precision.
final class DenseEncoder<Element: KernelScalar, Wide: KernelScalar> {
    private let path: DensePath<Wide>
    private let inputs: Int
    /// Parameters, gradient and signals in the sweep's precision; empty where that is the network's.
    private let parameters: AlignedBuffer<Wide>
    private let gradient: AlignedBuffer<Wide>
    private let signals: AlignedBuffer<Wide>
    private let parameterCount: Int
    private let lowest: Int?

    init(_ network: Network<Element>, count: Int, layout: ParameterLayout, capacity: Int) {
        path = DensePath(
            network.layers[..<count].map { $0.converted(to: Wide.self) }, layout: layout, loss: .squaredError(.sum),
            capacity: capacity)
        inputs = network.inputs
        parameterCount = layout.weights[count].offset
        lowest = layout.firstTrainableLayer.flatMap { $0 < count ? $0 : nil }
        let converts = Element.self != Wide.self
        parameters = AlignedBuffer(count: converts ? parameterCount : 0)
        gradient = AlignedBuffer(count: converts ? parameterCount : 0)
        signals = AlignedBuffer(count: converts ? capacity * network.inputs : 0)
    }

    var codeGradient: UnsafeMutablePointer<Wide> { path.topDelta }

    func forward(_ given: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>) -> UnsafePointer<Wide> {
        let (parameters, rows) = wide(given, rows, copying: true)
        path.forward(parameters, rows)
        return path.outputs
    }

    /// Must follow ``forward(_:_:)`` of the same rows.
    func backward(
        _ given: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>,
        _ result: UnsafeMutablePointer<Element>
    ) {
        guard let lowest else { return }
        let (parameters, rows) = wide(given, rows, copying: false)
        if let result = result as? UnsafeMutablePointer<Wide> {
            path.backward(fromTopOf: parameters, rows, result, lowest: lowest)
        } else {
            path.backward(fromTopOf: parameters, rows, gradient.pointer, lowest: lowest)
            for k in 0..<parameterCount { result[k] = Element(gradient.pointer[k].doubleValue) }
        }
    }

    /// Parameters and rows in the sweep's precision: themselves where that is theirs, else copies.
    private func wide(
        _ given: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>, copying: Bool
    ) -> (UnsafeMutablePointer<Wide>, SampleRows<Wide>) {
        if let given = given as? UnsafeMutablePointer<Wide>, let rows = rows as? SampleRows<Wide> {
            return (given, rows)
        }
        if copying {
            for k in 0..<parameterCount { parameters.pointer[k] = Wide(given[k].doubleValue) }
            for k in 0..<rows.count * inputs { signals.pointer[k] = Wide(rows.inputs[k].doubleValue) }
        }
        // The encoder has no targets.
        let copy = SampleRows<Wide>(inputs: signals.pointer, targets: signals.pointer, count: rows.count)
        return (parameters.pointer, copy)
    }
}
