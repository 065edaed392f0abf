internal import Kernels

/// The kinks of a hidden layer after a scalar code, in double precision, with a sweep of its own to find codes and
/// errors.
final class ScalarCodeKinks<Arithmetic: SweepArithmetic> where Arithmetic.Wide == Double {
    typealias Element = Arithmetic.Element

    /// The largest fraction of a gap at which the recursion uses a kink: beyond ½ errors grow from gap to gap.
    static var largestFraction: Double { 0.49 }

    let path: SweepPath<Arithmetic>
    let owners: KinkOwners<Element>
    let layout: ParameterLayout
    let hidden: Int
    let units: Int
    let scale: Double
    private let knotUnits: UnsafeMutablePointer<Int32>
    private let knotEnds: UnsafeMutablePointer<Int32>
    private let numbers: AlignedBuffer<Double>
    private let capacity: Int
    let sobolevStep: SobolevStep<Element>

    init(_ request: SweepRequest<Element>) {
        path = SweepPath(request)
        layout = request.layout
        hidden = request.network.layers.count - 2
        units = request.network.layers[hidden].outputs
        capacity = max(1, min(request.capacity, units) + 1)
        owners = KinkOwners(units: units, samples: request.capacity)
        scale = request.loss.deltaFactor(samples: request.capacity, outputs: request.network.outputs)
        knotUnits = .allocate(capacity: capacity)
        knotEnds = .allocate(capacity: capacity)
        knotUnits.initialize(repeating: 0, count: capacity)
        knotEnds.initialize(repeating: 0, count: capacity)
        numbers = AlignedBuffer(count: 3 * capacity)
        sobolevStep = SobolevStep(units: units, stride: ParameterLayout.padded(request.network.outputs))
    }

    deinit {
        knotUnits.deallocate()
        knotEnds.deallocate()
    }

    func w(_ parameters: UnsafeMutablePointer<Element>) -> UnsafeMutablePointer<Element> {
        parameters + layout.weights[hidden].offset
    }

    func b(_ parameters: UnsafeMutablePointer<Element>) -> UnsafeMutablePointer<Element> {
        guard let bias = layout.biases[hidden] else {
            preconditionFailure("recipes for networks without a hidden bias are refused")
        }
        return parameters + bias.offset
    }

    /// Evaluates the network again, then steps its last layer so that no error is left at the end of any knot, times
    /// `rate`.
    func newton(rate: Double, _ parameters: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>) {
        guard path.evaluate(parameters: parameters, rows: rows, gradient: nil).isFinite else { return }
        owners.find(
            codes: path.sortedCodes, count: rows.count, w: w(parameters), b: b(parameters),
            range: 0...Self.largestFraction, nearest: 0)
        path.correct(knots(rows.count, w: w(parameters), rate: rate))
    }

    /// One knot for each owned gap, which ends at the next owned one; before them one for the unit below the lowest
    /// code.
    private func knots(_ count: Int, w: UnsafePointer<Element>, rate: Double) -> heaviside_sweep_knots {
        let (codes, kinks) = (path.sortedCodes, owners.kinks.pointer)
        let (offsets, rests) = (numbers.pointer, numbers.pointer + capacity)
        let weights = numbers.pointer + 2 * capacity
        var n = 0
        func add(_ unit: Int32, offset: Double, end: Int) {
            knotUnits[n] = unit
            knotEnds[n] = Int32(end)
            offsets[n] = offset
            rests[n] = 1 / (codes[end] - kinks[Int(unit)])
            weights[n] = 1 / w[Int(unit)].doubleValue
            n += 1
        }
        func ownedGap(from sample: Int) -> Int {
            var g = sample
            while g < count - 1, owners.owners[g] < 0 { g += 1 }
            return g
        }
        var g = ownedGap(from: 0)
        let start = g
        // A bias does what this unit would do.
        if owners.below >= 0, layout.biases[hidden + 1] == nil { add(owners.below, offset: 0, end: g) }
        while g < count - 1 {
            let (unit, end) = (owners.owners[g], ownedGap(from: g + 1))
            add(unit, offset: kinks[Int(unit)] - codes[g], end: end)
            g = end
        }
        return heaviside_sweep_knots(
            count: n, start: start, units: knotUnits, ends: knotEnds, offsets: offsets, inverseRests: rests,
            inverseWeights: weights, rate: rate)
    }

    func sobolev(
        rate: Double, _ parameters: UnsafeMutablePointer<Element>, gradient: UnsafePointer<Element>,
        _ rows: SampleRows<Element>
    ) {
        guard path.sortCodes(parameters, rows) else { return }
        owners.find(
            codes: path.sortedCodes, count: rows.count, w: w(parameters), b: b(parameters), range: 0...1, nearest: 0)
        let last = layout.weights[hidden + 1].offset
        sobolevStep.apply(
            rate: rate / scale, weights: parameters + last, gradient: gradient + last, owners: owners, w: w(parameters),
            codes: path.sortedCodes, count: rows.count)
    }
}
