internal import Exact
internal import Networks

/// A random hidden layer for a random code, with the answer of T1.
struct DrawnHiddenLayer: CustomStringConvertible {
    /// The signal length n.
    let length: Int
    /// The codes of the samples i = 1 … n + 1, all different.
    let codes: [Rational]
    /// The hidden units.
    let ramps: HiddenRamps
    /// A2, with a column of ones where the output layer has a bias.
    let activations: ExactMatrix
    /// The answer of T1.
    let criterion: StepCriterion

    /// Draws `width` units, their kinks in 2^kinkBits places; the code is z = θ, or random numbers in any order.
    init(
        length: Int, width: Int, linearCode: Bool = false, outputBias: Bool = false, kinkBits: Int = 10,
        random: inout RationalDraws
    ) {
        self.length = length
        codes =
            linearCode
            ? (0...length).map { Rational(length - $0) }
            : InjectiveCode.shuffled(random.increasing(length + 1), &random)
        ramps = HiddenRamps(drawing: width, among: codes, bits: kinkBits, random: &random)
        let hidden = ramps.activations(at: codes)
        activations = outputBias ? hidden.withOnes : hidden
        criterion = StepCriterion(activations: activations)
    }

    /// A layer with n + 1 units and rank n + 1: the decoder of a random code, and one unit that is 1 everywhere.
    static func full(_ length: Int, _ random: inout RationalDraws) -> DrawnHiddenLayer {
        let code = InjectiveCode(length: length, random: &random)
        var ramps = code.ramps
        ramps.weights.append(.zero)
        ramps.biases.append(.one)
        return DrawnHiddenLayer(codes: code.codes, ramps: ramps)
    }

    /// Creates a case from a given hidden layer.
    init(codes: [Rational], ramps: HiddenRamps) {
        length = codes.count - 1
        self.codes = codes
        self.ramps = ramps
        activations = ramps.activations(at: codes)
        criterion = StepCriterion(activations: activations)
    }

    var description: String {
        "codes \(codes.map(\.description).joined(separator: ", ")); weights "
            + ramps.weights.map(\.description).joined(separator: ", ") + "; biases "
            + ramps.biases.map(\.description).joined(separator: ", ")
    }
}
