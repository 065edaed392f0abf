public import Diagnostics

/// Why a network with skips cannot be written as a chain of layers.
public struct ChainError: InputError, Hashable {
    /// The layer.
    public let place: String
    /// What is wrong with it, and what would be right.
    public let problem: String
}
