internal import Networks

/// What a layer can receive: a box for each sample, or one box for all where they do not differ.
struct ReachableInputs {
    /// The least and the largest value of each input, `[boxes × inputs]`.
    let lower: Matrix<Double>
    let upper: Matrix<Double>
    /// Whether the layers below change them.
    let areMoving: Bool

    /// Signals, which are known exactly.
    init(_ signals: Matrix<Double>) {
        (lower, upper, areMoving) = (signals, signals, false)
    }

    private init(lower: Matrix<Double>, upper: Matrix<Double>, areMoving: Bool) {
        (self.lower, self.upper, self.areMoving) = (lower, upper, areMoving)
    }

    /// The number of boxes.
    var count: Int { lower.rows }

    /// These inputs with others after them, as a skip adds them.
    func beside(_ others: ReachableInputs) -> ReachableInputs {
        let rows = max(count, others.count)
        func spread(_ matrix: Matrix<Double>) -> Matrix<Double> {
            guard matrix.rows < rows else { return matrix }
            return Matrix(rows: rows, columns: matrix.columns, elements: (0..<rows).flatMap { _ in matrix.row(0) })
        }
        return ReachableInputs(
            lower: spread(lower).beside(spread(others.lower)), upper: spread(upper).beside(spread(others.upper)),
            areMoving: areMoving || others.areMoving)
    }

    /// The activations of a layer: 0 for units that stay off, what its preactivations can give for units whose
    /// parameters are fixed or move within bounds, and all that its activation can give for the others.
    ///
    /// - Parameters:
    ///   - layer: the layer.
    ///   - motions: how the parameters of each unit move; nil for anywhere.
    ///   - isOff: the units that stay off, or of a hard tanh at its ends.
    ///   - precision: the distance from 1 to the next number.
    /// - Returns: what the layer gives.
    /// - Complexity: O(samples · parameters), and O(outputs) for layers whose units all move anywhere.
    func above(_ layer: Layer<Double>, motions: [UnitMotion?], isOff: [Bool], precision: Double) -> ReachableInputs {
        let activation = layer.dense.activation
        let range = activation.range
        let isSilent = isOff.map { $0 && activation != .hardTanh }
        let bounds: [(boxes: [ParameterBox], shrinking: Bool)?] = motions.indices.map { k in
            guard !isSilent[k], let motion = motions[k] else { return nil }
            let now = [ParameterBox(layer, unit: k)]
            return switch motion {
            case .within(let boxes, let reason): (now + boxes, reason == .shrinking)
            case .scaled(let boxes): (now + boxes, true)
            case .anywhere: nil
            }
        }
        let rows = bounds.contains { $0 != nil } ? count : 1
        var low = Matrix<Double>(rows: rows, columns: layer.outputs, repeating: 0)
        var high = low
        // Rounding of the activation itself: none for piecewise-linear ones but the leaky slope.
        let slack = activation.isPiecewiseLinear ? 2 * precision : 16 * precision
        let more = activation.absoluteRounding * precision
        // The ends themselves are computed from rounded numbers, as −α is.
        let (lowest, highest) = (
            range.lowerBound - slack * abs(range.lowerBound), range.upperBound + slack * abs(range.upperBound)
        )
        for k in 0..<layer.outputs where !isSilent[k] {
            for i in 0..<rows {
                (low[i, k], high[i, k]) = (lowest, highest)
                guard let bound = bounds[k], activation.isMonotone else { continue }
                var (least, most) = (Double.infinity, -Double.infinity)
                for box in bound.boxes {
                    let ends = preactivation(box, box: i, precision: precision, shrinking: bound.shrinking)
                    (least, most) = (min(least, ends.least), max(most, ends.most))
                }
                let (a, b) = (activation.value(at: least), activation.value(at: most))
                low[i, k] = max(a - slack * abs(a) - more, lowest)
                high[i, k] = min(b + slack * abs(b) + more, highest)
            }
        }
        let moves = motions.indices.contains { k in
            !isSilent[k] && (areMoving || !(motions[k]?.isStandstill ?? false))
        }
        return ReachableInputs(lower: low, upper: high, areMoving: moves)
    }

