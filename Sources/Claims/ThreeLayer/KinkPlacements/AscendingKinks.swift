internal import Analysis
internal import Exact
internal import Networks

/// n ascending units for increasing codes z_0 < … < z_n, as theorem T2 requires.
struct AscendingKinks: CustomStringConvertible {
    /// The codes z_θ.
    let codes: [Rational]
    /// The kinks t_1 < … < t_n, none below z_0.
    let kinks: [Rational]
    /// The weights w > 0.
    let weights: [Rational]

    /// Creates kinks for the codes z = θ with w = 1.
    init(kinks: [Rational]) {
        codes = (0...kinks.count).map { Rational($0) }
        self.kinks = kinks
        weights = kinks.map { _ in .one }
    }

    /// Creates units from codes, kinks and weights.
    init(codes: [Rational], kinks: [Rational], weights: [Rational]) {
        self.codes = codes
        self.kinks = kinks
        self.weights = weights
    }

    /// Every choice of n different kinks among the halves 0, ½, …, n, with codes z = θ.
    static func halves(length n: Int) -> [AscendingKinks] {
        var choices: [[Int]] = [[]]
        for chosen in 0..<n {
            choices = choices.flatMap { choice in
                let first = (choice.last ?? -1) + 1
                return (first...(n + 1 + chosen)).map { choice + [$0] }
            }
        }
        return choices.map { AscendingKinks(kinks: $0.map { Rational($0) / 2 }) }
    }

    /// Random codes, with kinks near the gaps in order or anywhere above z_0; nil where two kinks are equal.
    static func drawn(length n: Int, random: inout RationalDraws) -> AscendingKinks? {
        let codes = random.increasing(n + 1)
        let isNear = random.integer(in: 0...2) > 0
        let kinks = (0..<n).map { k -> Rational in
            let share = Rational(random.integer(in: 0...8)) / 8
            guard isNear else { return codes[0] + share * (codes[n] - codes[0]) }
            let from = codes[max(0, k - 1)]
            return from + share * (codes[min(n, k + 1)] - from)
        }.sorted()
        guard Set(kinks).count == n else { return nil }
        return AscendingKinks(codes: codes, kinks: kinks, weights: (0..<n).map { _ in random.positive(bound: 4) })
    }

    /// Random codes, with a kink in each gap, at its lower end or inside.
    static func onePerGap(length n: Int, random: inout RationalDraws) -> AscendingKinks {
        let codes = random.increasing(n + 1)
        let kinks = (0..<n).map { g -> Rational in
            let share = Rational(random.integer(in: 0...7)) / 8
            return codes[g] + share * (codes[g + 1] - codes[g])
        }
        return AscendingKinks(codes: codes, kinks: kinks, weights: (0..<n).map { _ in random.positive(bound: 4) })
    }

    var description: String { "codes \(codes), kinks \(kinks)" }

    /// The condition of T2: z_(k−2) < t_k < z_k for k = 1 … n, z_(−1) = −∞.
    var interlace: Bool {
        (1...kinks.count).allSatisfy { k in
            let t = kinks[k - 1]
            return (k == 1 || codes[k - 2] < t) && t < codes[k]
        }
    }

    /// The same kinks as the library reads them.
    var placement: KinkPlacement? { KinkPlacement(codes: codes, kinks: kinks) }

    /// The activations of all steps; the blank's row comes last.
    var activations: ActivationCase {
        ActivationCase(HiddenRamps(weights: weights, kinks: kinks).activations(at: codes.reversed()))
    }

    /// The number of kinks in each gap [z_g, z_(g+1)).
    var counts: [Int] {
        zip(codes, codes.dropFirst()).map { lower, upper in kinks.count { lower <= $0 && $0 < upper } }
    }
}
