internal import Diagnostics
internal import Exact
internal import Foundation
internal import Networks

extension Claim {
    /// Appendix B: units with a negative preactivation.
    static let negativePreactivations: [Claim] = [lemma2]

    private static let lemma2: Claim = Claim(
        "lemma-2", in: .threeLayer, at: "appendix B, Lemma 2, equations (12)–(14); study, Lemma 1, equations (1)–(3)",
        statement: ClaimText(
            "If u_j < 0, row j of W is not updated during the optimisation step; the weights of the layer below are "
                + "still updated, through the other units only: a sum over k = 1 … n + 1, k ≠ j.",
            tex: #"""
                If $u_j<0$, row $j$ of $W$ is not updated during the optimisation step; the weights of the layer below
                are still updated, through the other units only: a sum over $k = 1,\dots,n+1$, $k\ne j$.
                """#),
        correction: ClaimText(
            "True for the gradient of one sample, bias included. A batch needs u_j < 0 on all its samples. With "
                + "velocity, Adam's first moment or weight decay the row still moves. The layer below gets a gradient "
                + "only if another unit of the layer is on. The sum runs over the width of the layer. A negative "
                + "output whose target is 1 has an error of 1 and no gradient: it is dead.",
            tex: #"""
                True for the gradient of one sample, bias included. A batch needs $u_j<0$ on all its samples. With
                velocity, Adam's first moment or weight decay the row still moves. The layer below gets a gradient only
                if another unit of the layer is on. The sum runs over the width of the layer. A negative output whose
                target is $1$ has an error of $1$ and no gradient: it is dead.
                """#),
        expected: .holdsCorrected, lengths: 2...8, effort: 0.1
    ) { evidence, setting in
        var random = setting.random()
        let networks = try AppendixCase.several(
            lengths: setting.lengths(2...5), isLinear: false, each: setting.length == nil ? 3 : 20, random: &random)
        let units = networks.flatMap { NegativeUnit.all(in: $0) }
        evidence.statement("u_j < 0 on a sample: the gradient of row j and of its bias is 0", for: units) {
            $0.hasNoGradient
        }
        evidence.statement("… since the loss stays the same when row j moves and u_j stays negative", for: units) {
            unit in
            let moved = unit.moved(&random)
            return moved.sample.network != unit.sample.network && moved.sample.loss == unit.sample.loss
        }
        evidence.statement("(14), a sum over the units k ≠ j, is the gradient of the layer below", for: units) {
            $0.gradientBelow == $0.gradientBelowByOthers
        }
        evidence.statement("… which does not depend on row j", for: units) {
            $0.moved(&random).gradientBelow == $0.gradientBelow
        }
        evidence.statement(
            "the layer below is still updated, in one case at least",
            units.contains { $0.gradientBelow.elements.contains { !$0.isZero } })
        try evidence.detail(
            "as printed, the row is not updated, whatever the optimizer",
            for: DeadOutputUpdate.still + DeadOutputUpdate.moving
        ) {
            try $0.changes().dead.allSatisfy { $0 == 0 }
        }
        evidence.detail("as printed, the layer below is still updated: with all units off too", for: networks) {
            network in
            let off = network.withoutPositiveOutputs
            return off.gradients(.sum).layers[1].weight.elements.contains { !$0.isZero }
        }
        evidence.detail("as printed, the layer has n + 1 units", for: networks) { $0.network.outputs == $0.length + 1 }
        try evidence.fact(
            "gradient descent, RMSProp, Adam and momentum without stored moments leave the row, and move another",
            for: DeadOutputUpdate.still
        ) {
            let changes = try $0.changes()
            return changes.dead.allSatisfy { $0 == 0 } && changes.doubled.contains { $0 != 0 }
        }
        try evidence.fact("velocity, Adam's first moment and weight decay move it", for: DeadOutputUpdate.moving) {
            try $0.changes().dead.contains { $0 != 0 }
        }
        evidence.fact(
            "by −η μ v: −1/8 for η = 1/4, μ = 1/2, v = 1",
            try DeadOutputUpdate.moving.filter { $0.name == "momentum with velocity" }.allSatisfy {
                try $0.changes().dead == [-0.125, -0.125, -0.125, -0.125]
            })
        evidence.fact("a batch: the gradient of row j is the sum over the samples with u_j > 0", for: networks) {
            network in
            [1, 2].allSatisfy { layer in
                network.units.allSatisfy {
                    network.rowGradient(layer: layer, unit: $0)
                        == network.rowGradientByActiveSamples(layer: layer, unit: $0)
                }
            }
        }
        evidence.fact(
            "… which is not 0 in some case where u_j < 0 on another sample",
            networks.contains { network in
                network.units.contains { j in
                    let column = network.samples.map { network.pass.preactivations[2][$0, j].signum }
                    return column.contains(-1) && column.contains(1)
                        && network.rowGradient(layer: 2, unit: j).contains { !$0.isZero }
                }
            })
        evidence.fact("all outputs off: the gradient of every layer below is 0", for: networks) { network in
            network.withoutPositiveOutputs.gradients(.sum).layers.allSatisfy { layer in
                (layer.weight.elements + (layer.bias ?? [])).allSatisfy(\.isZero)
            }
        }
        try evidence.fact(
            "a dead output: −1 where it should be 1, on j samples, and no gradient on all of them", for: networks
        ) {
            let j = random.integer(in: 0...($0.length - 1))
            let dead = try AppendixCase.withDeadOutput(j, length: $0.length)
            return dead.gradients(.sum).loss == Rational(j + 1)
                && dead.rowGradient(layer: 2, unit: j).allSatisfy(\.isZero)
        }
        evidence.witness("negative preactivations looked at", Rational(units.count))
        evidence.witness(
            "one update of the weights of a dead output", columns: ["rule", "largest change"],
            rows: try (DeadOutputUpdate.still + DeadOutputUpdate.moving).filter { $0.path == .reference }.map {
                [$0.name, NumberText.number(try $0.changes().dead.map(abs).max() ?? 0, digits: 4)]
            })
    }
}

extension AppendixCase {
    /// The same case with W3 made negative, so that no output is ever on.
    fileprivate var withoutPositiveOutputs: AppendixCase {
        var network = network
        network.layers[2].weight = last.map { -$0.magnitude - 1 }
        return AppendixCase(length: length, data: data, network: network, signals: signals)
    }

    /// The exact network for the steps of amplitude 1, with the weights of output j negated.
    fileprivate static func withDeadOutput(_ j: Int, length n: Int) throws -> AppendixCase {
        let steps = StepFunctions(length: n)
        var network: Network<Rational> = try CanonicalAutoencoder(steps).network()
        for k in 0..<n { network.layers[2].weight[j, k] = -network.layers[2].weight[j, k] }
        return AppendixCase(
            length: n, data: .steps, network: network, signals: try steps.samples().signals.map { Rational($0) })
    }
}
