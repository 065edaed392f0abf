internal import Exact
internal import Networks

/// The exact decoder with its kinks at the codes, for steps of amplitude 1 whose codes are different, in any order.
///
/// From the blank's code z_0 the others lie on two sides. On each side one unit for each code goes outwards, ReLU(z − c) upwards and
/// ReLU(c − z) downwards, with its kink c at the blank's code and at every further one but the last: n units in all. Behind a kink the
/// output of threshold p has the slope (its target at the next code − that at this one)/(their distance). For codes that increase with θ
/// it is (a_p − a_(p+1))/(z_p − z_(p−1)) with a_k = ReLU(z − z_(k−1)), a_(n+1) left out.
struct KinkDecoder {
    /// z_θ for θ = 0 … n.
    let codes: [Rational]

    /// n.
    var length: Int { codes.count - 1 }

    /// The positions on both sides, the upper one first; each begins with 0, the blank, and goes outwards.
    private var sides: [[Int]] {
        let others = (1...length).sorted { codes[$0] < codes[$1] }
        return [
            [0] + others.filter { codes[$0] > codes[0] }, [0] + others.filter { codes[$0] < codes[0] }.reversed(),
        ]
    }

    /// The code at which each unit bends, with its weight, 1 or −1.
    var units: [(kink: Rational, weight: Rational)] {
        zip(sides, [Rational.one, -.one]).flatMap { side, weight in side.dropLast().map { (codes[$0], weight) } }
    }

    /// The weights of the last layer, `[n × n]`, thresholds in increasing order.
    var lastLayer: Matrix<Rational> {
        let rows = (1...length).flatMap { p in sides.flatMap { weights(of: p, along: $0) } }
        return Matrix(rows: length, columns: length, elements: rows)
    }

    private func weights(of p: Int, along side: [Int]) -> [Rational] {
        var before = Rational.zero
        return zip(side, side.dropFirst()).map { near, far in
            let rise: Rational = (far >= p ? .one : .zero) - (near >= p ? .one : .zero)
            let slope = rise / (codes[far] - codes[near]).magnitude
            defer { before = slope }
            return slope - before
        }
    }

    /// The decoder behind the linear encoder that gives the steps these codes, ones at the left.
    func autoencoder() throws -> Network<Rational> {
        let (n, units) = (length, units)
        let layers = CanonicalAutoencoder.layers(length: n)
        return try Network(
            inputs: n,
            layers: [
                Layer(
                    dense: layers[0],
                    weight: Matrix(rows: 1, columns: n, elements: zip(codes.dropFirst(), codes).map { $0 - $1 }),
                    bias: [codes[0]]),
                Layer(
                    dense: layers[1], weight: Matrix(rows: n, columns: 1, elements: units.map(\.weight)),
                    bias: units.map { -$0.weight * $0.kink }),
                Layer(dense: layers[2], weight: lastLayer, bias: nil),
            ])
    }
}
