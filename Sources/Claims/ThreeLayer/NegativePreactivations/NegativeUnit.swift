internal import Exact
internal import Networks

/// A unit of a three-layer network whose preactivation is negative on one sample, as in Lemma 2.
struct NegativeUnit: CustomStringConvertible {
    /// The network with this one sample.
    let sample: AppendixCase
    /// Its layer: 1 for the hidden units, 2 for the outputs.
    let layer: Int
    /// The index j of the unit in its layer.
    let unit: Int

    /// All such units of a case, sample by sample.
    static func all(in whole: AppendixCase) -> [NegativeUnit] {
        whole.samples.flatMap { i -> [NegativeUnit] in
            let sample = whole.only(i)
            let pass = sample.pass
            return [1, 2].flatMap { layer in
                whole.units.filter { pass.preactivations[layer][0, $0].signum < 0 }.map {
                    NegativeUnit(sample: sample, layer: layer, unit: $0)
                }
            }
        }
    }

    var description: String { "\(sample), layer \(layer + 1), unit \(unit + 1)" }

    /// Whether the derivatives of Σ (y − x)² with respect to the unit's weights and bias are 0.
    var hasNoGradient: Bool { sample.rowGradient(layer: layer, unit: unit).allSatisfy(\.isZero) }

    /// The derivatives of Σ (y − x)² with respect to the weights of the layer below, by backpropagation.
    var gradientBelow: Matrix<Rational> { sample.gradients(.sum).layers[layer - 1].weight }

    /// The same by the lemma's equation (14): a sum over the layer's other units.
    var gradientBelowByOthers: Matrix<Rational> {
        let pass = sample.pass
        let weight = sample.network.layers[layer].weight
        let below = sample.network.layers[layer - 1]
        let input = pass.received(by: layer - 1)
        let slopes = sample.slopes(ofLayer: layer)
        var result = below.weight
        for r in 0..<below.outputs {
            let sum = sample.units.filter { $0 != unit }.reduce(Rational.zero) { sum, k in
                let isOn = pass.preactivations[layer][0, k].signum > 0
                return isOn ? sum + slopes[k] * weight[k, r] : sum
            }
            let isOn = below.dense.activation == .identity || pass.preactivations[layer - 1][0, r].signum > 0
            for s in 0..<below.inputs { result[r, s] = isOn ? sum * input[0, s] : .zero }
        }
        return result
    }

    /// The same network with the unit's weights and bias changed so that its preactivation stays negative.
    func moved(_ random: inout RationalDraws) -> NegativeUnit {
        let inputs = Array(sample.pass.received(by: layer).row(0))
        let direction = inputs.map { _ in Rational(random.integer(in: 1...3)) }
        let ownBias = sample.network.layers[layer].bias == nil ? Rational.zero : .one
        let shift = direction.dot(inputs) + ownBias
        let u = sample.pass.preactivations[layer][0, unit]
        let step = shift.signum > 0 ? -u / (2 * shift) : .one
        var network = sample.network
        for (k, d) in direction.enumerated() { network.layers[layer].weight[unit, k] += step * d }
        network.layers[layer].bias?[unit] += step * ownBias
        let changed = AppendixCase(length: sample.length, data: sample.data, network: network, signals: sample.signals)
        return NegativeUnit(sample: changed, layer: layer, unit: unit)
    }
}

extension AppendixCase {
    /// The library's forward pass.
    var pass: ForwardPass<Rational> { Backpropagation(network).forward(signals) }

    /// The derivatives of Σ (y − x)² over all samples with respect to the weights and the bias of a unit, by
    /// backpropagation.
    func rowGradient(layer: Int, unit: Int) -> [Rational] {
        let gradient = gradients(.sum).layers[layer]
        return Array(gradient.weight.row(unit)) + (gradient.bias.map { [$0[unit]] } ?? [])
    }

    /// The same as a sum over the samples with u > 0, of ∂L/∂a times the inputs of the layer.
    func rowGradientByActiveSamples(layer: Int, unit: Int) -> [Rational] {
        let hasBias = network.layers[layer].bias != nil
        var sum = [Rational](repeating: .zero, count: network.layers[layer].inputs + (hasBias ? 1 : 0))
        for i in samples {
            let single = only(i)
            guard single.pass.preactivations[layer][0, unit].signum > 0 else { continue }
            let slope = single.slopes(ofLayer: layer)[unit]
            let inputs = Array(single.pass.received(by: layer).row(0)) + (hasBias ? [.one] : [])
            for (k, value) in inputs.enumerated() { sum[k] += slope * value }
        }
        return sum
    }

    /// ∂Σ(y − x)²/∂a for the activations a of a layer on the first sample: 2 (y − x) for the outputs.
    func slopes(ofLayer layer: Int) -> [Rational] {
        let pass = pass
        let errors = units.map { 2 * (pass.outputs[0, $0] - targets[0, $0]) }
        guard layer == 1 else { return errors }
        return units.map { k in
            units.reduce(.zero) { sum, j in
                pass.preactivations[2][0, j].signum > 0 ? sum + errors[j] * last[j, k] : sum
            }
        }
    }
}
