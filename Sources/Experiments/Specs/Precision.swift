/// The floating-point type that a network is trained in.
public enum Precision: String, Sendable, Hashable, CaseIterable, Codable {
    /// IEEE single precision.
    case float32
    /// IEEE double precision.
    case float64
}
