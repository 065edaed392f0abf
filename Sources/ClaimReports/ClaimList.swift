public import Claims

/// What `claims --list --json` prints: claims that were not decided.
public struct ClaimList: Sendable, Encodable {
    /// One claim.
    public struct Entry: Sendable, Encodable {
        /// Its name.
        public let id: String
        /// The paper that it is from.
        public let paper: Paper
        /// The place in the paper.
        public let place: String
        /// Statement, definition, question or experiment.
        public let kind: Claim.Kind
        /// Whether it goes beyond the paper.
        public let isNew: Bool
        /// What the paper says.
        public let statement: ClaimText
        /// What is true instead or besides, or the answer; nil where nothing is to be added.
        public let correction: ClaimText?
        /// The expected verdict.
        public let expected: Verdict
    }

    /// The claims, in the order of the papers.
    public let claims: [Entry]

    /// Lists claims.
    public init(_ claims: [Claim]) {
        self.claims = claims.map {
            Entry(
                id: $0.id, paper: $0.paper, place: $0.place, kind: $0.kind, isNew: $0.isNew, statement: $0.statement,
                correction: $0.correction, expected: $0.expected)
        }
    }
}
