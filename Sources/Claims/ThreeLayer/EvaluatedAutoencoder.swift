internal import Analysis
internal import Exact
internal import Networks

/// An autoencoder of all step functions of a length, in rational numbers, with what each of its layers computes on
/// them.
///
/// Samples and outputs count from 0: sample i has its ones from entry i onwards, so that output j must be on for i ≤ j.
struct EvaluatedAutoencoder: CustomStringConvertible {
    /// The signal length n.
    let length: Int
    /// The amplitude of the steps.
    let amplitude: Rational
    /// One linear unit, hidden ReLUs, ReLU outputs without a bias.
    let network: Network<Rational>
    private let pass: ForwardPass<Rational>

    /// Evaluates a network on the steps of its width.
    init(_ network: Network<Rational>, amplitude: Int = 1) throws {
        length = network.inputs
        self.amplitude = Rational(amplitude)
        self.network = network
        let steps = StepFunctions(length: network.inputs, amplitude: .one(Double(amplitude)))
        pass = Backpropagation(network).forward(try steps.samples().signals.map { Rational($0) })
    }

    /// The exact construction: code θ·amplitude, one unit for each gap.
    static func reversed(length: Int, amplitude: Int = 1) throws -> EvaluatedAutoencoder {
        let steps = StepFunctions(length: length, amplitude: .one(Double(amplitude)))
        return try EvaluatedAutoencoder(CanonicalAutoencoder(steps).network(), amplitude: amplitude)
    }

    /// The papers' naive solution, with the best last layer that it allows.
    static func naive(length: Int) throws -> EvaluatedAutoencoder {
        try EvaluatedAutoencoder(NaiveSolution(StepFunctions(length: length)).network())
    }

    /// Draws an admissible network: increasing codes, one ascending unit for each gap, preactivations below 0 where
    /// they may be.
    static func drawn(length n: Int, random: inout RationalDraws) throws -> EvaluatedAutoencoder {
        let codes = random.increasing(n + 1)
        let weights = (0..<n).map { _ in random.positive(bound: 3) }
        let kinks = (0..<n).map { g -> Rational in
            let share = Rational(random.integer(in: 0...3)) / 4
            return codes[g] + share * (codes[g + 1] - codes[g])
        }
        let form = StepForm(length: n, random: &random).matrix
        var last = Matrix<Rational>(rows: n, columns: n, repeating: 0)
        for j in 0..<n {
            // The slope after each kink, from the preactivations at both ends of the gap; the blank's preactivation is
            // 0.
            var (before, value) = (Rational.zero, Rational.zero)
            for g in 0..<n {
                let next = form[n - 1 - g, j]
                let atKink: Rational = value + before * (kinks[g] - codes[g])
                let slope: Rational = (next - atKink) / (codes[g + 1] - kinks[g])
                last[j, g] = (slope - before) / weights[g]
                (before, value) = (slope, next)
            }
        }
        let encoder = LinearEncoder(codes: codes.reversed())
        let ramps = HiddenRamps(weights: weights, kinks: kinks)
        return try EvaluatedAutoencoder(
            PaperAutoencoder(w1: encoder.weights, b1: encoder.bias, w2: ramps.weights, b2: ramps.biases, w3: last)
                .network())
    }

    var description: String { "n = \(length)" }

    /// z of the samples.
    var codes: [Rational] { pass.activations[0].elements }

    /// U2, `[n + 1 × hidden]`.
    var hiddenPreactivations: ExactMatrix { ExactMatrix(pass.preactivations[1]) }

    /// A2, `[n + 1 × hidden]`.
    var activations: ExactMatrix { ExactMatrix(pass.activations[1]) }

    /// The rows of A2 of all samples but the blank.
    var topActivations: ExactMatrix { ExactMatrix((0..<length).map { activation($0) }) }

    /// U3, `[n + 1 × n]`.
    var preactivations: ExactMatrix { ExactMatrix(pass.preactivations[2]) }

    /// Y, `[n + 1 × n]`.
    var outputs: ExactMatrix { ExactMatrix(pass.outputs) }

    /// W3, `[n × hidden]`.
    var lastLayer: ExactMatrix { ExactMatrix(network.layers[2].weight) }

    /// The activations of sample i.
    func activation(_ i: Int) -> [Rational] { Array(pass.activations[1].row(i)) }

    /// The weights of output j.
    func weights(_ j: Int) -> [Rational] { Array(network.layers[2].weight.row(j)) }

    /// u3 at any code.
    func preactivations(at z: Rational) -> [Rational] {
        let hidden = network.layers[1]
        let ramps = HiddenRamps(
            weights: hidden.weight.elements, biases: hidden.bias ?? Array(repeating: .zero, count: hidden.outputs))
        return lastLayer.times(Array(ramps.activations(at: [z]).row(0)))
    }

    /// The hyperplane H_j^1, on which output j equals the amplitude.
    func hyperplane(_ j: Int) -> OutputHyperplane { OutputHyperplane(normal: weights(j), amplitude: amplitude) }

    /// Whether every output equals its target.
    var isExact: Bool {
        outputs.elements == StepForm.targets(length).elements.map { $0 * amplitude }
    }

    /// Whether something holds for every sample i and output j.
    func everywhere(_ holds: (_ i: Int, _ j: Int) -> Bool) -> Bool {
        (0...length).allSatisfy { i in (0..<length).allSatisfy { j in holds(i, j) } }
    }
}
