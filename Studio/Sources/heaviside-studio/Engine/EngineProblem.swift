/// The engine did not keep to the form of the pipe.
struct EngineProblem: Error, CustomStringConvertible {
    /// What it did, to follow "the engine".
    let description: String

    init(_ description: String) { self.description = description }
}
