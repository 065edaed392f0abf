internal import Analysis
internal import Exact
internal import Networks

/// The decoder with a margin c for steps of amplitude 5, and the codes from which each step should be decoded.
struct MarginPlateaus: CustomStringConvertible {
    /// The signal length n.
    let length: Int
    /// The margin c.
    let margin: Double

    var description: String { "n = \(length), c = \(margin)" }

    /// The code θh of a step.
    func code(_ theta: Int) -> Rational { Rational(5 * theta) }

    /// The codes from which each step should be decoded: z ≤ 0, then [θ, θ + c/(1 + c)]·h, and z = nh.
    var expected: [[CodeSegment]] {
        let c = Rational(margin)
        let plateau: Rational = 5 * c / (1 + c)
        return (0...length).map { theta in
            let isInner = 0 < theta && theta < length
            let to: Rational = isInner ? code(theta) + plateau : code(theta)
            return [CodeSegment(from: theta > 0 ? code(theta) : nil, to: to)]
        }
    }

    /// The network.
    func network() throws -> Network<Double> {
        try MarginDecoder(LeadingSteps(length, amplitude: 5).family, margin: margin).network()
    }

    /// The map of what the decoder does with every code.
    func atlas() throws -> DecoderAtlas { try LeadingSteps(length, amplitude: 5).atlas(network()) }

    /// The codes from which each step is decoded.
    func decoded() throws -> [[CodeSegment]] { try atlas().decoded }

    /// Whether the reference, in rational numbers, gives the preactivations that the decoder is made from.
    func arePreactivationsRight() throws -> Bool {
        let signals = try LeadingSteps(length, amplitude: 5).exactSignals
        let u = Backpropagation(try network().converted(to: Rational.self)).forward(signals).preactivations[2]
        let below: Rational = -5 * Rational(margin)
        return (0...length).allSatisfy { theta in
            (1...length).allSatisfy { (p: Int) -> Bool in
                let wanted: Rational = theta >= p ? 5 : theta > 0 ? below : .zero
                return u[theta, p - 1] == wanted
            }
        }
    }

    /// The codes from which each step is decoded when one more unit, with its kink at nh, cancels the slope of the last
    /// gap.
    func decodedWithOneMoreUnit() throws -> [[CodeSegment]] {
        let steps = try LeadingSteps(length, amplitude: 5)
        let network = try network()
        let (hidden, last) = (network.layers[1], network.layers[2])
        let rows = last.weight.nested.map { row in row + [-row.reduce(0, +)] }
        let wider = try Network(
            inputs: length,
            layers: [
                network.layers[0],
                Layer(
                    dense: Dense(length + 1, activation: .relu),
                    weight: Matrix(rows: length + 1, columns: 1, elements: hidden.weight.elements + [1]),
                    bias: (hidden.bias ?? []) + [Double(-5 * length)]),
                Layer(
                    dense: last.dense, weight: Matrix(rows: length, columns: length + 1, elements: rows.flatMap { $0 }),
                    bias: nil),
            ])
        return try steps.atlas(wider).decoded
    }
}
