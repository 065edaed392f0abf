internal import Diagnostics

/// Derivatives beside central differences of the values that they should be the derivatives of.
///
///     let check = try GradientCheck(of: network, on: samples, loss: Loss(Huber()))
///     print(check)            // 96 derivatives agree with central differences to 2.1e-11; 3 at kinks left out
///     check.agrees(within: 1e-6)
///
/// A difference is that of five points, (f(−2h) − 8 f(−h) + 8 f(h) − f(2h))/(12 h), with an error of O(h⁴). Where two
/// such differences, at h and h/2, are not close, or the difference from the left is not that from the right, the
/// function has a kink or a jump between the points; they say nothing of its derivative there, and are left out. The
/// first h of 2^−9, 2^−13 and 2^−17 is taken for which this is not so.
///
/// - Complexity: at most 25 evaluations for each derivative.
public struct GradientCheck: Sendable, Hashable {
    /// A derivative and what it should be.
    public struct Comparison: Sendable, Hashable {
        /// What the derivative is by: "network.1.weight[3, 0]", "output 2 of sample 0", "u = 0.5".
        public let place: String
        /// The derivative that was checked.
        public let derivative: Double
        /// The central difference.
        public let difference: Double
    }

    /// The derivatives that were compared, in order.
    public let comparisons: [Comparison]
    /// The number of places left out: at kinks and jumps, and where the values are not finite.
    public let skippedCount: Int
    /// What an error is a share of: the largest derivative or difference, and at least 1e-6 of the size of the values,
    /// whose rounding makes smaller ones meaningless.
    public let scale: Double

    private init(_ points: [Point], size: Double) {
        comparisons = points.compactMap(\.comparison)
        skippedCount = points.count - comparisons.count
        let sizes = comparisons.flatMap { [abs($0.derivative), abs($0.difference)] }.filter(\.isFinite)
        scale = max(sizes.max() ?? 0, 1e-6 * size, .leastNormalMagnitude)
    }

    /// The error of a comparison, as a share of ``scale``; infinite where one of the two numbers is not finite.
    public func error(of comparison: Comparison) -> Double {
        let error = abs(comparison.derivative - comparison.difference) / scale
        return error.isFinite ? error : .infinity
    }

    /// The comparison with the largest error; nil where nothing was compared.
    public var worst: Comparison? { comparisons.max { error(of: $0) < error(of: $1) } }

    /// The largest error; infinite where nothing was compared.
    public var largestError: Double { worst.map(error) ?? .infinity }

    /// Whether something was compared, and every error is at most the tolerance.
    public func agrees(within tolerance: Double = 1e-6) -> Bool { largestError <= tolerance }
}

