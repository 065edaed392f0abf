internal import Kernels

/// The walks of ``SweepTwin``: the same operations as in `Sources/Kernels/sweep_forward_template.h` and
/// `sweep_backward_template.h`, one output at a time.
struct SweepTwinWalk<Element: KernelScalar, Wide: KernelScalar> {
    private let p: SweepTwinView<Element, Wide>
    /// Σ r², by lane.
    private(set) var loss = [Double](repeating: 0, count: 16)
    /// δ without its scale, `[samples × stride]`, in the order of the codes.
    private(set) var errors: [Wide]
    /// The lanes of ∂L/∂z, `[samples × 16]`.
    private var codeLanes: [Wide]
    /// The lanes of W_k · G and W_k · H of each unit, then those over all samples, each `[units × 16]`.
    private var unitLanes: [[Wide]]

    private let twin: StepTwin<Element>

    init(_ p: SweepTwinView<Element, Wide>) {
        self.p = p
        twin = StepTwin(p.sweep.pointee.update)
        errors = Array(repeating: 0, count: p.samples * p.stride)
        codeLanes = Array(repeating: 0, count: p.samples * 16)
        unitLanes = Array(repeating: Array(repeating: 0, count: p.units * 16), count: 4)
    }

    /// Level and slope of a line.
    private typealias Line = (level: Wide, slope: Wide)

    /// Preactivations, errors and loss of a panel.
    mutating func forward(_ panel: Range<Int>) {
        let outputs = panel.lowerBound * 16..<panel.upperBound * 16
        let starts = fallingLines(outputs)
        var falling = [Line](repeating: (0, 0), count: outputs.count)
        var rising: [Line] = outputs.map { j in
            (p.sweep.pointee.c.map { p.wide($0.assumingMemoryBound(to: Element.self)[j]) } ?? 0, 0)
        }
        if p.leak != 0 {
            for k in 0..<p.units {
                let (w, b) = (p.wide(p.w[k]), p.wide(p.b[k]))
                add(k, p.leak * (w * p.codes[0] + b), p.leak * w, outputs, to: &rising)
            }
        }
        var squares = [Wide](repeating: 0, count: 16)
        for g in 0..<p.samples {
            let step = g > 0 ? p.codes[g] - p.codes[g - 1] : 0
            move(&rising, by: step)
            for k in p.rising(g) { add(k, p.levels[k], p.slopes[k], outputs, to: &rising) }
            if let start = starts[g] { falling = start } else { move(&falling, by: step) }
            var along = [Wide](repeating: 0, count: 16)
            for (k, j) in outputs.enumerated() {
                var (u, slope) = rising[k]
                if g < p.sweep.pointee.fallingEnd { (u, slope) = (u + falling[k].level, slope + falling[k].slope) }
                let (residual, delta) = error(u, p.target(g, j))
                squares[j % 16] = squares[j % 16].addingProduct(residual, residual)
                along[j % 16] = along[j % 16].addingProduct(delta, slope)
                errors[g * p.stride + j] = delta
            }
            for lane in 0..<16 {
                codeLanes[g * 16 + lane] = panel.lowerBound == 0 ? along[lane] : codeLanes[g * 16 + lane] + along[lane]
            }
            guard g % 4 == 3 || g + 1 == p.samples else { continue }
            for lane in 0..<16 {
                loss[lane] += squares[lane].doubleValue
                squares[lane] = 0
            }
        }
    }

    /// What falling units add to each preactivation, by the samples that its lines start at, from the last line down.
    private func fallingLines(_ outputs: Range<Int>) -> [Int: [Line]] {
        var starts: [Int: [Line]] = [:]
        var lines = [Line](repeating: (0, 0), count: outputs.count)
        let corners = (0..<p.samples).reversed().filter { !p.falling($0).isEmpty }
        var before = corners.first ?? 0
        for (index, corner) in corners.enumerated() {
            move(&lines, by: -(p.codes[before] - p.codes[corner]))
            for k in p.falling(corner) { add(k, p.levels[k], p.slopes[k], outputs, to: &lines) }
            before = index + 1 < corners.count ? corners[index + 1] + 1 : 0
            move(&lines, by: -(p.codes[corner] - p.codes[before]))
            starts[before] = lines
        }
        return starts
    }

    private func move(_ lines: inout [Line], by step: Wide) {
        for j in lines.indices { lines[j].level = lines[j].level.addingProduct(step, lines[j].slope) }
    }

    private func add(
        _ k: Int, _ level: Wide, _ slope: Wide, _ outputs: Range<Int>, to lines: inout [Line]
    ) {
        for (i, j) in outputs.enumerated() {
            let weight = p.wide(p.weights[k * p.stride + j])
            lines[i].level = lines[i].level.addingProduct(level, weight)
            lines[i].slope = lines[i].slope.addingProduct(slope, weight)
        }
    }

    private func error(_ u: Wide, _ x: Wide) -> (residual: Wide, delta: Wide) {
        if p.isHinge {
            let residual = x > 0 ? u - x : (u <= 0 ? 0 : u)
            return (residual, residual)
        }
        let residual = (u <= 0 ? p.outerSlope * u : u) - x
        return (residual, u <= 0 ? p.outerSlope * residual : residual)
    }

