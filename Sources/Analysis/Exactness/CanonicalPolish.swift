internal import Diagnostics
internal import Exact
public import Networks

/// The exact network to which a trained one is rounded: only the assignment of gaps to hidden units, and the scale, are
/// kept.
///
/// Encoder weights become one power of two, hidden weights powers of two, biases −w2·g·H, and the last layer the closed
/// form of `CanonicalAutoencoder`. This is not a small perturbation; ``movements`` says how far each tensor moved.
public struct CanonicalPolish<Element: TrainableScalar & BinaryFloatingPoint>: Sendable {
    /// The largest change of one tensor.
    public struct Movement: Sendable, Hashable {
        /// The name of the tensor, such as "layers.0.weight".
        public let tensor: String
        /// The largest |new − old|.
        public let largest: Double
        /// The largest |old|.
        public let scale: Double
    }

    /// The evidence for which unit owns which gap.
    public enum Reading: String, Sendable, Hashable {
        /// Each gap holds the kink of a unit.
        case kinks
        /// Some gap holds no kink, but each output is switched on by a unit of its own.
        case outgoingWeights
    }

    /// The exact network.
    public let network: Network<Element>
    /// The evidence by which the owners of the gaps were determined.
    public let reading: Reading
    /// The number of hidden units that own no gap and were silenced.
    public let silencedUnits: Int
    /// The movement of each tensor, in the order of the layers.
    public let movements: [Movement]

    /// Rounds a network to the canonical one.
    ///
    /// - Parameters:
    ///   - network: one linear unit, one layer of ReLUs with biases, ReLU outputs.
    ///   - steps: the data that the network should reproduce.
    /// - Throws: ``ExactnessError`` with the reason where the network cannot be rounded.
    /// - Complexity: O(length² + length · units) operations on rational numbers.
    public init(_ network: Network<Element>, for steps: StepFunctions) throws(ExactnessError) {
        try Self.checkShape(network, steps)
        let amplitude = try Self.amplitude(of: steps)
        let exact = try ExactNetwork(network)
        let codes = try Self.codes(exact, steps)
        let direction = codes[1] > codes[0] ? 1 : -1
        let gaps = GapOwnership(exact, codes: codes, direction: direction, steps: steps)
        guard
            let (owners, reading) = gaps.byKinks().map({ ($0, Reading.kinks) })
                ?? gaps.byOutgoingWeights().map({ ($0, Reading.outgoingWeights) })
        else {
            throw ExactnessError(
                place: "layers.1",
                problem:
                    "\(gaps.emptyGaps) of the \(steps.length) gaps between neighbouring codes hold no kink of a unit that is "
                    + "active above it: expected one in each, as the canonical network has")
        }
        self.reading = reading
        var gapOfUnit = [Int?](repeating: nil, count: network.layers[1].outputs)
        for (gap, unit) in owners.enumerated() { gapOfUnit[unit] = gap }
        let encoder = network.layers[0].weight.elements.reduce(0.0) { $0 + abs($1.doubleValue) }
        let codeWeight = Self.powerOfTwo(encoder / Double(network.inputs)) * Double(direction)
        let construction = CanonicalAutoencoder(
            StepFunctions(
                length: steps.length, amplitude: .one(amplitude), orientation: steps.orientation,
                blank: steps.includesBlank),
            codeWeight: codeWeight,
            units: gapOfUnit.enumerated().map { k, gap in
                CanonicalAutoencoder.Unit(
                    gap: gap, weight: Self.powerOfTwo(abs(network.layers[1].weight[k, 0].doubleValue)))
            })
        var polished: Network<Element>
        do {
            polished = try construction.network()
        } catch {
            throw ExactnessError(place: "network", problem: "\(error)")
        }
        for l in polished.layers.indices {
            polished.layers[l].dense = network.layers[l].dense
            let bias = polished.layers[l].bias
            polished.layers[l].bias = network.layers[l].bias.map { bias ?? $0.map { _ in 0 } }
        }
        guard try Self.isExact(polished, steps) else {
            throw ExactnessError(
                place: "network",
                problem:
                    "powers of two near the weights are out of this precision's range: expected weights of moderate "
                    + "size")
        }
        self.network = polished
        silencedUnits = gapOfUnit.count { $0 == nil }
        movements = Self.movements(from: network, to: polished)
    }

