@testable import Networks

/// A random decoder behind codes that are given, with data: the layer below passes its one input on.
struct ScalarCodeCase {
    let network: Network<Double>
    let samples: SampleSet

    var codes: [Double] { samples.signals.elements.sorted() }

    /// Codes apart from each other by 0.2 … 1.2; one unit in each gap, off on a share of it in `fractions`, then
    /// `others` units of either sign anywhere.
    ///
    /// The units of the gaps below the code `pivot` descend, and where it is not the lowest, its targets are all 0.
    init(
        seed: UInt64, samples count: Int, outputs: Int, fractions: ClosedRange<Double> = 0.01...0.45, others: Int = 0,
        emptyGaps: Set<Int> = [], bias: Bool = false, pivot: Int = 0,
        output: Activation = .relu
    ) throws {
        var stream = RandomStream(seed: seed, purpose: .signals, index: 5)
        var codes: [Double] = [stream.uniform(in: -1...1)]
        while codes.count < count { codes.append((codes.last ?? 0) + stream.uniform(in: 0.2...1.2)) }
        var (w, b): ([Double], [Double]) = ([], [])
        for g in 0..<(count - 1) where !emptyGaps.contains(g) {
            let weight = stream.uniform(in: 0.1...2)
            let off = stream.uniform(in: fractions) * (codes[g + 1] - codes[g])
            w.append(g < pivot ? -weight : weight)
            b.append(g < pivot ? weight * (codes[g + 1] - off) : -weight * (codes[g] + off))
        }
        for _ in 0..<others {
            w.append(stream.uniform(in: -2...2))
            b.append(stream.uniform(in: -2...2))
        }
        let units = w.count
        let layers = [
            Layer(dense: Dense(1), weight: Matrix(rows: 1, columns: 1, repeating: 1.0), bias: [0]),
            Layer(
                dense: Dense(units, activation: .relu), weight: Matrix(rows: units, columns: 1, elements: w), bias: b),
            Layer(
                dense: Dense(outputs, activation: output, bias: bias),
                weight: Matrix(
                    rows: outputs, columns: units,
                    elements: (0..<outputs * units).map { _ in stream.uniform(in: -1...1) }),
                bias: bias ? (0..<outputs).map { _ in stream.uniform(in: -1...1) } : nil),
        ]
        network = try Network(inputs: 1, layers: layers)
        // In an order of their own.
        var order = Array(0..<count)
        for k in stride(from: count - 1, to: 0, by: -1) { order.swapAt(k, stream.index(below: k + 1)) }
        var targets = (0..<count * outputs).map { _ in stream.index(below: 2) == 0 ? 0 : stream.uniform(in: 0.5...3) }
        if pivot > 0, let row = order.firstIndex(of: pivot) {
            for j in 0..<outputs { targets[row * outputs + j] = 0 }
        }
        samples = SampleSet(
            signals: Matrix(rows: count, columns: 1, elements: order.map { codes[$0] }),
            parameters: order.map {
                SignalParameters(position: Double($0), amplitude: 1, transitions: [], levels: [codes[$0]])
            }, targets: Matrix(rows: count, columns: outputs, elements: targets))
    }

    /// Everything that the steps work on, for one kind of sweep.
    struct Workshop<Arithmetic: SweepArithmetic> where Arithmetic.Wide == Double {
        let kinks: ScalarCodeKinks<Arithmetic>
        let layout: ParameterLayout
        let parameters: AlignedBuffer<Arithmetic.Element>
        let rows: SampleRows<Arithmetic.Element>
        let template: Network<Arithmetic.Element>
        private let buffers: [AlignedBuffer<Arithmetic.Element>]

        init(_ given: ScalarCodeCase, loss: Loss = .hingeResidual(.halfSum), as arithmetic: Arithmetic.Type) {
            typealias S = Arithmetic.Element
            template = given.network.converted(to: S.self)
            layout = .forSweep(template)
            parameters = AlignedBuffer(count: layout.count)
            layout.write(template, to: parameters.pointer)
            let stride = ParameterLayout.padded(given.network.outputs)
            let inputs = AlignedBuffer(given.samples.signals.elements.map { S($0) })
            let targets = AlignedBuffer<S>(count: given.samples.count * stride)
            for i in 0..<given.samples.count {
                for (j, value) in given.samples.targets.row(i).enumerated() {
                    targets.pointer[i * stride + j] = S(value)
                }
            }
            buffers = [inputs, targets]
            rows = SampleRows(inputs: inputs.pointer, targets: targets.pointer, count: given.samples.count)
            kinks = ScalarCodeKinks(
                SweepRequest(
                    network: template, layout: layout, loss: loss, capacity: given.samples.count, signals: nil))
        }

        /// The network as it is now.
        var network: Network<Arithmetic.Element> {
            var network = template
            layout.read(parameters.pointer, into: &network)
            return network
        }

        /// The loss now.
        var loss: Double { kinks.path.evaluate(parameters: parameters.pointer, rows: rows, gradient: nil) }
    }
}
