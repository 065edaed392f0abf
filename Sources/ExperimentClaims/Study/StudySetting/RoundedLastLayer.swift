internal import Analysis
internal import Claims
internal import Exact
internal import Networks

/// The best that training with a fixed linear encoder can reach: the exact last layer, rounded to single precision.
///
/// Each gap between neighbouring codes holds the kink of one ascending unit, at a drawn fraction below ½.
struct RoundedLastLayer {
    /// The error of each sample in the real numbers that the rounded weights denote.
    let reconstruction: ExactReconstruction
    /// The amplitude.
    let amplitude: Int

    /// Solves for n outputs, and rounds the weights.
    ///
    /// - Complexity: O(n³) operations on rational numbers.
    init(length n: Int, amplitude: Int, random: inout RationalDraws) throws {
        self.amplitude = amplitude
        let share = Float(1) / Float(n)
        let spacing = Double(amplitude) / Double(n)
        let kinks = (0..<n).map { Float((Double($0) + random.uniform(in: 0.05...0.45)) * spacing) }
        let code = try Self.exact(share) * Rational(amplitude)
        let exactKinks = try kinks.map(Self.exact)
        let activations = ExactMatrix(
            (1...n).map { theta in exactKinks.map { max(.zero, code * Rational(theta) - $0) } })
        // Column j is the output of threshold n − j.
        let targets = ExactMatrix(
            (1...n).map { theta in (0..<n).map { $0 >= n - theta ? Rational(amplitude) : .zero } })
        guard let solution = activations.solution(of: targets) else {
            throw ExactnessError(place: "activations", problem: "no exact last layer, with a kink in each gap")
        }
        let network = try PaperAutoencoder<Float>(
            w1: Array(repeating: share, count: n), b1: 0, w2: Array(repeating: 1, count: n), b2: kinks.map { -$0 },
            w3: Matrix(solution.transposed()).map { Float($0.doubleValue) }
        ).network()
        let samples = try StepFunctions(length: n, amplitude: .one(Double(amplitude))).samples()
        reconstruction = try ExactReconstruction(
            ExactNetwork(network), on: ExactSamples(samples, in: Float.self))
    }

    /// The largest |error| over the amplitude; its square bounds the mean square error.
    var largestError: Double { (reconstruction.worst?.error.doubleValue ?? 0).magnitude / Double(amplitude) }

    /// The number of outputs that differ from their target.
    var wrongOutputs: Int { reconstruction.errors.reduce(0) { $0 + $1.wrongOutputs } }

    private static func exact(_ value: Float) throws -> Rational {
        guard let number = Rational(exactly: value) else {
            throw ExactnessError(place: "kinks", problem: "\(value) is not a finite number: expected one")
        }
        return number
    }
}
