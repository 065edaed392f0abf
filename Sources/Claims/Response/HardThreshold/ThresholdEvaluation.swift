internal import Exact
internal import Networks

/// The two-layer network of hard thresholds, computed in a floating-point type: where it is wrong, and which other
/// forms are right.
struct ThresholdEvaluation<S: TrainableScalar & BinaryFloatingPoint> {
    /// The outputs and positions for which weights 1/i are wrong.
    let wrong: [ThresholdFailure]
    /// Whether weights 1/(i − ½) are right everywhere.
    let isMidpointRight: Bool
    /// Whether θ/i ≥ 1 is right everywhere.
    let isQuotientRight: Bool
    /// Whether θ ≥ i is right everywhere.
    let isComparisonRight: Bool

    init(length n: Int) throws {
        wrong = try Self.failures(of: .reciprocal, n)
        isMidpointRight = try Self.failures(of: .midpoint, n).isEmpty
        func holds(_ isOn: (S, S) -> Bool) -> Bool {
            (0...n).allSatisfy { theta in (1...n).allSatisfy { isOn(S(theta), S($0)) == ($0 <= theta) } }
        }
        isQuotientRight = holds { $0 / $1 >= 1 }
        isComparisonRight = holds { $0 >= $1 }
    }

    /// Evaluates the whole network at every position.
    private static func failures(of weights: HardThresholdAutoencoder, _ n: Int) throws -> [ThresholdFailure] {
        let network: Network<S> = try weights.network(length: n, orientation: .leadingOnes)
        let signals = try LeadingSteps(n).samples.signals.map { S($0) }
        let outputs = network.forward(signals).outputs
        return (0...n).flatMap { theta in
            (0..<n).filter { outputs[theta, $0] != signals[theta, $0] }.map {
                ThresholdFailure(theta: theta, output: $0 + 1)
            }
        }
    }

    /// The first i below a limit for which the weight 1/(i − ½) is wrong at θ = i − 1 or at θ = i; nil where there is
    /// none. At other positions the margin is larger.
    static func firstMidpointFailure(below limit: Int) -> Int? {
        (1..<limit).first { i in
            let weight: S = 2 / S(2 * i - 1)
            return S(i - 1) * weight >= 1 || S(i) * weight < 1
        }
    }

    /// The i with i · fl(1/i) < 1 − 2^−limit, in exact arithmetic.
    ///
    /// Numbers of p bits just below 1 are 2^−p apart; from the midpoint 1 − 2^−(p+1) onwards a value is rounded to 1,
    /// which is even.
    static func predicted(length n: Int, limit: Int) -> [Int] {
        (1...n).filter {
            guard let weight = Rational(exactly: (1 / S($0)).doubleValue) else { return false }
            return Rational($0) * weight < .one - Rational(mantissa: 1, exponent: -limit)
        }
    }
}
