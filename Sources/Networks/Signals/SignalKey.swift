/// A parameter of a family of signals besides length and amplitudes: its name, its type, and where it is stored.
public struct SignalKey<Family: SignalFamily> {
    /// The type of a parameter, and where it is stored.
    public enum Storage {
        /// A flag.
        case boolean(WritableKeyPath<Family, Bool>)
        /// A whole number.
        case integer(WritableKeyPath<Family, Int>)
        /// One number or several.
        case values(WritableKeyPath<Family, ParameterValues>)
        /// One number or several; nil for those that the family takes by itself, which depend on the length.
        case ownValues(WritableKeyPath<Family, ParameterValues?>)
        /// The side on which the ones are.
        case orientation(WritableKeyPath<Family, Orientation>)
        /// The values that the pieces take.
        case levels(WritableKeyPath<Family, PiecewiseConstants.Levels>)
        /// What the amplitude of a Gaussian is.
        case scaling(WritableKeyPath<Family, Gaussians.Scaling>)
    }

    /// What specs call it.
    public let name: String
    /// Its type, and where it is stored.
    public let storage: Storage
    /// For a parameter without a default: what it is, as a phrase; nil for a parameter that may be omitted.
    public let requirement: String?

    /// Creates a parameter; by default one that may be omitted.
    public init(_ name: String, _ storage: Storage, requirement: String? = nil) {
        self.name = name
        self.storage = storage
        self.requirement = requirement
    }
}
