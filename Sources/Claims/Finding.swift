/// A sentence that a check tested, with the result.
public struct Finding: Sendable, Hashable, Encodable {
    /// How the sentence bears on the verdict.
    public enum Role: String, Sendable, Hashable, Encodable {
        /// The claim's statement rests on it: where it fails, the claim is refuted.
        case statement = "core"
        /// A detail of the claim's statement: where it fails, the claim holds with a correction.
        case detail
        /// A fact that the check adds, as correction, addition or answer: where it fails, there is no verdict.
        case fact = "truth"
    }

    /// How the sentence bears on the verdict.
    public let role: Role
    /// The sentence, which is either true or false.
    public let text: String
    /// Whether the sentence is true.
    public let holds: Bool
    /// The number of cases in which it was tested.
    public let cases: Int
    /// The first case in which it failed.
    public let firstFailure: String?
}
