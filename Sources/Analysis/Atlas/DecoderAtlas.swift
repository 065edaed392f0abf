public import Exact
internal import Networks

/// The exact map of a decoder of a scalar code: what it does with every code z on the line.
///
/// The line is cut where a hidden unit switches, where an output's preactivation crosses 0, and at the smallest and the
/// largest code of the data, beyond which the network extrapolates. Between two cuts every output is affine in z. For
/// each sample the atlas gives the codes that decode to its target, that is, for which all outputs are right at once.
public struct DecoderAtlas: Sendable {
    /// The codes of the samples, in the order of the samples.
    public let codes: [Rational]
    /// The cuts, in increasing order.
    public let breakpoints: [AtlasBreakpoint]
    /// The number of hidden units, through all hidden layers.
    public let hiddenUnitCount: Int
    /// For each sample, the codes that decode to its target, from left to right: points and intervals, or none.
    public let decoded: [[CodeSegment]]

    private let outputs: PiecewiseAffine
    private let initiallyActive: [Int]

    /// Analyses the decoder of a network.
    ///
    /// - Parameters:
    ///   - exact: the network.
    ///   - samples: the data of the network: signals to encode, and targets to look for.
    /// - Throws: ``ExactnessError`` where there is no scalar code, or a layer after it is not continuous.
    /// - Complexity: O((units + outputs) · breakpoints) operations on rational numbers, and at most samples
    ///   · outputs · breakpoints comparisons.
    public init(_ exact: ExactNetwork, on samples: ExactSamples) throws(ExactnessError) {
        let network = exact.network
        guard let codeLayer = exact.scalarCodeLayer else {
            throw ExactnessError(
                place: "network",
                problem:
                    "there is no scalar code followed by continuous layers: expected a layer of 1 unit, and after it "
                    + "only identity, relu or leakyReLU")
        }
        guard exact.isShallow(behind: codeLayer) else {
            throw ExactnessError(
                place: "network",
                problem:
                    "\(network.layers.count - 1 - codeLayer) layers follow the code: expected at most \(PiecewiseAffine.mostLayers)"
            )
        }
        let codes = try ExactReconstruction(exact, on: samples).codes ?? []
        var cuts: [Rational: AtlasBreakpoint] = [:]
        func cut(_ z: Rational, _ change: (inout AtlasBreakpoint) -> Void) {
            change(&cuts[z, default: AtlasBreakpoint(z: z)])
        }
        var function = PiecewiseAffine.identity
        var active: [Int] = []
        var unitCount = 0
        for (l, layer) in network.layers.enumerated().dropFirst(codeLayer + 1) {
            let isLast = l == network.layers.count - 1
            guard function.size <= PiecewiseAffine.largestSize else {
                throw ExactnessError(
                    place: "layers.\(l)",
                    problem: "its input has too many affine pieces: expected fewer layers")
            }
            let preactivations = function.mapped(by: layer)
            guard layer.dense.activation != .identity else {
                function = preactivations
                if !isLast { unitCount += layer.outputs }
                continue
            }
            let activated = preactivations.activated(negativeSlope: exact.negativeSlope(layer))
            function = activated.function
            for crossing in activated.crossings {
                cut(crossing.z) { point in
                    switch (isLast, crossing.isOn) {
                    case (false, true): point.unitsOn.append(unitCount + crossing.unit)
                    case (false, false): point.unitsOff.append(unitCount + crossing.unit)
                    case (true, true): point.outputsOn.append(crossing.unit)
                    case (true, false): point.outputsOff.append(crossing.unit)
                    }
                }
            }
            if !isLast {
                active += activated.initiallyOn.indices.filter { activated.initiallyOn[$0] }.map { unitCount + $0 }
                unitCount += layer.outputs
            }
        }
        for end in [codes.min(), codes.max()] {
            if let end { cut(end) { $0.isEndOfCodes = true } }
        }
        self.codes = codes
        outputs = function
        initiallyActive = active
        hiddenUnitCount = unitCount
        breakpoints = cuts.values.sorted { $0.z < $1.z }
        decoded = Self.decoded(breakpoints, function, samples.targets)
    }

    /// The affine pieces from left to right: one more than there are breakpoints.
    ///
    /// They are made one at a time; together they have outputs · pieces affine functions.
    public func forEachPiece(_ body: (AtlasPiece) throws -> Void) rethrows {
        var active = Set(initiallyActive)
        try Self.forEachInterval(breakpoints, outputs) { index, from, to, forms in
            if index > 0 {
                active.formUnion(breakpoints[index - 1].unitsOn)
                active.subtract(breakpoints[index - 1].unitsOff)
            }
            try body(AtlasPiece(from: from, to: to, activeUnits: active.sorted(), outputs: forms))
        }
    }

    /// The affine pieces, all at once.
    public var pieces: [AtlasPiece] {
        var result: [AtlasPiece] = []
        forEachPiece { result.append($0) }
        return result
    }

    private static func forEachInterval(
        _ breakpoints: [AtlasBreakpoint], _ function: PiecewiseAffine,
        _ body: (_ index: Int, _ from: Rational?, _ to: Rational?, _ forms: [AffineForm]) throws -> Void
    ) rethrows {
        var forms = function.initial
        var next = 0
        for index in 0...breakpoints.count {
            let from = index > 0 ? breakpoints[index - 1].z : nil
            if let from {
                while next < function.events.count, function.events[next].z <= from {
                    for change in function.events[next].changes { forms[change.component] = change.form }
                    next += 1
                }
            }
            try body(index, from, index < breakpoints.count ? breakpoints[index].z : nil, forms)
        }
    }

    /// For each row of targets, the codes at which every output equals its target.
    private static func decoded(
        _ breakpoints: [AtlasBreakpoint], _ function: PiecewiseAffine, _ targets: ExactMatrix
    ) -> [[CodeSegment]] {
        var found = [[CodeSegment]](repeating: [], count: targets.rows)
        forEachInterval(breakpoints, function) { _, from, to, forms in
            // Outputs that vary distinguish the codes; those that do not are compared at once.
            let order =
                forms.indices.filter { !forms[$0].slope.isZero } + forms.indices.filter { forms[$0].slope.isZero }
            for i in 0..<targets.rows {
                if let segment = segment(forms, order, targets.row(i), from, to) { found[i].append(segment) }
            }
        }
        return found.map(CodeSegment.joined)
    }

    private static func segment(
        _ forms: [AffineForm], _ order: [Int], _ target: ArraySlice<Rational>, _ from: Rational?, _ to: Rational?
    ) -> CodeSegment? {
        guard let first = order.first, !forms[first].slope.isZero else {
            return order.allSatisfy { forms[$0].intercept == target[target.startIndex + $0] }
                ? CodeSegment(from: from, to: to) : nil
        }
        guard let z = forms[first].argument(of: target[target.startIndex + first]), from.map({ $0 <= z }) ?? true,
            to.map({ z <= $0 }) ?? true
        else { return nil }
        return order.allSatisfy { forms[$0](z) == target[target.startIndex + $0] } ? CodeSegment(from: z, to: z) : nil
    }
}
