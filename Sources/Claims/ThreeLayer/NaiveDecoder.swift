internal import Analysis
internal import Exact
internal import Networks

/// The paper's naive solution z = i, W2 = 1, b2 = (0, −1, …, −n + 1), with what T1 says of its A2.
struct NaiveDecoder: CustomStringConvertible, Sendable {
    /// The signal length n.
    let length: Int
    /// A2, `[n + 1 × n]`: a_k = relu(i − k + 1).
    let activations: ExactMatrix
    /// T1 for A2.
    let criterion: StepCriterion
    /// T1 for [A2, 1]: an output layer with a bias.
    let criterionWithBias: StepCriterion

    /// Computes A2 and applies T1.
    init(length n: Int) {
        length = n
        activations = Self.ramps(n).activations(at: (1...(n + 1)).map { Rational($0) })
        criterion = StepCriterion(activations: activations)
        criterionWithBias = StepCriterion(activations: activations.withOnes)
    }

    private struct Key: Hashable { let length: Int }

    /// The naive solutions of several lengths, which several claims use.
    static func shared(_ setting: ClaimSetting, _ lengths: [Int]) throws -> [NaiveDecoder] {
        try setting.shared.values(lengths.map(Key.init)) { NaiveDecoder(length: $0.length) }
    }

    /// The hidden layer.
    static func ramps(_ n: Int) -> HiddenRamps {
        HiddenRamps(
            weights: Array(repeating: .one, count: n), biases: (0..<n).map { -Rational($0) })
    }

    /// (0, …, 0, 1, −2, 1).
    var expectedNullVector: [Rational] {
        [Rational](repeating: .zero, count: length - 2) + [.one, Rational(-2), .one]
    }

    /// Whether the weights a_1 − a_2 − a_(j+1) meet every output j = 1 … n − 1.
    var otherOutputsAreMet: Bool {
        (1..<length).allSatisfy { j in
            var weights = [Rational](repeating: .zero, count: length)
            weights[0] += .one
            weights[1] -= .one
            weights[j] -= .one
            return criterion.constraints(ofOutput: j - 1).areSatisfied(by: weights)
        }
    }

    /// Whether, in the library's network, only output n of the blank is wrong, by the amplitude.
    func blankLightsLastOutput() throws -> Bool {
        let steps = StepFunctions(length: length)
        let errors = try ExactReconstruction(
            ExactNetwork(NaiveSolution(steps).network(as: Double.self)),
            on: ExactSamples(steps.samples(), in: Double.self)
        ).errors
        return errors.allSatisfy { $0.wrongOutputs == ($0.sample == length ? 1 : 0) }
            && errors[length].output == length - 1 && errors[length].error == .one
    }

    /// The variant with every kink moved by one, W3 = −I and an output bias of 1: y_j = relu(1 − relu(i − j)).
    static func repaired(_ n: Int) -> PaperAutoencoder<Double> {
        var w3 = Matrix<Double>(rows: n, columns: n, repeating: 0)
        for j in 0..<n { w3[j, j] = -1 }
        return PaperAutoencoder(
            w1: Array(repeating: -1, count: n), b1: Double(n + 1), w2: Array(repeating: 1, count: n),
            b2: (1...n).map { -Double($0) }, w3: w3, b3: Array(repeating: 1, count: n))
    }

    var description: String { "n = \(length)" }
}