extension GradientCheck {
    /// Checks the derivatives of a loss by the parameters of a network, with its activations.
    ///
    /// In exact arithmetic there is no rounding, and h is 2^−40.
    ///
    /// - Parameters:
    ///   - network: the network; frozen layers are checked, too.
    ///   - samples: the inputs and targets.
    ///   - loss: the loss.
    ///   - arithmetic: the scalar to compute in: `Double`, or `Rational` where activations and loss are rational.
    ///   - entriesPerTensor: how many entries of each weight and of each bias are checked.
    /// - Throws: ``TrainingError`` where network, samples and loss do not fit, or the scalar does not serve them.
    /// - Complexity: O(tensors · entriesPerTensor · samples · parameters).
    public init<Element: TrainableScalar, S: Scalar>(
        of network: Network<Element>, on samples: SampleSet, loss: Loss, in arithmetic: S.Type = Double.self,
        entriesPerTensor: Int = 16
    ) throws(TrainingError) {
        try Training(loss: loss, optimizer: .sgd(learningRate: 0)).validate(network, samples: samples, epochs: 0)
        guard S.hasTranscendentals || (network.isRational && loss.isRational) else {
            throw TrainingError(
                place: loss.isRational ? "network" : "loss",
                problem: "it is not rational: expected arithmetic in Double")
        }
        guard network.isFinite, samples.signals.elements.allSatisfy(\.isFinite),
            samples.targets.elements.allSatisfy(\.isFinite)
        else { throw TrainingError(place: "network", problem: "expected finite parameters, signals and targets") }
        var moved = network.converted(to: S.self)
        let (x, y) = (samples.signals.map { S($0) }, samples.targets.map { S($0) })
        let gradients = Backpropagation(moved).gradients(inputs: x, targets: y, loss: loss)
        let size = max(1, abs(gradients.loss.doubleValue))
        let reach = gradients.layers.flatMap { $0.weight.elements + ($0.bias ?? []) }.map { abs($0.doubleValue) }
        let differences = CentralDifferences<S>(size: size, reach: reach.max() ?? 0)
        func value() -> S { Backpropagation(moved).gradients(inputs: x, targets: y, loss: loss).loss }
        var points: [Point] = []
        for l in moved.layers.indices {
            let (columns, tying) = (moved.layers[l].inputs, moved.layers[l].tying)
            let (weight, bias) = (moved.layers[l].weight.elements, moved.layers[l].bias)
            for k in Self.spread(entriesPerTensor, over: weight.count) where tying.map({ $0.sources[k] >= 0 }) ?? true {
                let places = tying.map { ties in ties.sources.indices.filter { ties.sources[$0] == ties.sources[k] } }
                let difference = differences.derivative { step in
                    for place in places ?? [k] { moved.layers[l].weight.elements[place] = weight[place] + step }
                    return value()
                }
                moved.layers[l].weight.elements = weight
                points.append(
                    Point(
                        "network.\(l).weight[\(k / columns), \(k % columns)]",
                        gradients.layers[l].weight.elements[k].doubleValue, difference))
            }
            guard let bias, let gradient = gradients.layers[l].bias else { continue }
            let shared = tying?.outputsPerBias ?? 1
            for k in Self.spread(entriesPerTensor, over: bias.count) {
                let difference = differences.derivative { step in
                    for place in k / shared * shared..<(k / shared + 1) * shared {
                        moved.layers[l].bias?[place] = bias[place] + step
                    }
                    return value()
                }
                moved.layers[l].bias = bias
                points.append(Point("network.\(l).bias[\(k)]", gradient[k].doubleValue, difference))
            }
        }
        self.init(points, size: size)
    }

    /// Checks the derivative of an activation of your own at some preactivations; by default 81 from −10 to 10.
    public init(of function: some ActivationFunction, at preactivations: [Double]? = nil) {
        let points = (preactivations ?? (-40...40).map { Double($0) / 4 }).map { u in
            let a = function.value(at: u)
            let slope = function.derivative(at: u, activation: a)
            let differences = CentralDifferences<Double>(size: max(1, abs(a)), reach: abs(slope))
            return Point("u = \(NumberText.exact(u))", slope, differences.derivative { function.value(at: u + $0) })
        }
        self.init(points, size: 1)
    }

    /// Checks the derivatives of a loss of your own by each output of some samples, `[samples × outputs]`.
    ///
    /// - Throws: ``TrainingError`` where outputs and targets differ in shape, or the loss refuses the targets.
    public init(
        of function: some LossFunction, outputs: Matrix<Double>, targets: Matrix<Double>
    ) throws(TrainingError) {
        guard outputs.rows == targets.rows, outputs.columns == targets.columns,
            [outputs, targets].allSatisfy({ $0.elements.count == $0.rows * $0.columns })
        else {
            throw TrainingError(
                place: "targets",
                problem:
                    "\(targets.rows) × \(targets.columns): expected \(outputs.rows) × \(outputs.columns), as outputs")
        }
        let loss = CustomLoss(function)
        if let problem = Loss.custom(loss).problem ?? function.objection(toTargets: targets) {
            throw TrainingError(place: "loss", problem: problem)
        }
        var (slopes, ignored, moved) = (outputs, outputs, outputs)
        let size = max(1, abs(loss.evaluate(outputs: outputs, targets: targets, derivative: &slopes)))
        let differences = CentralDifferences<Double>(size: size, reach: slopes.elements.map(abs).max() ?? 0)
        let points = outputs.elements.indices.map { k in
            let difference = differences.derivative { step in
                moved.elements[k] = outputs.elements[k] + step
                return loss.evaluate(outputs: moved, targets: targets, derivative: &ignored)
            }
            moved.elements[k] = outputs.elements[k]
            return Point(
                "output \(k % outputs.columns) of sample \(k / outputs.columns)", slopes.elements[k], difference)
        }
        self.init(points, size: size)
    }

