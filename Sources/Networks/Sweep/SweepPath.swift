/// The loss and its gradient of a network with a scalar code, by a sweep over the kinks of its decoder.
///
/// Serves networks encoder → code → hidden layer → outputs. The encoder goes through BLAS; the decoder's loss and gradient cost
/// O(samples · outputs + units · outputs) instead of O(samples · units · outputs). The outgoing weights of the hidden layer are
/// laid out transposed, so that those of one unit follow each other.
final class SweepPath<Element: TrainableScalar>: LossGradient {
    private let encoder: DensePath<Element>
    private let layout: ParameterLayout
    private let loss: Loss
    private let kernels: SweepKernels<Element>
    private let units: Int
    private let outputs: Int
    private let stride: Int
    private let leak: Element
    private let outerSlope: Element
    private let capacity: Int
    private let order: UnsafeMutablePointer<Int32>
    private var orderedCount = 0
    private let codes: AlignedBuffer<Element>
    private let groups: SweepGroups
    private let zeroBias: AlignedBuffer<Element>
    private let spareBiasGradient: AlignedBuffer<Element>
    private let errors: AlignedBuffer<Element>
    private let lines: UnsafeMutableRawPointer
    private let state: UnsafeMutableRawPointer

    /// Which layer stands in the way of a sweep, and why; nil where nothing does.
    static func objection(to network: Network<Element>, loss: Loss) -> (layer: Int, problem: String)? {
        let last = network.layers.count - 1
        guard last >= 2 else {
            return (last, "the sweep path needs an encoder, a hidden layer and an output layer")
        }
        guard network.layers[last - 2].outputs == 1 else {
            return (
                last - 2, "the sweep path needs a code of one number here, found \(network.layers[last - 2].outputs)"
            )
        }
        switch network.layers[last - 1].dense.activation {
        case .relu, .leakyReLU: break
        case let other: return (last - 1, "the sweep path needs relu or leakyReLU here, found \(other)")
        }
        let outer = network.layers[last].dense.activation
        guard outer.negativeSlope != nil else {
            return (last, "the sweep path needs identity, relu or leakyReLU here, found \(outer)")
        }
        switch loss {
        case .squaredError, .hingeResidual: return nil
        case .binaryCrossEntropy, .crossEntropy: return (last, "the sweep path has no \(loss)")
        }
    }

    /// Prepares for batches of at most `capacity` samples; `layout` is ``ParameterLayout/forSweep(_:)`` of the network.
    init(
        _ network: Network<Element>, layout: ParameterLayout, loss: Loss, capacity: Int,
        kernels: SweepKernels<Element>
    ) {
        let last = network.layers.count - 1
        encoder = DensePath(
            Array(network.layers[..<(last - 1)]), layout: layout, loss: .squaredError(.sum), capacity: capacity)
        self.layout = layout
        self.loss = loss
        self.kernels = kernels
        self.capacity = capacity
        units = network.layers[last - 1].outputs
        outputs = network.layers[last].outputs
        stride = ParameterLayout.padded(outputs)
        leak = Element(network.layers[last - 1].dense.activation.negativeSlope ?? 0)
        outerSlope = Element(network.layers[last].dense.activation.negativeSlope ?? 1)
        order = .allocate(capacity: capacity)
        order.initialize(repeating: 0, count: capacity)
        codes = AlignedBuffer(count: capacity)
        groups = SweepGroups(samples: capacity, units: units)
        zeroBias = AlignedBuffer(count: units)
        spareBiasGradient = AlignedBuffer(count: units)
        errors = AlignedBuffer(count: capacity * stride)
        lines = .allocate(byteCount: max(1, 2 * capacity * stride) * kernels.accumulatorSize, alignment: 64)
        state = .allocate(byteCount: 6 * stride * kernels.accumulatorSize, alignment: 64)
    }

    deinit {
        order.deallocate()
        lines.deallocate()
        state.deallocate()
    }

    func evaluate(
        parameters: UnsafeMutablePointer<Element>, rows: SampleRows<Element>, gradient: UnsafeMutablePointer<Element>?
    ) -> Double {
        let last = layout.weights.count - 1
        encoder.forward(parameters, rows)
        if orderedCount != rows.count {
            for k in 0..<rows.count { order[k] = Int32(k) }
            orderedCount = rows.count
        }
        guard kernels.sort(order, codes.pointer, encoder.outputs, rows.count) == 0 else {
            orderedCount = 0
            return .nan
        }
        let hiddenWeight = parameters + layout.weights[last - 1].offset
        let hiddenBias = layout.biases[last - 1].map { parameters + $0.offset } ?? zeroBias.pointer
        kernels.ranges(groups, codes.pointer, rows.count, hiddenWeight, hiddenBias, units)
        let gradients = gradient ?? parameters
        let sum = kernels.run(
            SweepPass(
                samples: rows.count, units: units, stride: stride, codes: codes.pointer, order: order,
                targets: rows.targets, hiddenWeight: hiddenWeight, hiddenBias: hiddenBias,
                outputWeight: parameters + layout.weights[last].offset,
                outputBias: layout.biases[last].map { UnsafePointer(parameters + $0.offset) }, groups: groups,
                leak: leak, outerSlope: outerSlope, scale: loss.deltaFactor(samples: rows.count, outputs: outputs),
                isHinge: loss.isHinge, wantsGradient: gradient != nil, codeGradient: encoder.topDelta,
                hiddenWeightGradient: gradients + layout.weights[last - 1].offset,
                hiddenBiasGradient: layout.biases[last - 1].map { gradients + $0.offset } ?? spareBiasGradient.pointer,
                outputWeightGradient: gradients + layout.weights[last].offset,
                outputBiasGradient: layout.biases[last].map { gradients + $0.offset }, errors: errors.pointer,
                lines: lines, state: state))
        if let gradient, let lowest = layout.firstTrainableLayer, lowest <= last - 2 {
            encoder.backward(fromTopOf: parameters, rows, gradient, lowest: lowest)
        }
        let factor: Double = loss.valueFactor(samples: rows.count, outputs: outputs)
        return factor * sum
    }
}

extension Loss {
    fileprivate var isHinge: Bool {
        if case .hingeResidual = self { return true }
        return false
    }
}
