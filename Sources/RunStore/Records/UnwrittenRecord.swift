public import Diagnostics

/// A record could not be written: what a person asked for was right, and the disk or the folder is at fault.
public struct UnwrittenRecord: InputError, Hashable {
    /// The file.
    public let place: String
    /// What is wrong.
    public let problem: String
    /// What would be right, as a phrase after "expected"; nil where the problem says it.
    public let expected: String?

    init(_ error: any InputError) { (place, problem, expected) = (error.place, error.problem, error.expected) }
}
