internal import Kernels

/// The sweep in plain Swift: what the C kernels must equal, bit for bit, on every machine.
///
/// Written for reading rather than speed: it looks at every sample where C remembers and bisects, and sorts by the
/// library. The order of every sum is that of the kernels: along panels of at most ``panel`` vectors of 16 outputs,
/// lane by lane.
enum SweepTwin<Element: KernelScalar, Wide: KernelScalar>: SweepArithmetic {
    /// The most vectors of 16 outputs that are walked together.
    static var panel: Int { MemoryLayout<Wide>.size == 4 ? 5 : 3 }

    static func workspace(samples: Int, units: Int, stride: Int) -> Int { 0 }

    static func prepare(_ sweep: UnsafeMutablePointer<heaviside_sweep>, codes: UnsafePointer<Wide>) -> Bool {
        let p = SweepTwinView<Element, Wide>(sweep)
        let finite = (0..<p.samples).allSatisfy { codes[$0].isFinite }
        guard finite, (0..<p.units).allSatisfy({ p.w[$0].isFinite && p.b[$0].isFinite }) else { return false }
        let order = (0..<p.samples).sorted { (codes[$0], $0) < (codes[$1], $1) }
        for (g, row) in order.enumerated() {
            sweep.pointee.order[g] = Int32(row)
            p.codes[g] = codes[row]
        }
        var lists: [[Int]] = Array(repeating: [], count: 2 * p.samples + 1)
        for k in 0..<p.units {
            let (w, b) = (p.wide(p.w[k]), p.wide(p.b[k]))
            let active = (0..<p.samples).filter { w * p.codes[$0] + b > 0 }
            var slot = 2 * p.samples
            (p.slopes[k], p.levels[k]) = (0, 0)
            if let first = active.first, let last = active.last {
                let falls = w < 0 && last < p.samples - 1
                slot = falls ? p.samples + last : first
                p.slopes[k] = (1 - p.leak) * w
                p.levels[k] = (1 - p.leak) * (w * p.codes[falls ? last : first] + b)
            }
            lists[slot].append(k)
            sweep.pointee.slots[k] = Int32(slot)
        }
        var count = 0
        for (slot, list) in lists.enumerated() {
            sweep.pointee.begins[slot] = Int32(count)
            for unit in list {
                sweep.pointee.listed[count] = Int32(unit)
                count += 1
            }
        }
        sweep.pointee.begins[lists.count] = Int32(count)
        sweep.pointee.fallingEnd = (0..<p.samples).reduce(0) { lists[p.samples + $1].isEmpty ? $0 : $1 + 1 }
        return true
    }

    static func run(_ sweep: UnsafePointer<heaviside_sweep>) -> Double {
        let p = SweepTwinView<Element, Wide>(UnsafeMutablePointer(mutating: sweep))
        guard p.samples > 0 else { return 0 }
        var walk = SweepTwinWalk(p)
        let ranges = panels(p)
        for range in ranges { walk.forward(range) }
        let sum = walk.loss.reduce(0, +)
        guard sweep.pointee.gradient != 0, sum.isFinite else { return sum }
        for range in ranges { walk.backward(range) }
        walk.finish()
        return sum
    }

    static func correct(_ sweep: UnsafePointer<heaviside_sweep>, _ knots: UnsafePointer<heaviside_sweep_knots>) {
        let p = SweepTwinView<Element, Wide>(UnsafeMutablePointer(mutating: sweep))
        var walk = SweepTwinWalk(p)
        for range in panels(p) { walk.forward(range) }
        let bias = sweep.pointee.c?.assumingMemoryBound(to: Element.self)
        let recursion = SlopeRecursion<Wide>(
            knots: (0..<knots.pointee.count).map { i in
                SlopeRecursion.Knot(
                    unit: Int(knots.pointee.units[i]), end: Int(knots.pointee.ends[i]),
                    offset: Wide(knots.pointee.offsets[i]), inverseRest: Wide(knots.pointee.inverseRests[i]),
                    inverseWeight: Wide(knots.pointee.inverseWeights[i]))
            }, start: knots.pointee.start, common: knots.pointee.common, turn: knots.pointee.turn)
        let step = recursion.step(
            residuals: Matrix(rows: p.samples, columns: p.stride, elements: walk.errors), units: p.units,
            hasBias: bias != nil, rate: Wide(knots.pointee.rate))
        for knot in recursion.knots {
            for j in 0..<p.stride {
                let at = knot.unit * p.stride + j
                p.weights[at] = p.narrow(p.wide(p.weights[at]) + step.weights[knot.unit, j])
            }
        }
        if let bias { for j in 0..<p.stride { bias[j] = p.narrow(p.wide(bias[j]) + step.bias[j]) } }
    }

    private static func panels(_ p: SweepTwinView<Element, Wide>) -> [Range<Int>] {
        let vectors = p.stride / 16
        let panels = (vectors + panel - 1) / panel
        return (0..<panels).map { $0 * vectors / panels..<($0 + 1) * vectors / panels }
    }
}

/// A sweep's description with the types of its numbers.
struct SweepTwinView<Element: KernelScalar, Wide: KernelScalar> {
    let sweep: UnsafeMutablePointer<heaviside_sweep>

    init(_ sweep: UnsafeMutablePointer<heaviside_sweep>) { self.sweep = sweep }

    var samples: Int { sweep.pointee.samples }
    var units: Int { sweep.pointee.units }
    var stride: Int { sweep.pointee.stride }
    var leak: Wide { Wide(sweep.pointee.leak) }
    var scale: Wide { Wide(sweep.pointee.scale) }
    var outerSlope: Wide { Wide(sweep.pointee.outerSlope) }
    var isHinge: Bool { sweep.pointee.hinge != 0 }
    var codes: UnsafeMutablePointer<Wide> { wides(sweep.pointee.codes) }
    var slopes: UnsafeMutablePointer<Wide> { wides(sweep.pointee.slopes) }
    var levels: UnsafeMutablePointer<Wide> { wides(sweep.pointee.levels) }
    var w: UnsafePointer<Element> { sweep.pointee.w.assumingMemoryBound(to: Element.self) }
    var b: UnsafePointer<Element> { sweep.pointee.b.assumingMemoryBound(to: Element.self) }
    var weights: UnsafeMutablePointer<Element> { sweep.pointee.W.assumingMemoryBound(to: Element.self) }

    func wide(_ value: Element) -> Wide { Wide(value.doubleValue) }

    func narrow(_ value: Wide) -> Element { Element(value.doubleValue) }

    /// The target of output j for the g-th code.
    func target(_ g: Int, _ j: Int) -> Wide {
        let row = Int(sweep.pointee.order[g])
        return wide(sweep.pointee.targets.assumingMemoryBound(to: Element.self)[row * stride + j])
    }

    /// The units that rise at the g-th code.
    func rising(_ g: Int) -> [Int] { units(inSlot: g) }

    /// The units that fall after the g-th code.
    func falling(_ g: Int) -> [Int] { units(inSlot: samples + g) }

    /// The units that are never active.
    var idle: [Int] { units(inSlot: 2 * samples) }

    private func units(inSlot slot: Int) -> [Int] {
        (sweep.pointee.begins[slot]..<sweep.pointee.begins[slot + 1]).map { Int(sweep.pointee.listed[Int($0)]) }
    }

    private func wides(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Wide> {
        pointer.assumingMemoryBound(to: Wide.self)
    }
}
