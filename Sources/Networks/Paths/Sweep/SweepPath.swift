internal import Kernels

/// The loss and its gradient of a network with a scalar code, by a sweep over the kinks of its decoder.
///
/// Serves networks encoder → code → hidden layer → outputs. The decoder's loss and gradient cost O(samples · outputs +
/// units · outputs) instead of O(samples · units · outputs). The outgoing weights of the hidden layer are laid out
/// transposed, so that those of one unit follow each other. All memory is allocated by `init`.
final class SweepPath<Arithmetic: SweepArithmetic>: LossGradient {
    typealias Element = Arithmetic.Element
    typealias Wide = Arithmetic.Wide

    private let encoder: CodeEncoder<Element, Wide>
    let layout: ParameterLayout
    private let loss: Loss.Form
    private let memory: SweepMemory<Element, Wide>
    private let sweep: UnsafeMutablePointer<heaviside_sweep>
    private let outputs: Int
    private let hidden: Int
    private let trains: (encoder: Bool, hidden: Bool, output: Bool)
    /// The trainable parameters without the last weight, which the sweep itself steps.
    private let rest: [Range<Int>]

    init(_ request: SweepRequest<Element>) {
        let (network, layout) = (request.network, request.layout)
        let last = network.layers.count - 1
        encoder = CodeEncoder(
            network, count: last - 1, layout: layout, capacity: request.capacity, signals: request.signals)
        self.layout = layout
        loss = request.loss.form
        hidden = last - 1
        outputs = network.layers[last].outputs
        let units = network.layers[hidden].outputs
        let stride = ParameterLayout.padded(outputs)
        memory = SweepMemory(
            samples: request.capacity, units: units,
            workspace: Arithmetic.workspace(samples: request.capacity, units: units, stride: stride))
        sweep = memory.sweep
        sweep.pointee.units = units
        sweep.pointee.stride = stride
        sweep.pointee.leak = Element(network.layers[hidden].dense.activation.negativeSlope ?? 0).doubleValue
        sweep.pointee.outerSlope = Element(network.layers[last].dense.activation.negativeSlope ?? 1).doubleValue
        sweep.pointee.hinge = loss.isHinge ? 1 : 0
        trains = (
            layout.firstTrainableLayer.map { $0 < last - 1 } ?? false, network.layers[hidden].dense.isTrainable,
            network.layers[last].dense.isTrainable
        )
        let weight = layout.weights[last]
        rest = layout.trainable.flatMap { range -> [Range<Int>] in
            guard range.contains(weight.offset) else { return [range] }
            return [
                range.lowerBound..<weight.offset,
                weight.offset + ParameterLayout.padded(weight.count)..<range.upperBound,
            ].filter { !$0.isEmpty }
        }
    }

    func evaluate(
        parameters: UnsafeMutablePointer<Element>, rows: SampleRows<Element>, gradient: UnsafeMutablePointer<Element>?
    ) -> Double {
        sweep.pointee.update.rule =
            gradient != nil && trains.output ? heaviside_rule_write : heaviside_rule_skip
        (sweep.pointee.update.decay, sweep.pointee.update.shrink) = (0, 0)
        return run(parameters, rows, gradient)
    }

    func train(
        parameters: UnsafeMutablePointer<Element>, rows: SampleRows<Element>, gradient: UnsafeMutablePointer<Element>,
        step: OptimizerStep<Element>
    ) -> Double {
        let offset = layout.weights[hidden + 1].offset
        if trains.output {
            sweep.pointee.update = step.beginning(at: offset)
        } else {
            sweep.pointee.update.rule = heaviside_rule_skip
        }
        let value = run(parameters, rows, gradient)
        guard value.isFinite else { return value }
        for range in rest { step.apply(to: parameters, gradient, range) }
        return value
    }

    /// The rows that each hidden unit was active on, in the last batch. O(samples · units).
    var activeRows: [Set<Int>] {
        let order = (0..<sweep.pointee.samples).map { Int(sweep.pointee.order[$0]) }
        return (0..<sweep.pointee.units).map { k in
            let slot = Int(sweep.pointee.slots[k])
            if slot == 2 * order.count { return [] }
            return Set(slot < order.count ? order[slot...] : order[...(slot - order.count)])
        }
    }

    /// Finds and sorts the codes; false where one, or a hidden parameter, is infinite or NaN.
    func sortCodes(_ parameters: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>) -> Bool {
        if sweep.pointee.samples != rows.count { memory.reset(samples: rows.count) }
        sweep.pointee.w = UnsafeRawPointer(parameters + layout.weights[hidden].offset)
        sweep.pointee.b = UnsafeRawPointer(
            layout.biases[hidden].map { parameters + $0.offset } ?? memory.zeroBias.pointer)
        return Arithmetic.prepare(sweep, codes: encoder.forward(parameters, rows))
    }

    /// The codes of the last batch in increasing order.
    var sortedCodes: UnsafePointer<Wide> { UnsafePointer(sweep.pointee.codes.assumingMemoryBound(to: Wide.self)) }

    /// The row of the g-th code of the last batch, in increasing order.
    func row(ofCode g: Int) -> Int { Int(sweep.pointee.order[g]) }

    /// Steps the last layer's parameters that were evaluated last by ``SlopeRecursion``.
    func correct(_ knots: heaviside_sweep_knots) {
        withUnsafePointer(to: knots) { Arithmetic.correct(sweep, $0) }
    }

    private func run(
        _ parameters: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>,
        _ gradient: UnsafeMutablePointer<Element>?
    ) -> Double {
        let last = hidden + 1
        guard sortCodes(parameters, rows) else { return .nan }
        sweep.pointee.targets = UnsafeRawPointer(rows.targets)
        sweep.pointee.W = UnsafeMutableRawPointer(parameters + layout.weights[last].offset)
        sweep.pointee.c = layout.biases[last].map { UnsafeMutableRawPointer(parameters + $0.offset) }
        let scale: Wide = loss.deltaFactor(samples: rows.count, outputs: outputs)
        sweep.pointee.scale = scale.doubleValue
        sweep.pointee.gradient = gradient == nil ? 0 : 1
        sweep.pointee.codeGradient = trains.encoder ? UnsafeMutableRawPointer(encoder.codeGradient) : nil
        if let gradient {
            sweep.pointee.wGradient =
                trains.hidden ? UnsafeMutableRawPointer(gradient + layout.weights[hidden].offset) : nil
            sweep.pointee.bGradient = UnsafeMutableRawPointer(
                layout.biases[hidden].map { gradient + $0.offset } ?? memory.spareBiasGradient.pointer)
            sweep.pointee.WGradient = UnsafeMutableRawPointer(gradient + layout.weights[last].offset)
            sweep.pointee.cGradient = layout.biases[last].map { UnsafeMutableRawPointer(gradient + $0.offset) }
        }
        let sum = Arithmetic.run(sweep)
        if let gradient, trains.encoder, sum.isFinite { encoder.backward(parameters, rows, gradient) }
        let factor: Double = loss.valueFactor(samples: rows.count, outputs: outputs)
        return factor * sum
    }
}
