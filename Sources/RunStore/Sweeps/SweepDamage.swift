/// A line of a part that is not one of the sweep as Heaviside writes it.
public struct SweepDamage: Sendable, Hashable, Codable {
    /// The file.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// What is wrong with it.
    public var problem: String

    /// "parts/17.jsonl:3: …".
    public var description: String { "\(file):\(line): \(problem)" }
}
