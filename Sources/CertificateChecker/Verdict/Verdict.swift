/// The result of checking a certificate; a result other than valid is thrown where it is found.
public enum Verdict: Error, Equatable {
    /// Everything that the certificate says is true; each line is one established fact, in plain words.
    case valid([String])
    /// The certificate is in the required form, and something that it says is false.
    case invalid(String)
    /// The certificate or the model is not in the required form, or exceeds the limits of a check.
    case unreadable(String)
}
