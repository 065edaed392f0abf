extension Spec {
    /// A key in which two specs differ.
    public struct Difference: Sendable, Hashable {
        /// The key, dotted: "optimizer.adam.learningRate".
        public let key: String
        /// The value in the first spec, on one line; nil where the key is missing.
        public let first: String?
        /// The value in the second spec.
        public let second: String?
    }

    /// The keys in which another spec differs from this one, in the order of a spec.
    ///
    /// Lists of different lengths, and mappings that choose differently, differ as a whole.
    public func differences(from other: Spec) -> [Difference] {
        Self.variations(among: [other, self]).map {
            Difference(key: $0.key, first: $0.values[0], second: $0.values[1])
        }
    }
}
