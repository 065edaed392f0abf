internal import Claims
internal import Exact
internal import Networks

/// An exact autoencoder of the steps 0, 1 and n whose outputs have negative preactivations, given by random slacks,
/// where they must be 0 at θ = 1.
///
/// The kinks are at the codes 0 and 1, with z = θ; the positions 2 … n − 1 are missing, in a gap of g = n − 1. The
/// preactivation of threshold p > 1 goes from −s_p at θ = 1 to 1 at θ = n.
struct SlackDecoder: CustomStringConvertible {
    /// The width g of the gap, at least 2.
    let gap: Int
    /// The slacks s_2 … s_n, at least 0.
    let slacks: [Rational]

    var description: String { "g = \(gap), slacks \(slacks)" }

    /// The network.
    func network() throws -> Network<Rational> {
        let n = gap + 1
        let rows: [[Rational]] = (1...n).map { p in
            guard p > 1 else { return [.one, -.one] }
            let slack = slacks[p - 2]
            let rise: Rational = (.one + slack) / Rational(gap)
            return [-slack, rise + slack]
        }
        let layers = CanonicalAutoencoder.layers(length: n, hidden: 2)
        return try Network(
            inputs: n,
            layers: [
                Layer(dense: layers[0], weight: Matrix(rows: 1, columns: n, repeating: .one), bias: [.zero]),
                Layer(dense: layers[1], weight: Matrix(rows: 2, columns: 1, repeating: .one), bias: [.zero, -.one]),
                Layer(dense: layers[2], weight: Matrix(rows: n, columns: 2, elements: rows.flatMap { $0 }), bias: nil),
            ])
    }

    /// Whether the network is exact on its data, and λ with |e|² for every missing position.
    func errors() throws -> (isExact: Bool, squared: [(share: Rational, error: Rational)]) {
        let positions = KnownPositions("a gap", length: gap + 1, missing: Array(2...gap))
        let network = try network()
        let isExact = LeadingSteps.areReproduced(positions.signals(positions.known), by: network)
        let signals = positions.signals(positions.missing)
        let errors = KnownPositions.squaredErrors(Backpropagation(network).forward(signals).outputs, signals)
        return (isExact, zip(positions.missing, errors).map { (Rational($0 - 1) / Rational(gap), $1) })
    }

    /// The bounds g λ (1 − λ)² and g λ + g (1 − λ) λ².
    func bounds(_ share: Rational) -> (lower: Rational, upper: Rational) {
        let g = Rational(gap)
        let rest = .one - share
        let on: Rational = g * share
        let off: Rational = g * rest
        return (on * rest * rest, on + off * share * share)
    }
}
