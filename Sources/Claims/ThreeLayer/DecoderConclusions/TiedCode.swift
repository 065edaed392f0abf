internal import Exact
internal import Networks

/// A random hidden layer for a code that gives two steps the same value.
struct TiedCode: CustomStringConvertible {
    /// The two samples with the same code, from 0.
    let samples: (Int, Int)
    /// The answer of T1.
    let criterion: StepCriterion

    /// Draws the code, the pair and the units.
    init(length n: Int, width: Int, outputBias: Bool, random: inout RationalDraws) {
        var codes = InjectiveCode(length: n, random: &random).codes
        let first = random.integer(in: 0...(n - 1))
        let second = random.integer(in: (first + 1)...n)
        codes[second] = codes[first]
        samples = (first, second)
        let hidden = HiddenRamps(drawing: width, among: codes, random: &random).activations(at: codes)
        criterion = StepCriterion(activations: outputBias ? hidden.withOnes : hidden)
    }

    /// Whether −1 on the first and 1 on the second sample refute the outputs that are on for the first only.
    var outputsBetweenAreRefuted: Bool {
        var multipliers = [Rational](repeating: .zero, count: criterion.activations.rows)
        multipliers[samples.0] = -.one
        multipliers[samples.1] = .one
        return (samples.0..<samples.1).allSatisfy {
            criterion.constraints(ofOutput: $0).areRefuted(by: multipliers)
        }
    }

    var description: String { "samples \(samples.0 + 1) and \(samples.1 + 1) have one code" }
}
