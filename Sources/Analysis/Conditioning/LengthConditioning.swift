internal import Networks

/// The two condition numbers that grow with the length of the steps.
///
/// They are measured from singular values; ``ConditioningLaw`` gives the expected ones.
public struct LengthConditioning: Sendable, Hashable, Codable {
    /// The length n of the signals.
    public let length: Int
    /// κ(XᵀX) for the n + 1 step signals of amplitude 1 and length n, including the blank, one in each row of X: the
    /// conditioning of the encoder's weights.
    public let signals: Double
    /// κ(A2ᵀA2) for n ascending units with their kinks at the codes θ = 0 … n − 1 and w2 = 1: the conditioning of the
    /// last layer's weights.
    public let activations: Double
    /// κ(A2ᵀA2) after each column of A2 is divided by its length: the effect of rescaling every unit by itself.
    ///
    /// No other diagonal rescaling gets below 1/n of this, so that no choice of one learning rate for each unit helps
    /// much.
    ///
    /// Source: A. van der Sluis, Condition numbers and equilibration of matrices, Numerische Mathematik 14 (1969).
    public let rescaledActivations: Double

    /// Measures at a length of at least 1; nil where LAPACK does not converge, or the signals do not fit in memory.
    ///
    /// - Complexity: O(n³).
    public init?(length n: Int) {
        guard n > 0, let samples = try? StepFunctions(length: n).samples(),
            let signals = ConditionNumber(samples.signals)
        else { return nil }
        var ramps = Matrix<Double>(rows: n + 1, columns: n, repeating: 0)
        for theta in 0...n {
            for k in 0..<theta { ramps[theta, k] = Double(theta - k) }
        }
        guard let activations = ConditionNumber(ramps) else { return nil }
        for k in 0..<n {
            // The sum 1² + 2² + … + m² over the m steps beyond the kink; exact up to 2^53.
            let m = Double(n - k)
            let length = (m * (m + 1) * (2 * m + 1) / 6).squareRoot()
            for theta in k + 1...n { ramps[theta, k] /= length }
        }
        guard let rescaled = ConditionNumber(ramps) else { return nil }
        length = n
        self.signals = signals.squared
        self.activations = activations.squared
        rescaledActivations = rescaled.squared
    }

    /// κ(XᵀX)/n², which tends to 16/π² = 1.62….
    public var signalsRatio: Double { signals / Double(length * length) }
    /// κ(A2ᵀA2)/n⁴, which tends to 16/β₁⁴ = 1.29….
    public var activationsRatio: Double { activations / (Double(length * length) * Double(length * length)) }
}
