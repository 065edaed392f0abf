extension Claim {
    /// The group: Lemma 2 and appendix C.
    static let gradients: [Claim] = []
}
