internal import Foundation
internal import Networks

/// A chain of layers of one unit each, with weights 1 and random biases, on one input.
struct LayerChain: CustomStringConvertible {
    /// L.
    let depth: Int
    private let biases: [Double]
    private let input: Double

    /// Draws biases; those of two chains in three are positive, so that ReLUs stay active.
    init(depth: Int, _ random: inout ClaimRandom) {
        self.depth = depth
        let lowest = random.integer(in: 0...2) == 0 ? -1.0 : 0
        biases = (0..<depth).map { _ in random.uniform(in: lowest...1) }
        input = random.uniform(in: 0...1)
    }

    var description: String { "\(depth) layers, input \(input), biases \(biases)" }

    /// Whether every ReLU is active: each preactivation is the sum of what came before.
    var isActive: Bool {
        var sum = input
        for bias in biases {
            sum += bias
            if sum <= 0 { return false }
        }
        return true
    }

    /// ∂ŷ/∂x, by the library.
    func slope(_ activation: Activation) -> Double {
        let layers = biases.map { bias in
            Layer(
                dense: Dense(1, activation: activation), weight: Matrix(rows: 1, columns: 1, repeating: 1.0),
                bias: [bias])
        }
        guard let network = try? Network(inputs: 1, layers: layers) else { return .nan }
        let backpropagation = Backpropagation(network)
        let pass = backpropagation.forward(Matrix(rows: 1, columns: 1, repeating: input))
        return backpropagation.jacobians(pass, sample: 0).network[0, 0]
    }

    /// The library's σ'.
    static func sigmoidSlope(_ s: Double) -> Double {
        Activation.sigmoid.derivative(at: s, activation: Activation.sigmoid.value(at: s))
    }
}

/// How long one derivative takes, from the preactivation, in nanoseconds: the fastest of nine passes over an array.
struct DerivativeTimes {
    let relu: Double
    let sigmoid: Double

    init() {
        let points = (0..<4096).map { Double($0) / 256 - 8 }
        func time(_ slope: (Double) -> Double) -> Double {
            var best = Double.infinity
            var sum = 0.0
            for _ in 0..<9 {
                let elapsed = ContinuousClock().measure {
                    for s in points { sum += slope(s) }
                }
                best = min(best, Double(elapsed.components.attoseconds) * 1e-9 / Double(points.count))
            }
            // The sum is looked at, so that the loop is not dropped.
            return sum.isNaN ? .nan : best
        }
        relu = time { Activation.relu.derivative(at: $0, activation: Activation.relu.value(at: $0)) }
        sigmoid = time { Activation.sigmoid.derivative(at: $0, activation: Activation.sigmoid.value(at: $0)) }
    }
}

/// Where something begins to hold.
enum Threshold {
    /// The first number in a range from which on `holds` is true, by bisection to neighbouring numbers; NaN where it never is.
    static func first(in range: ClosedRange<Double>, _ holds: (Double) -> Bool) -> Double {
        var (low, high) = (range.lowerBound, range.upperBound)
        guard holds(high), !holds(low) else { return .nan }
        for _ in 0..<200 {
            let middle = low + (high - low) / 2
            if middle == low || middle == high { break }
            if holds(middle) { high = middle } else { low = middle }
        }
        return high
    }
}
