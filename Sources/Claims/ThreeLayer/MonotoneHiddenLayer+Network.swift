internal import Analysis
internal import Exact
package import Networks

extension MonotoneHiddenLayer {
    /// Reads the hidden layer of a network of the papers' shape on the steps of its width, in the numbers that its
    /// weights denote.
    ///
    /// A unit of weight 0 has no kink: it is constant, and an output bias takes its place.
    package init(_ network: Network<Double>, amplitude: Double) throws {
        let rational = try ExactNetwork(network).network
        let samples = try StepFunctions(length: network.inputs, amplitude: .one(amplitude)).samples()
        let codes = Backpropagation(rational).forward(samples.signals.map { Rational($0) }).activations[0].elements
        let hidden = rational.layers[1]
        let units = (0..<hidden.outputs).filter { !hidden.weight[$0, 0].isZero }
        self.init(
            codes: codes.reversed(), weights: units.map { hidden.weight[$0, 0] },
            kinks: units.map { -(hidden.bias?[$0] ?? .zero) / hidden.weight[$0, 0] }, hasOutputBias: true)
    }

    /// Whether some pair of gaps without a kink refutes a threshold.
    package var isRefutedByPair: Bool {
        guard let theta = placement?.unbrokenPairs.first else { return false }
        return activations.constraints(ofOutput: length - theta - 1).areRefuted(by: certificate(ofPair: theta))
    }
}
