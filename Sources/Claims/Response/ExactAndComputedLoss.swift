internal import Analysis
internal import Diagnostics
internal import Exact
package import Networks

/// A network's loss in the real numbers that the weights denote, and the loss that double precision computes.
package struct ExactAndComputedLoss: CustomStringConvertible {
    /// A few words that describe the network.
    let name: String
    /// The mean squared error in the reals, exactly.
    let realLoss: Rational
    /// The mean squared error as double precision computes it.
    let floatLoss: Double

    init(_ name: String, _ network: Network<Double>, on steps: LeadingSteps) {
        self.name = name
        realLoss = Self.loss(network.converted(to: Rational.self), steps.exactSignals)
        floatLoss = Self.loss(network, steps.samples.signals)
    }

    /// The mean squared error of an autoencoder.
    package static func loss<S: Scalar>(_ network: Network<S>, _ signals: Matrix<S>) -> S {
        let pass = Backpropagation(network).forward(signals)
        let last = network.layers.count - 1
        return Loss.squaredError(.mean).evaluate(
            preactivations: pass.preactivations[last], outputs: pass.outputs, targets: signals,
            activation: network.layers[last].dense.activation
        ).value
    }

    package var description: String { name }

    /// The cells of a row in a table.
    var row: [String] {
        let exact = realLoss.description
        return [name, exact.count <= 8 ? exact : NumberText.number(realLoss.doubleValue), NumberText.number(floatLoss)]
    }

    /// Networks that are exact in the reals but not as computed; exact as computed but not in the reals; and exact in
    /// neither sense, though the loss is below 10^−20.
    static func examples() throws -> [ExactAndComputedLoss] {
        let tenths = try LeadingSteps(3, amplitude: 0.1)
        let units = try LeadingSteps(3)
        let canonical: Network<Double> = try CanonicalAutoencoder(tenths.family).network()
        let thirds: Network<Double> = try HardThresholdAutoencoder.reciprocal.network(
            length: 3, orientation: .leadingOnes)
        var near: Network<Double> = try CanonicalAutoencoder(units.family).network()
        near.layers[2].weight[0, 0] = 1 + 0x1p-40
        return [
            ExactAndComputedLoss("corrected three layers, amplitude 0.1", canonical, on: tenths),
            ExactAndComputedLoss("hard thresholds with weights 1/i", thirds, on: units),
            ExactAndComputedLoss("corrected three layers, one weight 1 + 2^−40", near, on: units),
        ]
    }
}
