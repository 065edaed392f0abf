internal import Exact
internal import Networks

/// Gradients of the homework's network in double precision against central differences of its loss.
struct FloatingDifferences {
    /// The largest difference over all parameters.
    let largestError: Double
    /// How many parameters were varied.
    let count: Int

    /// Compares on ten networks whose preactivations are not close to 0.
    init(_ random: inout RationalDraws) {
        var (largest, count) = (0.0, 0)
        var networks = 0
        while networks < 10 {
            let widths = (0..<3).map { _ in random.integer(in: 2...6) }
            func draw(_ number: Int) -> [Double] { (0..<number).map { _ in random.normal() } }
            let layers = (0..<2).map { l in
                Layer(
                    dense: Dense(widths[l + 1], activation: l == 0 ? .relu : .identity),
                    weight: Matrix(rows: widths[l + 1], columns: widths[l], elements: draw(widths[l] * widths[l + 1])),
                    bias: draw(widths[l + 1]))
            }
            guard let network = try? Network(inputs: widths[0], layers: layers) else { continue }
            let (x, y) = (draw(widths[0]), draw(widths[2]))
            let stack = HomeworkStack(network, input: x, target: y)
            guard stack.s[1].elements.allSatisfy({ abs($0) > 0.01 }) else { continue }
            networks += 1
            let gradients = stack.computed().gradients
            func loss(_ change: (inout Network<Double>) -> Void) -> Double {
                var network = network
                change(&network)
                return HomeworkStack(network, input: x, target: y).squaredError
            }
            let h = 1e-5
            for (l, layer) in network.layers.enumerated() {
                for k in layer.weight.elements.indices {
                    let up = loss { $0.layers[l].weight.elements[k] += h }
                    let down = loss { $0.layers[l].weight.elements[k] -= h }
                    largest = max(largest, abs((up - down) / (2 * h) - gradients.layers[l].weight.elements[k]))
                    count += 1
                }
                for i in 0..<layer.outputs {
                    let up = loss { $0.layers[l].bias?[i] += h }
                    let down = loss { $0.layers[l].bias?[i] -= h }
                    largest = max(largest, abs((up - down) / (2 * h) - (gradients.layers[l].bias?[i] ?? .infinity)))
                    count += 1
                }
            }
        }
        (largestError, self.count) = (largest, count)
    }
}
