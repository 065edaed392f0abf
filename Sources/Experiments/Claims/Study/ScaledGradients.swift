internal import Networks

/// Parameters that differ in nothing but a constant factor of their gradients, each with a problem of its own.
///
/// L = Σ_j c_j (w_j − 1)², from w = 0: the gradient of w_j is 2 c_j (w_j − 1), which begins at −2 c_j.
struct ScaledGradients {
    /// The sizes of the first gradients, 2 c_j.
    let sizes: [Double]

    /// Each w_j after 0, 1, … epochs of a rule, as the library takes its steps.
    func paths(_ optimizer: Optimizer, epochs: Int) throws -> [[Double]] {
        let count = sizes.count
        let roots = sizes.map { ($0 / 2).squareRoot() }
        var signals = Matrix<Double>(rows: count, columns: count, repeating: 0)
        for j in 0..<count { signals[j, j] = roots[j] }
        let samples = SampleSet(
            signals: signals,
            parameters: roots.map { SignalParameters(position: nil, amplitude: $0, transitions: [], levels: [$0]) },
            targets: Matrix(rows: count, columns: 1, elements: roots))
        var network = try Network<Double>(
            inputs: count,
            layers: [
                Layer(dense: Dense(1, bias: false), weight: Matrix(rows: 1, columns: count, repeating: 0), bias: nil)
            ])
        var weights: [[Double]] = []
        try Training(loss: .squaredError(.sum), optimizer: optimizer).fit(
            &network, to: samples, epochs: epochs, observing: .every(1),
            observer: { weights.append($0.network.layers[0].weight.elements) })
        return (0..<count).map { j in weights.map { $0[j] } }
    }

    /// The same for RMSProp by its formula: v ← α v + (1 − α) g², w ← w − η g/(√v + ε).
    func rmsPropByFormula(rate: Double, decay: Double, epsilon: Double, epochs: Int) -> [[Double]] {
        sizes.map { size in
            var (w, v) = (0.0, 0.0)
            return [0]
                + (0..<epochs).map { _ in
                    let g = size * (w - 1)
                    v = decay * v + (1 - decay) * g * g
                    w -= rate * g / (v.squareRoot() + epsilon)
                    return w
                }
        }
    }

    /// The largest difference of two paths, over the largest of their values.
    static func distance(_ x: [Double], _ y: [Double]) -> Double {
        let largest = max(x.map(abs).max() ?? 0, y.map(abs).max() ?? 0)
        guard x.count == y.count, largest > 0 else { return .infinity }
        return (zip(x, y).map { abs($0 - $1) }.max() ?? .infinity) / largest
    }
}
