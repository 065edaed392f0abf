public import Diagnostics

/// Why a layer cannot have a structure.
public struct StructureError: InputError, Hashable {
    /// The key of the layer that is at fault.
    public let key: String
    /// What is wrong, and what would be right.
    public let problem: String

    /// The key.
    public var place: String { key }

    init(key: String, problem: String) {
        self.key = key
        self.problem = problem
    }
}
