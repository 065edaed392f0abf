internal import Diagnostics
public import Exact

/// A measurement of why ordinary training of the three-layer autoencoder of step functions is slow: of its condition
/// numbers, and of where kinks fall.
///
/// ```swift
/// let result = try ConditioningStudy().run { print($0.detail) }
/// print(result.lengths.last?.activations ?? 0)
/// ```
///
/// The same parameters give the same result. <doc:Conditioning> explains what it shows.
public struct ConditioningStudy: Sendable, Hashable {
    /// The lengths at which κ(XᵀX) and κ(A2ᵀA2) are measured; each from 2 to 4096.
    public var lengths = [16, 32, 64, 129, 256, 512]
    /// The length at which the fractions are compared; from 2 to 2048.
    public var fractionLength = 129
    /// The fractions f at which kinks lie in their gaps; each at least 0 and less than 1.
    public var fractions: [Rational] = [
        0, Rational(1) / 10, Rational(1) / 4, Rational(2) / 5, Rational(49) / 100, Rational(1) / 2,
        Rational(51) / 100, Rational(3) / 5, Rational(3) / 4,
    ]
    /// The numbers of kinks that are placed at random; each from 2 to 2^20.
    public var kinkCounts = [2, 4, 8, 16, 33, 64, 129]
    /// The number of draws for each number of kinks; at least 1.
    public var kinkDraws = 100_000
    /// The lengths of the steps for which networks are drawn; each from 2 to 2048.
    public var networkLengths = [33, 129]
    /// The ranges from which the networks' parameters are drawn.
    public var networkRanges: [ClosedRange<Double>] = [-0.05...0.05, 0...0.05]
    /// The number of networks for each length and range; at least 1.
    public var networkDraws = 200
    /// The amplitude of the steps that give the networks' codes; positive.
    public var networkAmplitude = 5.0
    /// The seed of all random numbers.
    public var seed: UInt64 = 1

    /// Creates the study with its default parameters, each of which can be changed.
    public init() {}

    /// Measures everything; the default parameters take a few seconds.
    ///
    /// `progress` is called before each step and at the end; an error that it throws ends the study.
    ///
    /// - Complexity: O(n³) for every length and every fraction, O(n) for every draw of n
    ///   kinks, O(n²) for every network.
    /// - Throws: ``ConditioningError`` for a parameter out of its bounds, and what `progress` throws.
    public func run(progress: (ConditioningProgress) throws -> Void = { _ in }) throws -> ConditioningResult {
        let fractions = try validatedFractions()
        try validateSizes()
        let total = lengths.count + fractions.count + kinkCounts.count + networkLengths.count * networkRanges.count
        var completed = 0
        func step<Value>(
            _ part: ConditioningProgress.Part, _ detail: String, _ value: () throws -> Value
        ) throws -> Value {
            try progress(ConditioningProgress(part: part, detail: detail, completed: completed, total: total))
            completed += 1
            return try value()
        }
        let byLength = try lengths.map { n in
            try step(.lengths, "n = \(n)") {
                guard let found = LengthConditioning(length: n) else {
                    throw ConditioningError(
                        place: "lengths",
                        problem: "no singular values at \(n): expected a length for which LAPACK converges")
                }
                return found
            }
        }
        let byFraction = try fractions.map { f in
            try step(.fractions, "f = \(f.fraction)") { FractionConditioning(f, length: fractionLength) }
        }
        let random = try kinkCounts.map { n in
            try step(.randomKinks, "n = \(n)") { RandomKinks(kinks: n, draws: kinkDraws, seed: seed) }
        }
        let drawn = try networkLengths.flatMap { n in
            try networkRanges.map { range in
                try step(
                    .drawnNetworks,
                    "n = \(n), \(NumberText.exact(range.lowerBound)) to \(NumberText.exact(range.upperBound))"
                ) {
                    try DrawnKinks(
                        length: n, amplitude: networkAmplitude, range: range, draws: networkDraws, seed: seed)
                }
            }
        }
        try progress(ConditioningProgress(part: .finished, detail: "", completed: total, total: total))
        return ConditioningResult(
            seed: seed, lengths: byLength, fractions: byFraction, randomKinks: random, drawnNetworks: drawn)
    }

    /// Checks the parameters without measuring anything.
    ///
    /// - Throws: ``ConditioningError`` for the first parameter out of its bounds.
    public func validate() throws(ConditioningError) {
        _ = try validatedFractions()
        try validateSizes()
    }

    private func validatedFractions() throws(ConditioningError) -> [KinkFraction] {
        var valid: [KinkFraction] = []
        for fraction in fractions {
            guard let f = KinkFraction(fraction) else {
                throw ConditioningError(
                    place: "fractions", problem: "\(fraction): expected at least 0 and less than 1")
            }
            valid.append(f)
        }
        return valid
    }

    private func validateSizes() throws(ConditioningError) {
        let sizes: [(name: String, values: [Int], bounds: ClosedRange<Int>)] = [
            ("lengths", lengths, 2...4096), ("fractionLength", [fractionLength], 2...2048),
            ("kinkCounts", kinkCounts, 2...1 << 20), ("kinkDraws", [kinkDraws], 1...1 << 32),
            ("networkLengths", networkLengths, 2...2048), ("networkDraws", [networkDraws], 1...1 << 32),
        ]
        for (name, values, bounds) in sizes {
            if let value = values.first(where: { !bounds.contains($0) }) {
                throw ConditioningError(
                    place: name, problem: "\(value): expected \(bounds.lowerBound) to \(bounds.upperBound)")
            }
        }
        guard networkAmplitude > 0, networkAmplitude.isFinite else {
            throw ConditioningError(
                place: "networkAmplitude", problem: "\(NumberText.exact(networkAmplitude)): expected a positive number")
        }
        for range in networkRanges where !(range.lowerBound.isFinite && range.upperBound.isFinite) {
            throw ConditioningError(
                place: "networkRanges", problem: "a bound is infinite or NaN: expected finite numbers")
        }
    }
}
