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
    /// Whether the hidden weights may be negative.
    let allowsDescending: Bool
    private let outputs: Int
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
        outputs = request.network.outputs
        scale = request.loss.form.deltaFactor(samples: request.capacity, outputs: outputs)
        allowsDescending = !request.network.layers[hidden].dense.isNonNegative
        knotUnits = .allocate(capacity: capacity)
        knotEnds = .allocate(capacity: capacity)
        knotUnits.initialize(repeating: 0, count: capacity)
        knotEnds.initialize(repeating: 0, count: capacity)
        numbers = AlignedBuffer(count: 3 * capacity)
        sobolevStep = SobolevStep(units: units, stride: ParameterLayout.padded(outputs))
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

    /// Whether the outputs have biases.
    var hasBias: Bool { layout.biases[hidden + 1] != nil }

    /// The lowest code whose targets are all 0: a network without output biases is right there if no unit is active.
    func lowestBlank(_ rows: SampleRows<Element>) -> Int? { (0..<rows.count).first { isBlank($0, rows) } }

    private func isBlank(_ g: Int, _ rows: SampleRows<Element>) -> Bool {
        let targets = rows.targets + path.row(ofCode: g) * ParameterLayout.padded(outputs)
        return (0..<outputs).allSatisfy { targets[$0] == 0 }
    }

    /// Evaluates the network again, then steps its last layer so that no error is left at the end of any knot, times
    /// `rate`.
    func newton(rate: Double, _ parameters: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>) {
        guard path.evaluate(parameters: parameters, rows: rows, gradient: nil).isFinite else { return }
        owners.find(
            codes: path.sortedCodes, count: rows.count, w: w(parameters), b: b(parameters),
            range: 0...Self.largestFraction, nearest: 0)
        turn(rows, isFree: hasBias || owners.everywhere >= 0)
        path.correct(knots(rows.count, w: w(parameters), rate: rate))
    }

    /// Chooses the pivot with which the most gaps have an owner.
    ///
    /// Where an output bias or a unit that is active everywhere can correct any error at the pivot, every code may be
    /// it. Otherwise the codes of blanks are preferred, and the lowest code is taken where more gaps are owned then.
    private func turn(_ rows: SampleRows<Element>, isFree: Bool) {
        let best = owners.bestPivot(count: rows.count) { isFree || isBlank($0, rows) }
        let lowest = owners.bestPivot(count: rows.count) { $0 == 0 }
        let isLowest = (lowest?.owned ?? 0) > (best?.owned ?? -1)
        owners.turn(at: isLowest ? 0 : best?.pivot ?? 0, count: rows.count)
    }

    /// One knot for each owned gap, which ends at the next owned one: first from the pivot up, then from the pivot
    /// down; before them one for a unit that is active everywhere.
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
        /// The first sample from here up whose gap above, or from here down whose gap below, has an owner.
        func owned(upFrom sample: Int) -> Int {
            var g = sample
            while g < count - 1, owners.owners[g] < 0 { g += 1 }
            return g
        }
        func owned(downFrom sample: Int) -> Int {
            var g = sample
            while g > 0, owners.owners[g - 1] < 0 { g -= 1 }
            return g
        }
        var (high, low) = (owned(upFrom: owners.pivot), owned(downFrom: owners.pivot))
        let start = low > 0 ? owners.pivot : high
        // A bias does what this unit would do.
        if owners.everywhere >= 0, !hasBias { add(owners.everywhere, offset: 0, end: start) }
        let common = n
        var begin = start
        while high < count - 1 {
            let (unit, end) = (owners.owners[high], owned(upFrom: high + 1))
            add(unit, offset: kinks[Int(unit)] - codes[begin], end: end)
            (high, begin) = (end, end)
        }
        let turn = n
        begin = start
        while low > 0 {
            let (unit, end) = (owners.owners[low - 1], owned(downFrom: low - 1))
            add(unit, offset: kinks[Int(unit)] - codes[begin], end: end)
            (low, begin) = (end, end)
        }
        return heaviside_sweep_knots(
            count: n, common: common, turn: turn, start: start, units: knotUnits, ends: knotEnds, offsets: offsets,
            inverseRests: rests, inverseWeights: weights, rate: rate)
    }

    func sobolev(
        rate: Double, _ parameters: UnsafeMutablePointer<Element>, gradient: UnsafePointer<Element>,
        _ rows: SampleRows<Element>
    ) {
        guard path.sortCodes(parameters, rows) else { return }
        owners.find(
            codes: path.sortedCodes, count: rows.count, w: w(parameters), b: b(parameters), range: 0...1, nearest: 0)
        turn(rows, isFree: false)
        let last = layout.weights[hidden + 1].offset
        sobolevStep.apply(
            rate: rate / scale, weights: parameters + last, gradient: gradient + last, owners: owners, w: w(parameters),
            codes: path.sortedCodes, count: rows.count)
    }
}
