internal import Exact
internal import Networks

/// A code with a different value for each step, in any order, and the decoder of n hidden units that reconstructs the
/// steps from it.
///
/// The codes lie on two sides of the blank's code. On the upper side there are as many ascending units as codes, with
/// kinks at the blank's code and at every further one but the last; on the lower side there are descending units
/// likewise. After the k-th kink the preactivation of an output has the slope (target at the next code − target at this
/// code) / (distance of the two codes).
struct InjectiveCode: CustomStringConvertible {
    /// The codes of the samples i = 1 … n + 1, the blank's last.
    let codes: [Rational]

    /// Creates a code from n + 1 different numbers, n ≥ 1.
    init(_ codes: [Rational]) { self.codes = codes }

    /// Draws a code of random numbers, in any order.
    init(length: Int, random: inout RationalDraws) {
        self.init(Self.shuffled(random.increasing(length + 1), &random))
    }

    /// The signal length n.
    var length: Int { codes.count - 1 }

    /// The samples on one side of the blank, the blank first and then outwards; `sign` is 1 for the upper side.
    private func side(_ sign: Int) -> [Int] {
        let blank = codes[length]
        let others = (0..<length).filter { sign > 0 ? codes[$0] > blank : codes[$0] < blank }
        return [length] + others.sorted { sign > 0 ? codes[$0] < codes[$1] : codes[$0] > codes[$1] }
    }

    /// The n hidden units.
    var ramps: HiddenRamps {
        let (upper, lower) = (side(1).dropLast(), side(-1).dropLast())
        return HiddenRamps(
            kinks: (upper + lower).map { codes[$0] },
            signs: upper.map { _ in 1 } + lower.map { _ in -1 })
    }

    /// W3, `[n × n]`, in closed form.
    var lastLayer: ExactLastLayer {
        let sides = [side(1), side(-1)]
        let rows = (0..<length).map { j in sides.flatMap { weights(ofOutput: j, along: $0) } }
        return ExactLastLayer(weights: ExactMatrix(rows))
    }

    private func weights(ofOutput j: Int, along side: [Int]) -> [Rational] {
        var before = Rational.zero
        return zip(side, side.dropFirst()).map { near, far in
            let rise: Rational = (far <= j ? .one : .zero) - (near <= j ? .one : .zero)
            let slope = rise / (codes[far] - codes[near]).magnitude
            defer { before = slope }
            return slope - before
        }
    }

    /// The whole autoencoder: the linear encoder that gives the steps these codes, and the decoder.
    var autoencoder: PaperAutoencoder<Rational> {
        let encoder = LinearEncoder(codes: codes)
        return PaperAutoencoder(
            w1: encoder.weights, b1: encoder.bias, w2: ramps.weights, b2: ramps.biases,
            w3: Matrix(lastLayer.weights))
    }

    /// Whether ascending units have their kinks at the codes from the blank's to the second highest, and descending
    /// units at the codes from the blank's to the second lowest.
    var kinksAreAsSaid: Bool {
        let units = zip(ramps.weights, ramps.biases)
        let ascending = Set(units.filter { $0.0.signum > 0 }.map { -$0.1 / $0.0 })
        let descending = Set(units.filter { $0.0.signum < 0 }.map { -$0.1 / $0.0 })
        let blank = codes[length]
        return ascending == Set(codes.filter { $0 >= blank }.sorted().dropLast())
            && descending == Set(codes.filter { $0 <= blank }.sorted().dropFirst())
    }

    /// The squared error of the whole autoencoder on the steps.
    func loss() throws -> Rational {
        let x = Matrix(StepForm.targets(length))
        let backpropagation = try Backpropagation(autoencoder.network())
        return backpropagation.gradients(inputs: x, targets: x, loss: .squaredError(.sum)).loss
    }

    var description: String { "codes " + codes.map(\.description).joined(separator: ", ") }

    /// The values in a random order (Fisher–Yates shuffle).
    static func shuffled(_ values: [Rational], _ random: inout RationalDraws) -> [Rational] {
        var values = values
        for k in values.indices.dropLast() { values.swapAt(k, random.integer(in: k...(values.count - 1))) }
        return values
    }
}
