internal import Exact
internal import Networks
internal import Plots

extension Claim {
    /// Section 3.1: the decoder that the paper gives, and one that works.
    static let writtenDecoders = [naiveSolution, reversedSolution]

    private static let naiveSolution: Claim = Claim(
        "naive-solution", in: .threeLayer, at: "section 3.1, “naive solution” and the matrix below it",
        statement: ClaimText(
            "z^(i) = i, W2 = (1, …, 1), b2 = (0, −1, …, −n + 1) give an A2 of full rank and so solve the problem; the "
                + "last row of A2 is n + 1, n, n − 2, …, 2.",
            tex: #"""
                $z^{(i)}=i$, $W^{[2]}=[1,\dots,1]^T$, $b^{[2]}=[0,-1,\dots,-n+1]$ give an $A^{[2]}$ of full rank and so
                solve the problem; the last row of $A^{[2]}$ is $n+1,n,n-2,\dots,2$.
                """#),
        correction: ClaimText(
            "A2 has rank n (its last row is n + 1, n, n − 1, …, 2), but no W3 reconstructs. The left null vector is "
                + "(0, …, 0, 1, −2, 1), so that u_n = 1 on samples n − 1 and n forces u_n = 1 on the blank. Outputs 1 "
                + "… n − 1 can be met, output n cannot; an output bias changes nothing. With b2 = (−1, …, −n) and an "
                + "output bias 1, W3 = −I is exact: y_j = relu(1 − relu(i − j)).",
            tex: #"""
                $A^{[2]}$ has rank $n$ (its last row is $n+1,n,n-1,\dots,2$), but no $W^{[3]}$ reconstructs. The left
                null vector is $(0,\dots,0,1,-2,1)$, so that $u_n=1$ on samples $n-1$ and $n$ forces $u_n=1$ on the
                blank. Outputs $1,\dots,n-1$ can be met, output $n$ cannot; an output bias changes nothing. With
                $b^{[2]}=[-1,\dots,-n]$ and an output bias $1$, $W^{[3]}=-I$ is exact:
                $y_j=\mathrm{relu}(1-\mathrm{relu}(i-j))$.
                """#),
        expected: .refuted, lengths: 3...129, effort: 0.2
    ) { evidence, setting in
        let naive = try NaiveDecoder.shared(setting, setting.lengths(2...20, and: 129))
        evidence.statement("so it solves the problem: there is a W3", for: naive) { $0.criterion.isFeasible }
        evidence.detail("the third entry of A2's last row is n − 2", for: naive.filter { $0.length >= 3 }) {
            $0.activations[$0.length, 2] == Rational($0.length - 2)
        }
        evidence.fact("the last row of A2 is n + 1, n, n − 1, …, 2", for: naive) { naive in
            Array(naive.activations.row(naive.length)) == (0..<naive.length).map { Rational(naive.length + 1 - $0) }
        }
        evidence.fact("A2 has rank n", for: naive) {
            $0.criterion.rank == $0.length && $0.activations.rank == $0.length
        }
        evidence.fact("the left null vector is (0, …, 0, 1, −2, 1)", for: naive) {
            $0.criterion.hasNullVector($0.expectedNullVector)
        }
        evidence.fact("output n is the only one that cannot be met, and multipliers refute it", for: naive) {
            $0.criterion.infeasibleOutputs == [$0.length - 1] && $0.criterion.isRefuted
        }
        let short = naive.filter { $0.length <= 9 }
        if !short.isEmpty {
            evidence.fact("for n ≤ 9 the same by linear programming", for: short) {
                let proofs = OutputProofs($0.activations, outputs: $0.length)
                return proofs.areProved && proofs.infeasibleOutputs == [$0.length - 1]
            }
        }
        evidence.fact("outputs j = 1 … n − 1 are met by a_1 − a_2 − a_(j+1)", for: naive) { $0.otherOutputsAreMet }
        try evidence.fact("with a_1 − a_2 for output n, only that output of the blank is wrong: 1", for: naive) {
            try $0.blankLightsLastOutput()
        }
        evidence.fact("with an output bias: the same null vector, the same output", for: naive) {
            $0.criterionWithBias.hasNullVector($0.expectedNullVector)
                && $0.criterionWithBias.infeasibleOutputs == [$0.length - 1] && $0.criterionWithBias.isRefuted
        }
        try evidence.fact("b2 = (−1, …, −n), W3 = −I and an output bias 1 are exact", for: naive) { naive in
            let repaired = NaiveDecoder.repaired(naive.length)
            let outputs = (0...naive.length).map { i in repaired.y(Double(i + 1)).map { Rational($0) } }
            return try ExactMatrix(outputs) == StepForm.targets(naive.length)
                && repaired.reconstructs(StepFunctions(length: naive.length))
        }
        let witness = NaiveDecoder(length: setting.length(or: 5))
        evidence.witness("A2", witness.activations)
        if let v = witness.criterion.nullVector { evidence.witness("v with v A2 = 0", v) }
        let chart = DecoderChart(length: min(setting.length(or: 5), 12))
        evidence.figure(
            "last-output",
            caption:
                "Output n against θ: in the naive solution every unit is active at the blank, and the line through the "
                + "last two samples continues to 1; in the reversed one no unit is.",
            chart.lastOutput)
    }

    private static let reversedSolution: Claim = Claim(
        "reversed-solution", in: .threeLayer, at: "replaces the naive solution of section 3.1", isNew: true,
        statement: ClaimText(
            "With the blank at the off end of the units the construction works: a_k = relu(θ − k + 1), k = 1 … n, that "
                + "is W2 = −1, b2 = (n + 1, n, …, 2) for z = i; W3[j, p] = 1 and W3[j, p + 1] = −1 (p < n) with p = n "
                + "+ 1 − j, all else 0.",
            tex: #"""
                With the blank at the off end of the units the construction works: $a_k=\mathrm{relu}(\theta-k+1)$,
                $k=1,\dots,n$, that is $W^{[2]}=-1$, $b^{[2]}=[n+1,n,\dots,2]$ for $z=i$; $W^{[3]}_{j,p}=1$ and
                $W^{[3]}_{j,p+1}=-1$ ($p<n$) with $p=n+1-j$, all else $0$.
                """#),
        correction: ClaimText(
            "For z = θ the same A2 comes from W2 = 1, b2 = (0, −1, …, −n + 1). The null vector is (0, …, 0, 1), W3 has "
                + "2n − 1 entries that are not 0, and the loss is exactly 0: in floating point too, in any order of "
                + "summation, for weights and amplitude of few bits.",
            tex: #"""
                For $z=\theta$ the same $A^{[2]}$ comes from $W^{[2]}=1$, $b^{[2]}=[0,-1,\dots,-n+1]$. The null vector
                is $(0,\dots,0,1)$, $W^{[3]}$ has $2n-1$ entries that are not $0$, and the loss is exactly $0$: in
                floating point too, in any order of summation, for weights and amplitude of few bits.
                """#),
        expected: .holds, lengths: 1...129, effort: 0.6
    ) { evidence, setting in
        let all = setting.lengths(1...129)
        let some = setting.lengths(1...32, and: 64, 129).map(ReversedDecoder.init)
        evidence.statement("relu(A2 W3ᵀ) = Y", for: some) { $0.lastLayer.reconstructs(from: $0.activations) }
        try evidence.statement("the library's construction has these weights", for: some) { try $0.isLibrarys() }
        try evidence.statement("and reconstructs every step", for: all) {
            try ReversedDecoder.isReconstruction(length: $0)
        }
        evidence.fact("z = i with W2 = −1 and z = θ with W2 = 1 give one A2", for: some) {
            $0.activations == $0.activationsFromPosition
        }
        evidence.fact("T1: rank n, null vector (0, …, 0, 1), every output can be met", for: some) {
            let criterion = StepCriterion(activations: $0.activations)
            let last = [Rational](repeating: .zero, count: $0.length) + [.one]
            return criterion.hasNullVector(last) && criterion.isFeasible
        }
        evidence.fact("T1's own weights are W3", for: some.filter { $0.length <= 32 || setting.length != nil }) {
            StepCriterion(activations: $0.activations).weights() == $0.lastLayer.weights
        }
        evidence.fact("W3 has 2n − 1 entries that are not 0", for: some) {
            $0.lastLayer.weights.elements.count { !$0.isZero } == 2 * $0.length - 1
        }
        try evidence.fact(
            "the squared error is 0 in rational numbers", for: some.filter { $0.length <= 12 || setting.length != nil }
        ) {
            try $0.loss().isZero
        }
        for (amplitude, name) in [(1.0, "1"), (5.0, "5"), (0.375, "3/8")] {
            try evidence.fact(
                "amplitude \(name): bit for bit in single and double precision, in any order",
                for: setting.lengths(1...16, and: 33, 64, 129)
            ) {
                let steps = StepFunctions(length: $0, amplitude: .one(amplitude))
                return try ReversedDecoder.isExact(steps, orders: 3, in: Float.self)
                    && ReversedDecoder.isExact(steps, orders: 3, in: Double.self)
            }
        }
        evidence.fact(
            "amplitude 1/10, a number of many bits, n = 16: sums are rounded, and single precision is not exact",
            try !ReversedDecoder.isEvaluatedExactly(StepFunctions(length: 16, amplitude: 0.1), in: Float.self))
        let witness = ReversedDecoder(length: setting.length(or: 5))
        evidence.witness("A2", witness.activations)
        evidence.witness("W3", witness.lastLayer.weights)
    }
}
