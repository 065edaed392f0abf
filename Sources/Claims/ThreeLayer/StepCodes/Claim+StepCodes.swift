internal import Exact
internal import Networks

extension Claim {
    /// Sections 1 to 3.1: the signals, the code, and what one layer can do.
    static let stepCodes = [signals, oneLayerEncoder, oneLayerDecoder, forward]

    private static let signals: Claim = Claim(
        "signals", in: .threeLayer, at: "section 2; section 3.1, matrix Y",
        statement: ClaimText(
            "A vector of dimension n carries n + 1 step functions when only the position varies; row i of Y has ones "
                + "at j ≥ i.",
            tex: #"""
                A vector of dimension $n$ carries $n+1$ step functions when only the position varies; row $i$ of $Y$ has
                ones at $j\ge i$.
                """#),
        correction: ClaimText(
            "True for one orientation and one amplitude, the blank included; without the blank there are n. This paper "
                + "has the ones at the right, Elementary response has them at the left; j → n + 1 − j maps one to the "
                + "other. The index i = 1 … n + 1 of sections 2 to 3.2 becomes 0 … n in section 3.3.",
            tex: #"""
                True for one orientation and one amplitude, the blank included; without the blank there are $n$. Ones
                stand at the right here and at the left in \emph{Elementary response}; $j\mapsto n+1-j$ maps one to the
                other. The index $i=1,\dots,n+1$ of sections 2 to 3.2 becomes $0,\dots,n$ in section 3.3.
                """#),
        expected: .holdsCorrected, lengths: 1...400
    ) { evidence, setting in
        let lengths = setting.lengths(1...130)
        let families = try lengths.map { try StepRows(length: $0) }
        evidence.statement("the n + 1 rows are different, and row i has ones at j ≥ i", for: families) {
            let rows = $0.trailing.signals.nested
            return Set(rows).count == $0.length + 1 && rows == $0.byRule
        }
        let short = try Set(lengths.map { min($0, 12) }).sorted().map { try StepRows(length: $0) }
        evidence.statement(
            "for n ≤ 12 they are all the non-decreasing vectors among the 2ⁿ vectors of zeros and ones", for: short
        ) {
            Set($0.trailing.signals.nested) == StepRows.neverFalling(length: $0.length)
        }
        // Section 3.3.3 prints y^(0), y^(1), y^(2) for n = 2.
        let printed: [[Double]] = [[1, 1], [0, 1], [0, 0]]
        evidence.detail("section 3.3.3: y^(i) = (1, 1), (0, 1), (0, 0) for i = 0, 1, 2 has ones at j ≥ i", for: 0...2) {
            i in printed[i] == (1...2).map { $0 >= i ? 1 : 0 }
        }
        evidence.fact(
            "numbered from 1, those rows are the samples for n = 2",
            try StepRows(length: 2).trailing.signals.nested == printed)
        evidence.fact("j → n + 1 − j maps the samples of one orientation to those of the other", for: families) {
            Set($0.trailing.signals.nested.map { Array($0.reversed()) }) == Set($0.leading.signals.nested)
        }
        try evidence.fact(
            "without the blank there are n, and the two orientations share the full step only", for: lengths
        ) {
            let rows = try StepRows(length: $0, blank: false)
            let both = Set(rows.trailing.signals.nested).intersection(rows.leading.signals.nested)
            return rows.trailing.count == $0 && both == [Array(repeating: 1, count: $0)]
        }
        let scaled = try lengths.map { try StepRows(length: $0, amplitude: 5) }
        evidence.fact("the sum of a row over the amplitude is θ, the number of ones", for: families + scaled) {
            StepRows.sumsArePositions($0.trailing, $0.amplitude) && StepRows.sumsArePositions($0.leading, $0.amplitude)
        }
        let length = min(setting.length(or: 4), 12)
        evidence.witness("Y for n = \(length)", StepForm.targets(length))
    }

    private static let oneLayerEncoder: Claim = Claim(
        "one-layer-encoder", in: .threeLayer, at: "section 1; section 3.1; also Autoencoder study, section 1",
        statement: ClaimText(
            "One linear layer without activation gives a code that is linear in the position.",
            tex: "One linear layer without activation gives a code that is linear in the position."),
        correction: ClaimText(
            "z_θ = b1 + amp · (the sum of w1_j over j > n − θ). The code is affine in θ if and only if all w1_j are "
                + "equal; it is θ for w1_j = 1/amp, b1 = 0. The partial sums are free: an affine encoder gives the n + "
                + "1 steps any codes whatever.",
            tex: #"""
                $z_\theta=b_1+\mathrm{amp}\sum_{j>n-\theta}w_{1,j}$. The code is affine in $\theta$ iff all $w_{1,j}$
                are equal; it is $\theta$ for $w_{1,j}=1/\mathrm{amp}$, $b_1=0$. The partial sums are free: an affine
                encoder gives the $n+1$ steps any codes whatever.
                """#),
        expected: .holds, lengths: 2...129
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(1...129)
        let some = setting.lengths(1...24, and: 33, 64, 129)
        let equal = lengths.map {
            LinearEncoder(
                weights: Array(repeating: random.positive(), count: $0), bias: random.rational(),
                amplitude: Rational(random.integer(in: 1...5)))
        }
        try evidence.statement("with equal w1_j the codes are b1 + amp · w1 · θ", for: equal) { encoder in
            let n = encoder.weights.count
            let line = (0...n).map { encoder.bias + encoder.amplitude * encoder.weights[0] * Rational(n - $0) }
            return try encoder.codes() == line && LinearEncoder.areAffine(line)
        }
        let five = Rational(5)
        try evidence.fact("w1_j = 1/amp and b1 = 0 give z = θ", for: some) { n in
            let encoder = LinearEncoder(
                weights: Array(repeating: .one / five, count: n), bias: .zero, amplitude: five)
            return try encoder.codes() == (0...n).map { Rational(n - $0) }
        }
        let changed = equal.filter { $0.weights.count >= 2 && some.contains($0.weights.count) }.map { encoder in
            var encoder = encoder
            let j = random.integer(in: 0...(encoder.weights.count - 1))
            encoder.weights[j] = encoder.weights[j] + random.positive()
            return encoder
        }
        try evidence.fact("with one w1_j changed the code is not affine in θ", for: changed) {
            try !LinearEncoder.areAffine($0.codes())
        }
        let drawn = some.map { LinearEncoder(length: $0, random: &random) }
        try evidence.fact("z_θ = b1 + amp · (the sum of w1_j over j > n − θ), whatever the weights", for: drawn) {
            try $0.codes() == $0.codesByPartialSums
        }
        try evidence.fact("w1_j = (z_j − z_(j+1)) / amp, b1 = z_(n+1) give n + 1 codes, drawn at random", for: lengths)
        { n in
            // Quotients by 3 take longer, so only some lengths use them.
            let codes = (0...n).map { _ in
                some.contains(n) ? random.rational() : Rational(mantissa: random.integer(in: -999...999), exponent: -4)
            }
            let amplitude = some.contains(n) ? random.positive() : .one
            return try LinearEncoder(codes: codes, amplitude: amplitude).codes() == codes
        }
        let small = setting.length.map { [min($0, 24)] } ?? Array(1...12)
        try evidence.fact("the equations for w1 and b1 have one solution, that one", for: small) { n in
            let encoder = LinearEncoder(codes: random.vector(n + 1), amplitude: random.positive())
            let system = encoder.samples.withOnes
            return try !system.determinant.isZero
                && system.solution(of: encoder.codes()) == encoder.weights + [encoder.bias]
        }
        let encoder = LinearEncoder(codes: random.vector(setting.length(or: 5) + 1))
        evidence.witness("codes drawn at random", try encoder.codes())
        evidence.witness("the w1 that gives them, b1 = \(encoder.bias)", encoder.weights)
    }

    private static let oneLayerDecoder: Claim = Claim(
        "one-layer-decoder", in: .threeLayer, at: "section 1; section 3, opening",
        statement: ClaimText(
            "A one-layer decoder y = relu(w z + b) cannot reconstruct all step functions from a scalar code.",
            tex: #"""
                A one-layer decoder $y=\mathrm{relu}(wz+b)$ cannot reconstruct all step functions from a scalar code.
                """#),
        correction: ClaimText(
            "Infeasible for every code if and only if n ≥ 2. Output n is 1 on n samples; u_n is affine in z and the "
                + "codes differ, so that u_n = 1 at the blank too. With a saturating activation one layer is enough: "
                + "y_p = min(1, max(0, z − p + 1)) is exact for z = θ.",
            tex: #"""
                Infeasible for every code iff $n\ge 2$. Output $n$ is $1$ on $n$ samples; $u_n$ is affine in $z$ and the
                codes differ, so that $u_n=1$ at the blank too. With a saturating activation one layer is enough:
                $y_p=\min(1,\max(0,z-p+1))$ is exact for $z=\theta$.
                """#),
        expected: .holdsCorrected, lengths: 2...32
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...6)
        var cases = lengths.map { n in OneLayerDecoder(codes: (0...n).map { Rational(n - $0) }) }
        for n in lengths { cases += (0..<8).map { _ in OneLayerDecoder(codes: random.vector(n + 1)) } }
        if setting.length == nil { cases += OneLayerDecoder.wholeCodes(length: 2, below: 4) }
        if setting.length == nil { cases += OneLayerDecoder.wholeCodes(length: 3, below: 3) }
        evidence.statement("n ≥ 2: no w and b for any code that was tried, equal codes among them", for: cases) {
            OutputProofs($0.activations, outputs: $0.length).proveInfeasible
        }
        let distinct = setting.lengths(2...33, and: 129).map {
            OneLayerDecoder(codes: InjectiveCode(length: $0, random: &random).codes)
        }
        evidence.statement(
            "n ≥ 2, different codes: output n is refuted by multipliers on samples 1, 2 and the blank", for: distinct
        ) {
            $0.lastOutput.areRefuted(by: $0.multipliers)
        }
        let single = (0..<20).map { _ in OneLayerDecoder(codes: InjectiveCode(length: 1, random: &random).codes) }
        evidence.detail("n = 1: there are no w and b either", for: single) {
            OutputProofs($0.activations, outputs: 1).proveInfeasible
        }
        evidence.fact("n = 1: there are w and b if the two codes differ", for: single) {
            OutputProofs($0.activations, outputs: 1).proveFeasible
        }
        evidence.fact("n = 1: there are none if the two codes are equal", for: single) {
            OutputProofs(OneLayerDecoder(codes: [$0.codes[0], $0.codes[0]]).activations, outputs: 1).proveInfeasible
        }
        evidence.fact("T1 for the matrix with the columns z and 1 gives the same answers", for: cases + single) {
            StepCriterion(activations: $0.activations).isFeasible == ($0.length == 1)
        }
        evidence.fact("min(1, max(0, z − p + 1)) with z = θ is exact", for: setting.lengths(1...9, and: 33, 129)) {
            OneLayerDecoder.clampIsExact(length: $0)
        }
        let n = setting.length(or: 3)
        let witness = OneLayerDecoder(codes: (0...n).map { Rational(n - $0) })
        evidence.witness("the codes of samples 1 … n + 1", witness.codes)
        evidence.witness(
            "multipliers λ that refute output n: λ·(1 … 1) = λ·z = 0 ≤ λ_(n+1), Σ λ t < 0", witness.multipliers)
    }

    private static let forward: Claim = Claim(
        "forward", in: .threeLayer, at: "section 3.1, equations (1)–(4), figure 1",
        statement: ClaimText(
            "u2 = z W2ᵀ + b2; a2 = g2(u2); u3 = a2 W3ᵀ; y = g3(u2).",
            tex: #"""
                $u^{[2]}=zW^{[2]T}+b^{[2]}$; $a^{[2]}=g^{[2]}(u^{[2]})$; $u^{[3]}=a^{[2]}W^{[3]T}$;
                $y=g^{[3]}(u^{[2]})$.
                """#),
        correction: ClaimText(
            "Equation (4) must read y = g3(u3). With amplitude A the targets scale by A.",
            tex: #"Equation (4) must read $y=g^{[3]}(u^{[3]})$. With amplitude $A$ the targets scale by $A$."#),
        expected: .holdsCorrected, lengths: 2...40
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...16)
        let several = setting.length.map { Array(repeating: $0, count: 12) } ?? lengths
        let drawn = several.map { EquationsBesideNetwork(length: $0, width: $0, random: &random) }
        let wide = several.map { EquationsBesideNetwork(length: $0, width: $0 + 3, random: &random) }
        try evidence.statement("equations (1) to (3) are the library's forward pass", for: drawn + wide) {
            try $0.agree { pass, i in
                ([pass.preactivations[1], pass.activations[1], pass.preactivations[2]].map { Array($0.row(i)) })
            } with: { decoder, z in
                [decoder.u2(z), decoder.a2(z), decoder.u3(z)]
            }
        }
        try evidence.detail("y = g3(u2)", for: drawn) {
            try $0.agree { pass, i in
                [Array(pass.outputs.row(i))]
            } with: { decoder, z in
                [PaperAutoencoder.rectified(decoder.u2(z))]
            }
        }
        try evidence.fact("y = g3(u3)", for: drawn + wide) {
            try $0.agree { pass, i in
                [Array(pass.outputs.row(i))]
            } with: { decoder, z in
                [decoder.y(z)]
            }
        }
        evidence.fact("the hidden layer has a bias, the output layer none: in the library's layers too", for: lengths) {
            CanonicalAutoencoder.layers(length: $0).map(\.hasBias) == [true, true, false]
        }
        try evidence.fact(
            "steps of amplitude 5, with W3 as it is and b1 and b2 times 5, give outputs times 5", for: drawn + wide
        ) {
            let once = try $0.outputs(amplitude: .one)
            return try $0.outputs(amplitude: Rational(5)).elements == once.elements.map { $0 * Rational(5) }
        }
        if let first = drawn.first {
            let z = first.autoencoder.code(of: Array(first.signals(amplitude: .one).row(0)))
            evidence.witness("for n = \(first.length), sample 1: z", z)
            evidence.witness("u2", first.autoencoder.u2(z))
            evidence.witness("u3", first.autoencoder.u3(z))
            evidence.witness("y as printed, relu(u2)", PaperAutoencoder.rectified(first.autoencoder.u2(z)))
            evidence.witness("y = relu(u3)", first.autoencoder.y(z))
        }
    }
}
