internal import Networks

/// The library's step functions of one length and amplitude, in both orientations, as rows.
struct StepRows: CustomStringConvertible {
    /// The signal length n.
    let length: Int
    /// The value of the ones.
    let amplitude: Double
    /// Ones on the right, transitions from left to right.
    let trailing: SampleSet
    /// Ones on the left, transitions from left to right.
    let leading: SampleSet

    /// Makes the samples with the library.
    init(length: Int, amplitude: Double = 1, blank: Bool = true) throws {
        self.length = length
        self.amplitude = amplitude
        trailing = try StepFunctions(length: length, amplitude: .one(amplitude), blank: blank).samples()
        leading = try StepFunctions(
            length: length, amplitude: .one(amplitude), orientation: .leadingOnes, blank: blank
        ).samples()
    }

    /// Rows i = 1 … n + 1 by the definition: ones at j ≥ i.
    var byRule: [[Double]] { (1...(length + 1)).map { i in (1...length).map { $0 >= i ? amplitude : 0 } } }

    /// All non-decreasing vectors of zeros and ones, found among all 2ⁿ.
    static func neverFalling(length: Int) -> Set<[Double]> {
        let all = (0..<(1 << length)).map { (bits: Int) -> [Double] in
            (0..<length).map { (j: Int) -> Double in Double(bits >> j & 1) }
        }
        return Set(all.filter { row in zip(row, row.dropFirst()).allSatisfy { $0 <= $1 } })
    }

    /// Whether, in every row, the sum over the amplitude is the position θ.
    static func sumsArePositions(_ samples: SampleSet, _ amplitude: Double) -> Bool {
        let positions = samples.positions
        return positions.indices.allSatisfy {
            samples.signals.row($0).reduce(0, +) == amplitude * (positions[$0] ?? .nan)
        }
    }

    var description: String { "n = \(length), amplitude \(amplitude)" }
}
