internal import Exact
internal import Networks

/// A random hidden layer behind a random code, with what T1 says of it.
struct DrawnHiddenLayer: CustomStringConvertible {
    /// n.
    let length: Int
    /// The codes of the samples i = 1 … n + 1, all different.
    let codes: [Rational]
    /// The units.
    let ramps: HiddenRamps
    /// A2, with a column of ones for an output layer with a bias.
    let activations: ExactMatrix
    /// T1.
    let criterion: StepCriterion

    /// Draws `width` units; the code is that of θ, or random numbers in any order.
    init(
        length: Int, width: Int, linearCode: Bool = false, outputBias: Bool = false, random: inout RationalDraws
    ) {
        self.length = length
        codes =
            linearCode
            ? (0...length).map { Rational(length - $0) }
            : InjectiveCode.shuffled(random.increasing(length + 1), &random)
        ramps = HiddenRamps(drawing: width, among: codes, random: &random)
        let hidden = ramps.activations(at: codes)
        activations = outputBias ? hidden.withOnes : hidden
        criterion = StepCriterion(activations: activations)
    }

    /// One with n + 1 units and rank n + 1: the decoder of a random code, and a unit that is 1 everywhere.
    static func full(_ length: Int, _ random: inout RationalDraws) -> DrawnHiddenLayer {
        let code = InjectiveCode(length: length, random: &random)
        var ramps = code.ramps
        ramps.weights.append(.zero)
        ramps.biases.append(.one)
        return DrawnHiddenLayer(codes: code.codes, ramps: ramps)
    }

    /// A hidden layer that is given.
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
