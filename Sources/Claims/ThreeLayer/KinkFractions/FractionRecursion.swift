internal import Analysis
internal import Exact

/// T3's recursion: codes z = θ, w = 1, each kink at the fraction f of its gap.
struct FractionRecursion: CustomStringConvertible {
    /// The fraction f.
    let fraction: KinkFraction
    /// The signal length n.
    let length: Int

    var description: String { "n = \(length), f = \(fraction.fraction)" }

    /// The weights of the output that is on for θ ≥ p: differences of the slopes m_(i+1) = (Δu − f m_i)/(1 − f),
    /// m_0 = 0.
    func weights(threshold p: Int) -> [Rational] {
        let f = fraction.fraction
        var slope = Rational.zero
        return (0..<length).map { gap in
            let rise: Rational = gap + 1 == p ? 1 : 0
            let before = slope
            slope = (rise - f * before) / (.one - f)
            return slope - before
        }
    }

    /// W3, with the outputs in the order of their thresholds: `[n × n]`.
    var layerByRecursion: ExactMatrix { ExactMatrix((1...length).map { weights(threshold: $0) }) }

    /// The same by elimination, with preactivations 0 where the target is 0.
    var layerBySolving: ExactMatrix? {
        let f = fraction.fraction
        let activations = ExactMatrix(
            (1...length).map { theta in (0..<length).map { max(.zero, Rational(theta - $0) - f) } })
        let targets = ExactMatrix((1...length).map { theta in (1...length).map { $0 <= theta ? .one : .zero } })
        return activations.solution(of: targets)?.transposed()
    }

    /// max|W3|: the other outputs have the weights of the first one, shifted.
    var largestWeight: Rational { weights(threshold: 1).map(\.magnitude).max() ?? .zero }

    /// Whether the library's slopes pass through given values: f h m_i + (1 − f) h m_(i+1) = Δu, m_0 = 0.
    func leads(through values: [Rational], spacing h: Rational) -> Bool {
        let f = fraction.fraction
        let slopes = fraction.slopes(through: values, spacing: h)
        let rises = zip(values, values.dropFirst()).map { $1 - $0 }
        return zip([.zero] + slopes, slopes).map { f * h * $0 + (.one - f) * h * $1 } == rises
    }

    /// How the library's slopes change, gap by gap, when the first one starts from a preactivation that is off by 1/7.
    var errors: [Rational] {
        let exact = fraction.slopes(through: (0...length).map { Rational($0 % 3) }, spacing: 2)
        let shifted = fraction.slopes(
            through: (0...length).map { Rational($0 % 3) + ($0 == 0 ? Rational(1) / 7 : .zero) }, spacing: 2)
        return zip(shifted, exact).map { $0 - $1 }
    }
}
