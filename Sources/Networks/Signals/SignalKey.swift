/// A parameter of a family of signals besides length and amplitudes: its name, where it is kept, and of what type it is.
public struct SignalKey<Family: SignalFamily> {
    /// Where the parameter is kept, by its type.
    public enum Storage {
        /// A flag.
        case boolean(WritableKeyPath<Family, Bool>)
        /// A whole number.
        case integer(WritableKeyPath<Family, Int>)
        /// The side on which the ones are.
        case orientation(WritableKeyPath<Family, Orientation>)
        /// The values that the pieces take.
        case levels(WritableKeyPath<Family, PiecewiseConstants.Levels>)
    }

    /// What specs call it.
    public let name: String
    /// Where it is kept.
    public let storage: Storage
    /// For a parameter without a default: what it is, in a few words; nil for one that may be left out.
    public let requirement: String?

    /// Creates a parameter; by default one that may be left out.
    public init(_ name: String, _ storage: Storage, requirement: String? = nil) {
        self.name = name
        self.storage = storage
        self.requirement = requirement
    }
}