    /// The largest preactivation that parameters in a box can give, rounding in any order of summation included.
    ///
    /// Where they also shrink, each by a factor of its own from 0 to 1, positive terms count and negative ones do not.
    ///
    /// - Complexity: O(boxes · inputs).
    func highest(
        _ parameters: ParameterBox, precision: Double, shrinking: Bool = false, moreTerms: Int = 0
    ) -> Double {
        (0..<lower.rows).reduce(-Double.infinity) {
            let ends = preactivation(
                parameters, box: $1, precision: precision, shrinking: shrinking, moreTerms: moreTerms)
            return max($0, ends.most)
        }
    }

    /// The range of preactivations for the inputs in one box; `moreTerms` is how many sums besides those of its own
    /// terms a preactivation goes through, each no larger than the sum of the terms' sizes.
    func preactivation(
        _ parameters: ParameterBox, box i: Int, precision: Double, shrinking: Bool = false, moreTerms: Int = 0
    ) -> (least: Double, most: Double) {
        var (least, most) = (parameters.bias.lowerBound, parameters.bias.upperBound)
        if shrinking { (least, most) = (min(0, least), max(0, most)) }
        var (size, hasPositive) = (max(abs(least), abs(most)), most > 0)
        for (j, weight) in parameters.weights.enumerated() {
            let (x, y) = (lower[i, j], upper[i, j])
            var low = product(weight.lowerBound, x)
            var high = low
            if weight.lowerBound != weight.upperBound || x != y {
                let others = (
                    product(weight.lowerBound, y), product(weight.upperBound, x), product(weight.upperBound, y)
                )
                (low, high) = (
                    min(low, others.0, min(others.1, others.2)), max(high, others.0, max(others.1, others.2))
                )
            }
            if shrinking { (low, high) = (min(0, low), max(0, high)) }
            least += low
            most += high
            size += max(abs(low), abs(high))
            hasPositive = hasPositive || high > 0
        }
        let rounding = size * precision * Double(parameters.weights.count + 2 + moreTerms)
        guard size.isFinite else { return (least, most) }
        // A sum of numbers that are not positive is not positive, however it is rounded.
        return (least - rounding, hasPositive ? most + rounding : min(0, most + rounding))
    }

    /// 0 · ∞ = 0: a weight that is 0 lets nothing through.
    private func product(_ w: Double, _ x: Double) -> Double { w == 0 || x == 0 ? 0 : w * x }
}

/// Where the parameters of a unit can be.
struct ParameterBox {
    /// The weights, `[inputs]`.
    var weights: [ClosedRange<Double>]
    /// The bias; 0 without one.
    var bias: ClosedRange<Double>

    /// The parameters as they are, or as the projection on W ≥ 0 makes them.
    init(_ layer: Layer<Double>, unit: Int) {
        let isProjected = layer.dense.isNonNegative && layer.dense.isTrainable
        weights = layer.weight.row(unit).map { isProjected ? max(0, $0)...max(0, $0) : $0...$0 }
        let bias = layer.bias?[unit] ?? 0
        self.bias = bias...bias
    }

    /// Weights and bias, each widened by a share of its size.
    init(weights: [Double], bias: Double, slack: Double) {
        func range(_ value: Double) -> ClosedRange<Double> { value - slack * abs(value)...value + slack * abs(value) }
        self.weights = weights.map(range)
        self.bias = range(bias)
    }
}

extension Activation {
    /// Whether the activation is known never to fall.
    fileprivate var isMonotone: Bool {
        switch self {
        case .custom: false
        case .form(let form): form.isMonotone
        default: true
        }
    }

    /// How far a computed value may be from the one in real numbers beyond a share of it, in units of the distance from
    /// 1 to the next number.
    fileprivate var absoluteRounding: Double {
        if case .form(let form) = self { return form.absoluteRounding }
        return 0
    }

    /// The values that the function can have, the ends included.
    fileprivate var range: ClosedRange<Double> {
        switch self {
        case .identity, .leakyReLU, .custom: -.infinity ... .infinity
        case .relu, .softplus: 0 ... .infinity
        case .sigmoid, .hardThreshold: 0...1
        case .tanh, .hardTanh: -1...1
        case .form(let form): form.range
        }
    }
}
