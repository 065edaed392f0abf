/// One fact that a check computed.
public struct Finding: Sendable, Hashable, Encodable {
    /// What the fact is for the claim.
    public enum Role: String, Sendable, Hashable, Encodable {
        /// What the printed statement rests on: where it fails, the claim is refuted.
        case core
        /// A particular of the printed statement: where it fails, the claim holds with a correction.
        case detail
        /// What is true instead, or besides, or as the answer: where it fails, there is no verdict.
        case truth
    }

    /// What the fact is for the claim.
    public let role: Role
    /// The fact, as a sentence that is true or false.
    public let text: String
    /// Whether it is true.
    public let holds: Bool
    /// The number of cases in which it was tested.
    public let cases: Int
    /// The first case in which it failed.
    public let firstFailure: String?
}
