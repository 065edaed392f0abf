/// What the check of a claim came to.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Encodable {
    /// The statement is true as printed.
    case holds
    /// The statement is true once some of its particulars are corrected.
    case holdsCorrected = "holds, corrected"
    /// What the statement rests on is false.
    case refuted
    /// A question of the paper has an answer.
    case answered
    /// An observation of the paper was measured again, and is so.
    case confirmed
    /// An observation of the paper was measured again, and is not so.
    case notConfirmed = "not confirmed"
    /// What Heaviside itself says about the claim failed: no verdict.
    case undecided
}
