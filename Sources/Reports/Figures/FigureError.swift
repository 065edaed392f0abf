public import Diagnostics

/// Why a figure cannot be written.
public struct FigureError: InputError, Hashable {
    /// The name, the option or the program that is meant.
    public let place: String
    /// What is wrong.
    public let problem: String
    /// What would be right; nil where ``problem`` says it.
    public let expected: String?

    /// Creates an error.
    init(place: String, problem: String, expected: String? = nil) {
        (self.place, self.problem, self.expected) = (place, problem, expected)
    }
}
