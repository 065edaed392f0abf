internal import Networks

/// The library's step functions of one length and amplitude, in both orientations, as rows.
struct StepRows: CustomStringConvertible {
    /// n.
    let length: Int
    /// What the ones are.
    let amplitude: Double
    /// Ones at the right, transitions from left to right.
    let trailing: SampleSet
    /// Ones at the left, transitions from left to right.
    let leading: SampleSet

    /// Asks the library for the samples.
    init(length: Int, amplitude: Double = 1, blank: Bool = true) throws {
        self.length = length
        self.amplitude = amplitude
        trailing = try StepFunctions(length: length, amplitude: .one(amplitude), blank: blank).samples()
        leading = try StepFunctions(
            length: length, amplitude: .one(amplitude), orientation: .leadingOnes, blank: blank
        ).samples()
    }

    /// Rows i = 1 … n + 1 by the rule: ones at j ≥ i.
    var byRule: [[Double]] { (1...(length + 1)).map { i in (1...length).map { $0 >= i ? amplitude : 0 } } }

    /// Every vector of zeros and ones that never falls, found among all 2ⁿ.
    static func neverFalling(length: Int) -> Set<[Double]> {
        Set(
            (0..<(1 << length)).map { bits in (0..<length).map { Double(bits >> $0 & 1) } }
                .filter { row in zip(row, row.dropFirst()).allSatisfy { $0 <= $1 } })
    }

    /// Whether the sum of every row over the amplitude is its position θ.
    static func sumsArePositions(_ samples: SampleSet, _ amplitude: Double) -> Bool {
        samples.parameters.indices.allSatisfy {
            samples.signals.row($0).reduce(0, +) == amplitude * (samples.parameters[$0].position ?? .nan)
        }
    }

    var description: String { "n = \(length), amplitude \(amplitude)" }
}