    /// Whether the rounded network is exact; it may not be where numbers exceed the range of the precision.
    private static func isExact(_ network: Network<Element>, _ steps: StepFunctions) throws(ExactnessError) -> Bool {
        guard network.isFinite, let samples = try? steps.samples() else { return false }
        return try ExactReconstruction(ExactNetwork(network), on: ExactSamples(samples, in: Element.self)).isExact
    }

    private static func checkShape(_ network: Network<Element>, _ steps: StepFunctions) throws(ExactnessError) {
        let layers = network.layers
        guard layers.count == 3, layers[0].outputs == 1, layers[0].dense.activation == .identity,
            layers[1].dense.activation == .relu, layers[1].bias != nil, layers[2].dense.activation == .relu,
            network.inputs == steps.length, network.outputs == steps.length
        else {
            throw ExactnessError(
                place: "network",
                problem: "expected an autoencoder of one linear unit, one layer of ReLUs with biases, and ReLU outputs")
        }
        guard layers[1].outputs >= steps.length else {
            throw ExactnessError(
                place: "layers.1",
                problem:
                    "\(layers[1].outputs) hidden units: expected at least \(steps.length), one for each gap between codes"
            )
        }
    }

    private static func amplitude(of steps: StepFunctions) throws(ExactnessError) -> Double {
        guard let values = try? steps.amplitudes.values(), values.count == 1 else {
            throw ExactnessError(place: "signals.amplitude", problem: "several amplitudes: expected one")
        }
        let amplitude = Element(values[0])
        guard let exact = Rational(exactly: amplitude.doubleValue), !exact.isZero else {
            throw ExactnessError(
                place: "signals.amplitude",
                problem: "\(NumberText.exact(values[0])) is out of this precision's range: expected a number in it")
        }
        let precision = Element.significandBitCount + 1
        let available = precision - (Int.bitWidth - steps.length.leadingZeroBitCount)
        guard exact.numeratorBits <= available else {
            throw ExactnessError(
                place: "signals.amplitude",
                problem:
                    "\(NumberText.exact(values[0])) has \(exact.numeratorBits) mantissa bits: expected at most \(available), so that its "
                    + "multiples up to \(steps.length) fit the \(precision) bits of a number")
        }
        return amplitude.doubleValue
    }

    /// The codes of θ = 0 … n, strictly monotone.
    private static func codes(_ exact: ExactNetwork, _ steps: StepFunctions) throws(ExactnessError) -> [Rational] {
        var complete = steps
        complete.includesBlank = true
        guard let samples = try? complete.samples() else {
            throw ExactnessError(place: "signals", problem: "the steps cannot be made: expected valid step functions")
        }
        let codes = try ExactReconstruction(exact, on: ExactSamples(samples, in: Element.self)).codes ?? []
        let ordered = zip(codes, samples.positions).sorted { ($0.1 ?? 0) < ($1.1 ?? 0) }.map(\.0)
        guard ordered.count == steps.length + 1 else {
            throw ExactnessError(place: "network", problem: "there is no scalar code: expected one")
        }
        let rises = ordered[1] > ordered[0]
        if let theta = (0..<steps.length).first(where: {
            (ordered[$0 + 1] > ordered[$0]) != rises || ordered[$0] == ordered[$0 + 1]
        }) {
            throw ExactnessError(
                place: "layers.0",
                problem:
                    "the code is not monotone between θ = \(theta) and \(theta + 1): expected codes in the order of the steps"
            )
        }
        return ordered
    }

    /// The power of two nearest to a number on a logarithmic scale; 1 for 0.
    private static func powerOfTwo(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return 1 }
        let isUpper = value.significand * value.significand > 2
        return Double(sign: .plus, exponent: Int(value.exponent) + (isUpper ? 1 : 0), significand: 1)
    }

    private static func movements(from old: Network<Element>, to new: Network<Element>) -> [Movement] {
        func movement(_ tensor: String, _ old: [Element], _ new: [Element]) -> Movement {
            Movement(
                tensor: tensor, largest: zip(old, new).map { abs($1.doubleValue - $0.doubleValue) }.max() ?? 0,
                scale: old.map { abs($0.doubleValue) }.max() ?? 0)
        }
        return zip(old.layers, new.layers).enumerated().flatMap { l, pair in
            [movement("layers.\(l).weight", pair.0.weight.elements, pair.1.weight.elements)]
                + (pair.0.bias.map { [movement("layers.\(l).bias", $0, pair.1.bias ?? [])] } ?? [])
        }
    }
}
