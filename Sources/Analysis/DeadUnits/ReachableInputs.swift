internal import Networks

/// What a layer can receive: a box for each sample while the layers below are fixed, or one box for whatever they
/// become.
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

    /// These inputs with others after them, as a skip adds them.
    ///
    /// Where either may move, one box holds all samples.
    func beside(_ others: ReachableInputs) -> ReachableInputs {
        guard areMoving || others.areMoving else {
            return ReachableInputs(
                lower: lower.beside(others.lower), upper: upper.beside(others.upper), areMoving: false)
        }
        let (one, other) = (hull, others.hull)
        return ReachableInputs(
            lower: one.lower.beside(other.lower), upper: one.upper.beside(other.upper), areMoving: true)
    }

    /// One box around all.
    private var hull: (lower: Matrix<Double>, upper: Matrix<Double>) {
        func row(_ matrix: Matrix<Double>, _ choose: (Double, Double) -> Double) -> Matrix<Double> {
            let columns = (0..<matrix.columns).map { j in
                (1..<max(1, matrix.rows)).reduce(matrix.rows > 0 ? matrix[0, j] : 0) { choose($0, matrix[$1, j]) }
            }
            return Matrix(rows: 1, columns: matrix.columns, elements: columns)
        }
        return (row(lower, min), row(upper, max))
    }

    /// The activations of a layer: of the layer as it is while it and its inputs are fixed, otherwise all that its
    /// activation can give; 0 for units that stay dead.
    ///
    /// - Complexity: O(samples · parameters) for fixed layers.
    func above(_ layer: Layer<Double>, precision: Double, isMoving: Bool, silent: Set<Int>) -> ReachableInputs {
        let activation = layer.dense.activation
        guard areMoving || isMoving else {
            var (low, high) = (
                Matrix<Double>(rows: lower.rows, columns: layer.outputs, repeating: 0),
                Matrix<Double>(rows: lower.rows, columns: layer.outputs, repeating: 0)
            )
            for k in 0..<layer.outputs {
                let box = ParameterBox(layer, unit: k)
                for i in 0..<lower.rows {
                    let (least, most) = preactivation(box, box: i, precision: precision)
                    // Rounding of the activation itself: none for piecewise-linear ones but the leaky slope.
                    let slack = activation.isPiecewiseLinear ? 2 * precision : 16 * precision
                    let (a, b) = (activation.value(at: least), activation.value(at: most))
                    low[i, k] = a - slack * abs(a)
                    high[i, k] = b + slack * abs(b)
                }
            }
            return ReachableInputs(lower: low, upper: high, areMoving: false)
        }
        let range = activation.range
        return ReachableInputs(
            lower: Matrix(
                rows: 1, columns: layer.outputs,
                elements: (0..<layer.outputs).map { silent.contains($0) ? 0 : range.lowerBound }),
            upper: Matrix(
                rows: 1, columns: layer.outputs,
                elements: (0..<layer.outputs).map { silent.contains($0) ? 0 : range.upperBound }), areMoving: true)
    }

    /// The largest preactivation that parameters in a box can give, rounding in any order of summation included.
    ///
    /// Where they also shrink, each by a factor of its own from 0 to 1, positive terms count and negative ones do not.
    ///
    /// - Complexity: O(boxes · inputs).
    func highest(_ parameters: ParameterBox, precision: Double, shrinking: Bool = false) -> Double {
        (0..<lower.rows).reduce(-Double.infinity) {
            max($0, preactivation(parameters, box: $1, precision: precision, shrinking: shrinking).most)
        }
    }

    private func preactivation(
        _ parameters: ParameterBox, box i: Int, precision: Double, shrinking: Bool = false
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
        let rounding = size * precision * Double(parameters.weights.count + 2)
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

    /// The parameters as they are.
    init(_ layer: Layer<Double>, unit: Int) {
        weights = layer.weight.row(unit).map { $0...$0 }
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
    /// The values that the function can have, the ends included.
    fileprivate var range: ClosedRange<Double> {
        switch self {
        case .identity, .leakyReLU, .custom: -.infinity ... .infinity
        case .relu, .softplus: 0 ... .infinity
        case .sigmoid, .hardThreshold: 0...1
        case .tanh, .hardTanh: -1...1
        }
    }
}
