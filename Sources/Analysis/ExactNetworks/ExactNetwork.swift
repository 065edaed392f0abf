public import Exact
public import Networks

/// A piecewise-linear network over the real numbers that its stored weights denote.
public struct ExactNetwork: Sendable {
    /// The same layers in rational numbers.
    public let network: Network<Rational>

    /// The largest number of layers: exact numbers grow by the bits of a weight in each.
    public static let mostLayers = 64

    /// Reads the bits of the weights as exact numbers; skips become units that carry.
    ///
    /// - Throws: ``ExactnessError`` for a parameter that is infinite or NaN, for an activation that is not piecewise
    ///   linear or that a skip cannot lead past, and for more than ``mostLayers``.
    public init<S: TrainableScalar>(_ network: Network<S>) throws(ExactnessError) {
        guard network.layers.count <= Self.mostLayers else {
            throw ExactnessError(
                place: "network", problem: "\(network.layers.count) layers: expected at most \(Self.mostLayers)")
        }
        for (l, layer) in network.layers.enumerated() {
            let activation = layer.dense.activation
            guard activation.isPiecewiseLinear else {
                let isCustom = if case .custom = activation { true } else { false }
                let isForm = if case .form = activation { true } else { false }
                let problem =
                    isForm ? "of no kind that proofs know" : "\(isCustom ? "not known to be " : "not ")piecewise linear"
                throw ExactnessError(
                    place: "layers.\(l).activation",
                    problem:
                        "\(activation.words) is \(problem): expected one of "
                        + Activation.standard.filter(\.isPiecewiseLinear).map(\.name).joined(separator: ", "))
            }
            guard (layer.weight.elements + (layer.bias ?? [])).allSatisfy(\.isFinite) else {
                throw ExactnessError(
                    place: "layers.\(l)", problem: "a parameter is infinite or NaN: expected finite numbers")
            }
        }
        do {
            self.network = try network.withRoundedSlopes.converted(to: Rational.self).lowered()
        } catch {
            throw ExactnessError(place: error.place, problem: error.problem)
        }
    }

    /// The layer whose output is the scalar code; nil where there is none, or where a layer after it has
    /// a kink elsewhere than at 0 or a jump.
    public var scalarCodeLayer: Int? {
        guard let layer = network.codeLayer, network.layers[layer].outputs == 1 else { return nil }
        return network.layers[(layer + 1)...].allSatisfy { $0.dense.activation.negativeSlope != nil } ? layer : nil
    }

    /// The activations of `layers` for one sample.
    ///
    /// - Complexity: O(non-zero parameters · non-zero activations).
    func activations(_ layers: ArraySlice<Layer<Rational>>, of input: [Rational]) -> [Rational] {
        var z = input
        for layer in layers {
            let active = z.indices.filter { !z[$0].isZero }
            z = (0..<layer.outputs).map { i in
                var sum = layer.bias?[i] ?? .zero
                for j in active {
                    let weight = layer.weight[i, j]
                    if !weight.isZero { sum += weight * z[j] }
                }
                return layer.dense.activation.value(at: sum)
            }
        }
        return z
    }

    /// The slope left of 0 of a layer's activation.
    func negativeSlope(_ layer: Layer<Rational>) -> Rational {
        layer.dense.activation.negativeSlope.flatMap { Rational(exactly: $0) } ?? .zero
    }

    /// Whether so few layers follow the code that its pieces can be computed: kinks become quotients of numbers that
    /// grow by the bits of a weight in every layer.
    func isShallow(behind codeLayer: Int) -> Bool { network.layers.count - 1 - codeLayer <= PiecewiseAffine.mostLayers }

    /// The inputs of the last layer as functions of the scalar code z; nil where they have too many pieces.
    ///
    /// The number of pieces may double with every layer.
    func functionBeforeLast(from codeLayer: Int) -> PiecewiseAffine? {
        guard isShallow(behind: codeLayer) else { return nil }
        var function = PiecewiseAffine.identity
        for layer in network.layers[(codeLayer + 1)...].dropLast() {
            function = function.mapped(by: layer).activated(negativeSlope: negativeSlope(layer)).function
            guard function.size <= PiecewiseAffine.largestSize else { return nil }
        }
        return function
    }
}
