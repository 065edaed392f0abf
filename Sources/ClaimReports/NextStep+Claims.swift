public import Claims
public import Reports

extension NextStep {
    /// After a table of claims: one of them in full, a surprising one first; nil where none stands out.
    public static func afterTable(of outcomes: [ClaimOutcome]) -> String? {
        let shown = outcomes.first { !$0.isAsExpected } ?? outcomes.first { $0.verdict == .refuted }
        return shown.map { next("claims \($0.claim.id)") }
    }

    /// After claims in full: the figures of the first that has any.
    public static func afterArticles(of outcomes: [ClaimOutcome]) -> String? {
        outcomes.first { !$0.evidence.figures.isEmpty }
            .map { next("claims \($0.claim.id) -o figures, for its figures as SVG") }
    }
}