    /// At most `count` of `total` indices, spread evenly but not in a grid: multiples of the golden ratio.
    private static func spread(_ count: Int, over total: Int) -> [Int] {
        guard count < total else { return Array(0..<total) }
        let golden = (5.0.squareRoot() - 1) / 2
        let indices = (0..<max(0, count)).map { k in
            let share = Double(k) * golden
            return min(total - 1, Int((share - share.rounded(.down)) * Double(total)))
        }
        return Set(indices).sorted()
    }

    /// A place, with a difference or without one.
    private struct Point {
        let comparison: Comparison?

        init(_ place: String, _ derivative: Double, _ difference: Double?) {
            comparison = difference.map { Comparison(place: place, derivative: derivative, difference: $0) }
        }
    }
}

extension GradientCheck: CustomStringConvertible {
    /// One sentence: how many derivatives were compared, and the worst of them.
    public var description: String {
        let left = skippedCount == 0 ? "" : "; \(NumberText.count(skippedCount)) at kinks left out"
        guard let worst else { return "nothing was compared\(left)" }
        let count = NumberText.plural(comparisons.count, "derivative")
        guard !agrees() else {
            return "\(count) agree with central differences to \(NumberText.number(largestError))\(left)"
        }
        return
            "\(count) compared; worst, by \(worst.place): \(NumberText.exact(worst.derivative)), and the central difference "
            + "\(NumberText.exact(worst.difference))\(left)"
    }
}

/// Central differences of a function of one number, with a test of whether it is smooth there.
private struct CentralDifferences<S: Scalar> {
    /// The size of the function's values, which their rounding errors are in proportion to.
    let size: Double
    /// The size of the derivatives to expect.
    let reach: Double

    /// f′(0); nil where f is not smooth near 0, or not finite.
    func derivative(_ f: (_ step: S) -> S) -> Double? {
        let middle = f(0)
        let steps = S.hasTranscendentals ? [0x1p-9, 0x1p-13, 0x1p-17] : [0x1p-40]
        for step in steps {
            if let difference = derivative(f, middle, step: step) { return difference }
        }
        return nil
    }

    private func derivative(_ f: (S) -> S, _ middle: S, step h: Double) -> Double? {
        func values(_ h: Double) -> [S] { [-2, -1, 1, 2].map { f(S($0 * h)) } }
        let (wide, near) = (values(h), values(h / 2))
        let (coarse, fine) = (slope(wide, h), slope(near, h / 2))
        let rounding = S.hasTranscendentals ? 0x1p-50 * size / h : 0
        guard coarse.isFinite, fine.isFinite else { return nil }
        guard abs(coarse - fine) <= 1e-7 * max(abs(fine), reach) + 4 * rounding else { return nil }
        let (coarseBend, fineBend) = (bend(middle, wide, h), bend(middle, near, h / 2))
        guard fineBend <= coarseBend / 2 + 16 * rounding else { return nil }
        return fine
    }

    /// The central difference of the values at −2h, −h, h and 2h.
    private func slope(_ f: [S], _ h: Double) -> Double {
        (((f[0] - f[3]) + 8 * (f[2] - f[1])) / S(12 * h)).doubleValue
    }

    /// How far the derivative from the left is from that from the right: O(h²) for a smooth function.
    private func bend(_ middle: S, _ f: [S], _ h: Double) -> Double {
        let right = 4 * (f[2] - middle) - (f[3] - middle)
        let left = (f[0] - middle) - 4 * (f[1] - middle)
        return abs(((right - left) / S(2 * h)).doubleValue)
    }
}
