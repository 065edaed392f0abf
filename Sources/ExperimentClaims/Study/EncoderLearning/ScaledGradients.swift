internal import Diagnostics
internal import Networks

/// Parameters that differ only by a constant factor of their gradients, each with a problem of its own.
///
/// L = Σ_j c_j (w_j − 1)², from w = 0: the gradient of w_j is 2 c_j (w_j − 1), which begins at −2 c_j.
struct ScaledGradients {
    /// A parameter after 0, 1, … epochs.
    struct Path: CustomStringConvertible {
        /// The size of its first gradient.
        let size: Double
        /// Its values.
        let values: [Double]

        var description: String { "first gradient \(NumberText.number(size))" }

        /// The largest difference from another path, over the largest value of either.
        func distance(to other: Path) -> Double {
            let largest = (values + other.values).map(abs).max() ?? 0
            guard values.count == other.values.count, largest > 0 else { return .infinity }
            return (zip(values, other.values).map { abs($0 - $1) }.max() ?? .infinity) / largest
        }
    }

    /// The sizes 2 c_j of the first gradients.
    let sizes: [Double]

    /// The path of each w_j under a rule, with the steps that the library takes.
    func paths(_ optimizer: Optimizer, epochs: Int) throws -> [Path] {
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
        return sizes.indices.map { j in Path(size: sizes[j], values: weights.map { $0[j] }) }
    }

    /// The same paths for RMSProp by its formula: v ← α v + (1 − α) g², w ← w − η g/(√v + ε).
    func rmsPropByFormula(rate: Double, decay: Double, epsilon: Double, epochs: Int) -> [Path] {
        sizes.map { size in
            var (w, v) = (0.0, 0.0)
            var values = [w]
            for _ in 0..<epochs {
                let g = size * (w - 1)
                v = decay * v + (1 - decay) * g * g
                w -= rate * g / (v.squareRoot() + epsilon)
                values.append(w)
            }
            return Path(size: size, values: values)
        }
    }
}
