/// What a check of a certificate ends with; one that is not valid is thrown where it is found.
public enum Verdict: Error, Equatable {
    /// Everything that the certificate says is true; each line is one thing that has been established, in plain words.
    case valid([String])
    /// The certificate is in its form, and something that it says is not so.
    case invalid(String)
    /// The certificate or the model is not in its form, or beyond the limits of a check.
    case unreadable(String)
}
