internal import Analysis
internal import Exact
internal import Networks

/// A hidden layer of ReLUs for a strictly monotone code of the steps θ = 0 … n.
package struct MonotoneHiddenLayer: CustomStringConvertible {
    /// The codes z_θ.
    let codes: [Rational]
    /// The weights w, none of them 0.
    let weights: [Rational]
    /// The kinks: t for a unit max(0, w (z − t)).
    let kinks: [Rational]
    /// Whether the output layer after it has a bias.
    let hasOutputBias: Bool

    /// Draws rising or falling codes, and kinks among them: one unit near each gap, or kinks anywhere.
    static func drawn(
        length n: Int, units: Int, hasOutputBias: Bool, random: inout RationalDraws
    ) -> MonotoneHiddenLayer {
        let isRising = random.integer(in: 0...1) == 0
        let isSpread = random.integer(in: 0...1) == 0
        let rising = random.increasing(n + 1)
        let span = rising[n] - rising[0]
        let kinks = (0..<units).map { k -> Rational in
            guard isSpread else { return rising[0] + span * Rational(random.integer(in: -2...12)) / 12 }
            let gap = k % n
            return rising[gap] + Rational(random.integer(in: -1...4)) / 4 * (rising[gap + 1] - rising[gap])
        }
        let mixed = random.integer(in: 0...1) == 0
        let weights = (0..<units).map { _ -> Rational in
            let size = random.positive(bound: 3)
            return mixed && random.integer(in: 0...2) == 0 ? -size : size
        }
        let sign: Rational = isRising ? 1 : -1
        return MonotoneHiddenLayer(
            codes: rising.map { $0 * sign }, weights: weights.map { $0 * sign }, kinks: kinks.map { $0 * sign },
            hasOutputBias: hasOutputBias)
    }

    package var description: String {
        "codes \(codes), weights \(weights), kinks \(kinks)" + (hasOutputBias ? ", output bias" : "")
    }

    /// The signal length n.
    var length: Int { codes.count - 1 }

    /// The inputs of the last layer: the activations, with a column of ones for an output bias; the blank's row comes
    /// last.
    var activations: ActivationCase {
        let hidden = HiddenRamps(weights: weights, kinks: kinks).activations(at: codes.reversed())
        return ActivationCase(hasOutputBias ? hidden.withOnes : hidden)
    }

    /// The kinks among the codes, mirrored where the codes fall.
    var placement: KinkPlacement? {
        let sign: Rational = codes[0] < codes[1] ? 1 : -1
        return KinkPlacement(codes: codes.map { $0 * sign }, kinks: kinks.map { $0 * sign })
    }

    /// The θ with no kink strictly between z_θ and z_(θ+2), found by comparing every kink with both codes.
    var unbrokenPairs: [Int] {
        (0..<max(0, length - 1)).filter { theta in
            let (a, b) = (codes[theta], codes[theta + 2])
            return !kinks.contains { ($0 - a) * ($0 - b) < .zero }
        }
    }

    /// Multipliers that prove threshold θ + 1 impossible where there is no kink between z_θ and z_(θ+2).
    ///
    /// u is affine over the three codes, so that u_(θ+1) = α u_θ + (1 − α) u_(θ+2): 1 = α u_θ + 1 − α requires u_θ = 1,
    /// not ≤ 0.
    func certificate(ofPair theta: Int) -> [Rational] {
        let share = (codes[theta + 2] - codes[theta + 1]) / (codes[theta + 2] - codes[theta])
        var multipliers = [Rational](repeating: .zero, count: length + 1)
        multipliers[length - theta] = share
        multipliers[length - theta - 1] = -1
        multipliers[length - theta - 2] = .one - share
        return multipliers
    }

    /// The outputs of this hidden layer with a last layer of ReLUs whose last column is the bias: `[n + 1 × n]`.
    func outputs(lastLayer: ExactMatrix) throws -> [Rational] {
        let units = weights.count
        let n = length
        let rows = (0..<n).map { Array(lastLayer.row($0)) }
        let layers = [
            Layer(
                dense: Dense(units, activation: .relu), weight: Matrix(rows: units, columns: 1, elements: weights),
                bias: zip(weights, kinks).map { -$0 * $1 }),
            Layer(
                dense: Dense(n, activation: .relu, bias: hasOutputBias),
                weight: Matrix(rows: n, columns: units, elements: rows.flatMap { $0.prefix(units) }),
                bias: hasOutputBias ? rows.map { $0[units] } : nil),
        ]
        let network = try Network(inputs: 1, layers: layers)
        let input = Matrix(rows: n + 1, columns: 1, elements: Array(codes.reversed()))
        return Backpropagation(network).forward(input).outputs.elements
    }
}
