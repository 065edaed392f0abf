/// What `heaviside delete` prints with `--json`.
public struct DeletionAnswer: Sendable, Encodable {
    private struct Move: Encodable {
        let from: String
        let to: String
    }

    private let moved: [Move]?
    private let removed: [String]?

    /// Folders that were moved to the trash.
    public init(moved: [(from: String, to: String)]) {
        (self.moved, removed) = (moved.map { Move(from: $0.from, to: $0.to) }, nil)
    }

    /// Folders of the trash that were removed for good.
    public init(removed: [String]) { (moved, self.removed) = (nil, removed) }
}
