/// The result of checking a claim.
public enum Verdict: String, Sendable, Hashable, CaseIterable, Encodable {
    /// The statement is true as printed.
    case holds
    /// The statement is true once some of its details are corrected.
    case holdsCorrected = "holds, corrected"
    /// What the statement rests on is false.
    case refuted
    /// The paper's question has an answer.
    case answered
    /// The paper's observation was repeated with the same result.
    case confirmed
    /// The paper does not say how it was set up, and the observation was repeated with the same result in some of the
    /// settings that were tried, and with another in the others.
    case confirmedInPart = "confirmed in part"
    /// The paper's observation was repeated with another result.
    case notConfirmed = "not confirmed"
    /// A fact that Heaviside itself adds to the claim failed, so that there is no verdict.
    case undecided
}