    /// Gradients and steps of a panel.
    mutating func backward(_ panel: Range<Int>) {
        let outputs = panel.lowerBound * 16..<panel.upperBound * 16
        typealias Sums = [(g: Wide, h: Wide)]
        let zero = Sums(repeating: (0, 0), count: outputs.count)
        var all = zero
        if p.leak != 0 { for g in (0..<p.samples).reversed() { collect(g, from: g + 1, outputs, into: &all) } }
        for k in p.idle { unit(k, outputs, zero, all) }
        var sums = zero
        for g in (0..<p.samples).reversed() {
            collect(g, from: g + 1, outputs, into: &sums)
            for k in p.rising(g) { unit(k, outputs, sums, all) }
        }
        if let bias = p.sweep.pointee.cGradient?.assumingMemoryBound(to: Element.self) {
            for (i, j) in outputs.enumerated() { bias[j] = p.narrow(p.scale * sums[i].g) }
        }
        sums = zero
        for g in 0..<p.sweep.pointee.fallingEnd {
            collect(g, from: g - 1, outputs, into: &sums)
            for k in p.falling(g) { unit(k, outputs, sums, all) }
        }
    }

    /// Adds sample g to Σ δ and to Σ (z − z_g) δ, which were those seen from the sample before.
    private func collect(_ g: Int, from before: Int, _ outputs: Range<Int>, into sums: inout [(g: Wide, h: Wide)]) {
        let step = (0..<p.samples).contains(before) ? p.codes[before] - p.codes[g] : 0
        for (i, j) in outputs.enumerated() {
            sums[i].h = sums[i].h.addingProduct(step, sums[i].g)
            sums[i].g += errors[g * p.stride + j]
        }
    }

    private mutating func unit(
        _ k: Int, _ outputs: Range<Int>, _ sums: [(g: Wide, h: Wide)], _ all: [(g: Wide, h: Wide)]
    ) {
        let (level, slope) = (p.scale * p.levels[k], p.scale * p.slopes[k])
        let (w, b) = (p.wide(p.w[k]), p.wide(p.b[k]))
        let everywhere = p.scale * (p.leak * (w * p.codes[0] + b))
        let rise = p.scale * (p.leak * w)
        var dots = [[Wide]](repeating: Array(repeating: 0, count: 16), count: 4)
        for (i, j) in outputs.enumerated() {
            let weight = p.wide(p.weights[k * p.stride + j])
            dots[0][j % 16] = dots[0][j % 16].addingProduct(weight, sums[i].g)
            dots[1][j % 16] = dots[1][j % 16].addingProduct(weight, sums[i].h)
            var gradient = (slope * sums[i].h).addingProduct(level, sums[i].g)
            if p.leak != 0 {
                gradient = gradient.addingProduct(rise, all[i].h).addingProduct(everywhere, all[i].g)
                dots[2][j % 16] = dots[2][j % 16].addingProduct(weight, all[i].g)
                dots[3][j % 16] = dots[3][j % 16].addingProduct(weight, all[i].h)
            }
            step(k * p.stride + j, p.narrow(gradient))
        }
        for (which, lanes) in dots.enumerated() {
            for lane in 0..<16 {
                let at = k * 16 + lane
                unitLanes[which][at] = outputs.lowerBound == 0 ? lanes[lane] : unitLanes[which][at] + lanes[lane]
            }
        }
    }

    private func step(_ at: Int, _ gradient: Element) {
        let update = p.sweep.pointee.update
        func moment(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Element>? {
            pointer.map { $0.assumingMemoryBound(to: Element.self) + at }
        }
        var g = gradient
        if update.decay != 0 {
            ArrayKernels<Element>.scalarTwin.addDecay(&g, p.weights + at, 1, Element(update.decay))
        }
        if update.rule == heaviside_rule_write {
            p.sweep.pointee.WGradient.assumingMemoryBound(to: Element.self)[at] = g
        } else {
            if update.shrink != 0 {
                ArrayKernels<Element>.scalarTwin.shrink(p.weights + at, 1, Element(update.shrink))
            }
            twin.apply(&p.weights[at], g, moment(update.first), moment(update.second))
        }
    }

    /// The gradients of the codes and of the hidden layer.
    func finish() {
        if let codes = p.sweep.pointee.codeGradient?.assumingMemoryBound(to: Wide.self) {
            for g in 0..<p.samples { codes[Int(p.sweep.pointee.order[g])] = p.scale * sum(codeLanes, g) }
        }
        guard let w = p.sweep.pointee.wGradient?.assumingMemoryBound(to: Element.self),
            let b = p.sweep.pointee.bGradient?.assumingMemoryBound(to: Element.self)
        else { return }
        for k in 0..<p.units {
            let slot = Int(p.sweep.pointee.slots[k])
            let z = p.codes[slot == 2 * p.samples ? 0 : slot % p.samples]
            let dots = unitLanes.map { sum($0, k) }
            var bias = (1 - p.leak) * dots[0]
            var slope = (1 - p.leak) * (dots[1] + z * dots[0])
            if p.leak != 0 {
                bias += p.leak * dots[2]
                slope += p.leak * (dots[3] + p.codes[0] * dots[2])
            }
            b[k] = p.narrow(p.scale * bias)
            w[k] = p.narrow(p.scale * slope)
        }
    }

    /// The sum of row r of 16 lanes: lanes l and l + 8, of these l and l + 4, and so on.
    private func sum(_ lanes: [Wide], _ r: Int) -> Wide {
        var row = Array(lanes[r * 16..<(r + 1) * 16])
        for half in [8, 4, 2, 1] { for l in 0..<half { row[l] += row[l + half] } }
        return row[0]
    }
}
