internal import Exact
internal import Networks

/// A sigmoid network and a tanh network of L layers, 4 → 6 → … → 3, each beside its counterpart.
struct EquivalentNetworks: CustomStringConvertible {
    /// The number of layers L.
    let depth: Int
    /// The sigmoid network.
    let sigmoid: Network<Double>
    /// The largest difference of outputs between it and the tanh network made from it.
    let forwardDifference: Double
    /// The same for a tanh network and the sigmoid network made from it.
    let converseDifference: Double

    init(depth: Int, _ random: inout RationalDraws) throws {
        self.depth = depth
        func draw(_ activation: Activation) throws -> Network<Double> {
            let layers = (0..<depth).map {
                Dense($0 == depth - 1 ? 3 : 6, activation: $0 == depth - 1 ? .identity : activation)
            }
            return try Network(inputs: 4, layers: layers, initialization: .uniform(-1...1), seed: random.next())
        }
        sigmoid = try draw(.sigmoid)
        let hyperbolic = try draw(.tanh)
        let inputs = Matrix(rows: 50, columns: 4, elements: (0..<200).map { _ in random.normal() })
        func difference(_ a: Network<Double>, _ b: Network<Double>) -> Double {
            let outputs = [a, b].map { Backpropagation($0).forward(inputs).outputs.elements }
            return zip(outputs[0], outputs[1]).map { abs($0 - $1) }.max() ?? .infinity
        }
        forwardDifference = difference(sigmoid, try sigmoid.sigmoidAsTanh())
        converseDifference = difference(hyperbolic, try hyperbolic.tanhAsSigmoid())
    }

    var description: String { "L = \(depth)" }
}
