internal import Exact

extension Claim {
    /// The group: what settles the choice of activations and kinks.
    package static let theorems: [Claim] = [theorem1] + kinkPlacements + kinkFractions + pairsOfGaps

    private static let theorem1: Claim = Claim(
        "t1", in: .threeLayer, at: "settles “what about the rank of A2?”, section 3.1", isNew: true,
        statement: ClaimText(
            "T1. Let the rows of A be the activations of all steps, the blank last. If rank A = n + 1, an exact W3 "
                + "always exists; if rank A < n, never. If rank A = n, let v ≠ 0 with v A = 0, and S_j = v_1 + … + v_j. "
                + "An exact W3 then exists if and only if v_(n+1) ≠ 0 and, with v scaled to v_(n+1) = 1, S_q ≥ 0 for "
                + "the last q with v_q < 0; where no entry of v is negative, v_(n+1) ≠ 0 is enough. Output by output: "
                + "W3 can meet output j ≤ n if and only if S_j = 0 or v_i S_j > 0 for some i > j; otherwise v proves "
                + "that it cannot. An output bias is a column of ones in A.",
            tex: #"""
                T1. Let the rows of $A$ be the activations of all steps, the blank last. If
                $\operatorname{rank}A=n+1$, an exact $W^{[3]}$ always exists; if $\operatorname{rank}A<n$, never. If
                $\operatorname{rank}A=n$, let $v\ne 0$ with $vA=0$, and $S_j=v_1+\dots+v_j$. An exact $W^{[3]}$ then
                exists if and only if $v_{n+1}\ne 0$ and, with $v$ scaled to $v_{n+1}=1$, $S_q\ge 0$ for the last $q$
                with $v_q<0$; where no entry of $v$ is negative, $v_{n+1}\ne 0$ is enough. Output by output: $W^{[3]}$
                can meet output $j\le n$ if and only if $S_j=0$ or $v_iS_j>0$ for some $i>j$; otherwise $v$ proves
                that it cannot. An output bias is a column of ones in $A$.
                """#),
        expected: .holds, lengths: 2...9, effort: 0.6
    ) { evidence, setting in
        var random = setting.random()
        let vectors = setting.lengths(2...7).flatMap { NullVector.several(length: $0, atMost: 120, random: &random) }
        let answers = vectors.map { ($0, $0.activations.impossibleOutputs) }
        let cases = zip(vectors, answers.map(\.1)).map { NullVectorAnswer(vector: $0, impossible: $1) }
        evidence.statement(
            "rank n: v_(n+1) ≠ 0 and S_q ≥ 0 if and only if linear programming finds weights", for: cases
        ) {
            $0.vector.allowsByLastNegative == $0.impossible.isEmpty
        }
        evidence.statement("rank n: S_j = 0 or v_i S_j > 0 decides every output as linear programming does", for: cases)
        {
            answer in
            (0..<answer.vector.length).allSatisfy {
                answer.vector.allows(output: $0) != answer.impossible.contains($0)
            }
        }
        evidence.statement("the library's criterion says the same from A alone, in both forms", for: cases) { answer in
            let criterion = StepCriterion(activations: answer.vector.activations.matrix)
            return criterion.rank == answer.vector.length && criterion.infeasibleOutputs == answer.impossible
                && criterion.isFeasible == answer.impossible.isEmpty
                && criterion.isFeasibleByLastNegative == answer.impossible.isEmpty
        }
        evidence.statement("where output j fails, v with the sign of −S_j is a certificate", for: cases) { answer in
            let activations = answer.vector.activations
            return answer.impossible.allSatisfy { j in
                let multipliers = StepCriterion(activations: activations.matrix).multipliers(ofOutput: j)
                return activations.constraints(ofOutput: j).areRefuted(by: answer.vector.certificate(ofOutput: j))
                    && multipliers.map { activations.constraints(ofOutput: j).areRefuted(by: $0) } == true
            }
        }
        let feasible = cases.filter(\.impossible.isEmpty)
        evidence.fact("both answers occur", !feasible.isEmpty && feasible.count < cases.count)
        let layers = (0..<240).map { k in
            let n = setting.length ?? 2 + k % 4
            let units = max(1, n + [0, 0, 1, -1, 2][k / 4 % 5])
            return MonotoneHiddenLayer.drawn(length: n, units: units, hasOutputBias: k % 3 == 2, random: &random)
        }
        evidence.statement(
            "hidden layers of any width and rank, with and without output bias: the same answer", for: layers
        ) {
            layer in
            let activations = layer.activations
            let criterion = StepCriterion(activations: activations.matrix)
            return criterion.isFeasible == activations.allowsLastLayer
                && criterion.isFeasibleByLastNegative == criterion.isFeasible
        }
        let ranks = layers.map { ($0, $0.activations.matrix.rank) }
        evidence.statement("rank below n: none allows a last layer", for: ranks.filter { $0.1 < $0.0.length }.map(\.0))
        {
            !$0.activations.allowsLastLayer
        }
        evidence.statement("rank n + 1: all allow one", for: ranks.filter { $0.1 == $0.0.length + 1 }.map(\.0)) {
            $0.activations.allowsLastLayer
        }
        let solved = layers.compactMap { layer in
            StepCriterion(activations: layer.activations.matrix).weights().map {
                SolvedLayer(layer: layer, weights: $0)
            }
        }
        try evidence.statement("the network with the criterion's W3 outputs the steps", for: solved) {
            try $0.layer.outputs(lastLayer: $0.weights) == StepForm.targets($0.layer.length).elements
        }
        evidence.witness(
            "null vectors with entries −2 … 2", columns: ["n", "vectors", "allow an exact W3"],
            rows: Set(vectors.map(\.length)).sorted().map { n in
                let those = cases.filter { $0.vector.length == n }
                return ["\(n)", "\(those.count)", "\(those.count(where: \.impossible.isEmpty))"]
            })
        if let example = cases.last(where: { !$0.impossible.isEmpty && !($0.vector.entries.last ?? 0).isZero }) {
            evidence.witness("A of rank n without an exact W3", example.vector.activations.matrix)
            evidence.witness("its null vector v, which proves it", example.vector.entries)
            evidence.witness("S_1, …, S_n", (0..<example.vector.length).map { example.vector.partialSum($0) })
            evidence.witness("impossible outputs", example.impossible.map { "\($0 + 1)" }.joined(separator: ", "))
        }
    }
}

/// A null vector with the outputs that linear programming finds impossible.
private struct NullVectorAnswer: CustomStringConvertible {
    let vector: NullVector
    let impossible: [Int]

    var description: String { vector.description }
}

/// A hidden layer with a last layer, `[n × units]`.
private struct SolvedLayer: CustomStringConvertible {
    let layer: MonotoneHiddenLayer
    let weights: ExactMatrix

    var description: String { layer.description }
}
