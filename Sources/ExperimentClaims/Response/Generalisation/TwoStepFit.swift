internal import Analysis
internal import Claims
internal import Exact
internal import Networks

/// A shift-equivariant last layer, W3[p, k] = v[k − p], of which the full step θ = n and one other step t are known;
/// amplitude 1, z = θ, kinks at the codes 0 … n − 1.
///
/// With p = 1 … n the thresholds of the outputs, every v satisfies
///
///     Σ_p p·u_p(t) = Σ_j j·u_(n−t+j)(n),      j = 1 … t.
///
/// Reason: with y in place of a shift by one, the preactivations of θ have the coefficients y^p·S_θ(y), where S_θ(y) =
/// 1 + 2y + … + θ·y^(θ−1), and both sides are S_n(y)·y^(n−t)·S_t(y). Where the outputs are right, the right side is
/// 1 + … + t, and so are the first t terms on the left. The others are at most 0 and add up to 0: all of them are 0.
struct TwoStepFit: CustomStringConvertible {
    /// The signal length n.
    let length: Int
    /// The other position t, from 1 to n − 1.
    let other: Int

    var description: String { "n = \(length), θ = \(other) and \(length) known" }

    /// Every pair of the full step with another, for some lengths.
    static func all(_ lengths: some Sequence<Int>) -> [TwoStepFit] {
        lengths.flatMap { n in (1..<n).map { TwoStepFit(length: n, other: $0) } }
    }

    /// The coefficients of v[1 − n] … v[n − 1] in the preactivation of threshold p = 1 … n at θ.
    static func coefficients(_ theta: Int, _ p: Int, length n: Int) -> [Int] {
        (0..<(2 * n - 1)).map { d in
            let unit = d + p - n
            return (0..<n).contains(unit) ? max(0, theta - unit) : 0
        }
    }

    /// Whether both sides of the identity have the same coefficients; whole numbers.
    var identityHolds: Bool {
        var difference = [Int](repeating: 0, count: 2 * length - 1)
        func add(_ factor: Int, _ theta: Int, _ p: Int) {
            for (d, value) in Self.coefficients(theta, p, length: length).enumerated() {
                difference[d] += factor * value
            }
        }
        for p in 1...length { add(p, other, p) }
        for j in 1...other { add(-j, length, length - other + j) }
        return difference.allSatisfy { $0 == 0 }
    }

    /// The constraints of some positions: u = 1 where an output is on, u ≤ 0 where it is off.
    static func constraints(_ positions: [Int], length n: Int) -> OutputConstraints {
        let cases = positions.flatMap { theta in (1...n).map { (theta: theta, p: $0) } }
        return OutputConstraints(
            activations: ExactMatrix(cases.map { coefficients($0.theta, $0.p, length: n).map { Rational($0) } }),
            targets: cases.map { $0.theta >= $0.p ? .one : .zero })
    }

    /// v[0] = 1, v[1] = −1, all others 0.
    static func exactWeights(length n: Int) -> [Rational] {
        (0..<(2 * n - 1)).map { $0 == n - 1 ? .one : $0 == n ? -.one : .zero }
    }

    /// Whether the equations u = 1 and u = 0 of both steps have one solution, the exact weights.
    var isDetermined: Bool {
        let constraints = Self.constraints([length, other], length: length)
        return constraints.activations.rank == 2 * length - 1
            && constraints.activations.solution(of: constraints.targets) == Self.exactWeights(length: length)
    }

    /// Whether linear programming finds no v for which the outputs of both steps are right and the preactivation of
    /// threshold p > t is −1 at t.
    func refutesSlack(_ p: Int) -> Bool {
        let both = Self.constraints([length, other], length: length)
        let negative = Self.coefficients(other, p, length: length).map { Rational(-$0) }
        let asked = OutputConstraints(
            activations: ExactMatrix((0..<both.activations.rows).map { Array(both.activations.row($0)) } + [negative]),
            targets: both.targets + [.one])
        guard case .infeasible(let multipliers) = asked.decide() else { return false }
        return asked.areRefuted(by: multipliers)
    }

    /// Whether the weights with v[n − 1] changed by an excess reproduce every step but the full one, and have that
    /// error there.
    static func failsAtFullStep(length n: Int, excess: Rational) throws -> Bool {
        var weights = exactWeights(length: n)
        weights[2 * n - 2] += excess
        let steps = try LeadingSteps(n)
        var network: Network<Rational> = try CanonicalAutoencoder(steps.family).network()
        let rows = (0..<n).flatMap { p in (0..<n).map { weights[$0 - p + n - 1] } }
        network.layers[2].weight = Matrix(rows: n, columns: n, elements: rows)
        let all = KnownPositions("the full step", length: n, missing: [n])
        let full = all.signals([n])
        let error = KnownPositions.largestError(Backpropagation(network).forward(full).outputs, full)
        return LeadingSteps.areReproduced(all.signals(Array(0..<n)), by: network) && error == excess
    }
}
