internal import Exact
internal import Networks

extension Claim {
    /// Sections 1 to 3.1: the signals, the code, and what the form of the last preactivations requires of the layers
    /// below.
    package static let architecture: [Claim] = stepCodes + [preactivationForm, lemma1] + hiddenWidths

    private static let preactivationForm: Claim = Claim(
        "u3-form", in: .threeLayer, at: "section 3.1, matrices Y and U3",
        statement: ClaimText(
            "For exact reconstruction U3 has ones on and above the diagonal and entries ≤ 0 below it; hence rank(U3) = "
                + "n. Printed: u3 = ReLU(y), with u_i^(i) ≤ 0 for j = 1 … i − 1.",
            tex: #"""
                For exact reconstruction $U^{[3]}$ has ones on and above the diagonal and entries $\le 0$ below it;
                hence $\operatorname{rank} U^{[3]} = n$. Printed: $u^{[3](i)} = \mathrm{ReLU}(y^{(i)})$, with
                $u^{[3](i)}_i\le 0$ for $j=1,\dots,i-1$.
                """#),
        correction: ClaimText(
            "y = ReLU(u3), and u3_j^(i) ≤ 0 for j < i. The form is necessary and sufficient; rank n follows from Lemma "
                + "1.",
            tex: #"""
                $y^{(i)} = \mathrm{ReLU}(u^{[3](i)})$, and $u^{[3](i)}_j \le 0$ for $j < i$. The form is necessary and
                sufficient; rank $n$ follows from Lemma 1.
                """#),
        expected: .holdsCorrected, lengths: 1...24
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...12)
        let forms = lengths.map { StepForm(length: $0, random: &random) }
        evidence.statement("ReLU of every matrix of this form is Y, and its rank is n", for: forms) {
            $0.rectified == StepForm.targets($0.length) && $0.matrix.rank == $0.length
        }
        try evidence.statement("Y are the library's step functions", for: lengths) {
            try StepForm.targets($0).elements == StepRows(length: $0).trailing.signals.elements.map { Rational($0) }
        }
        evidence.detail("u3 = ReLU(y): the preactivations are the ReLU of the outputs", for: forms) {
            $0.matrix == StepForm.targets($0.length).rectified
        }
        evidence.fact("one entry changed on or above the diagonal, or made positive below it: no longer Y", for: forms)
        {
            form in
            (0...form.length).allSatisfy { i in
                (0..<form.length).allSatisfy { j in
                    var changed = form.matrix
                    let step = random.integer(in: 0...1) == 0 ? random.positive() : -random.positive()
                    changed[i, j] = i <= j ? form.matrix[i, j] + step : random.positive()
                    return changed.rectified != StepForm.targets(form.length)
                }
            }
        }
        if let form = forms.first(where: { $0.length >= 3 }) ?? forms.first {
            evidence.witness("U3, drawn at random", form.matrix)
            evidence.witness("its rank", Rational(form.matrix.rank))
        }
    }

    private static let lemma1: Claim = Claim(
        "lemma-1", in: .threeLayer, at: "appendix A, Lemma 1, equations (9)–(11)",
        statement: ClaimText(
            "An (n+1) × n matrix with ones on and above the diagonal and entries ≤ 0 below has full row rank; "
                + "its last row is null.",
            tex: #"""
                An $(n+1)\times n$ matrix $M$ with ones on and above the diagonal and $m_{i,j}\le 0$ below has full row
                rank; its last row is null.
                """#),
        correction: ClaimText(
            "Full column rank n: n + 1 rows of length n cannot be independent. The determinant of the first n rows is "
                + "the product over j = 2 … n of (1 − m_(j,j−1)) ≥ 1; only the entries beside the diagonal matter. The "
                + "last row is ≤ 0, not null.",
            tex: #"""
                Full column rank $n$. The determinant of the first $n$ rows is $\prod_{j=2}^{n}(1-m_{j,j-1})\ge 1$: only
                the entries beside the diagonal matter. The last row is $\le 0$, not null.
                """#),
        expected: .holdsCorrected, lengths: 2...24
    ) { evidence, setting in
        var random = setting.random()
        let forms = setting.lengths(1...12).map { StepForm(length: $0, random: &random) }
        evidence.statement("the first n rows are independent: rank n", for: forms) { $0.matrix.rank == $0.length }
        evidence.detail("full row rank: n + 1 independent rows", for: forms) {
            $0.matrix.rank == $0.length + 1
        }
        evidence.detail("the last row is null", for: forms) { form in
            form.matrix.row(form.length).allSatisfy(\.isZero)
        }
        evidence.fact("the determinant of the first n rows is ∏ (1 − m_(j,j−1)) ≥ 1", for: forms) {
            $0.top.determinant == $0.determinantByProduct && $0.top.determinant >= .one
        }
        evidence.fact("with one m_(j,j−1) = 1 the determinant is 0", for: forms.filter { $0.length >= 2 }) { form in
            var broken = form.top
            let j = random.integer(in: 1...(form.length - 1))
            broken[j, j - 1] = .one
            return broken.determinant.isZero
        }
        if let form = forms.first(where: { $0.length >= 3 }) ?? forms.first {
            evidence.witness("M, drawn at random", form.matrix)
            evidence.witness("the determinant of its first n rows", form.top.determinant)
        }
    }
}
