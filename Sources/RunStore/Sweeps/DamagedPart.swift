public import Diagnostics

/// Lines of a sweep's parts are damaged: bad input, whatever command reads them.
public struct DamagedPart: InputError, Hashable {
    /// The file and the line of the first of them.
    public let place: String
    /// What is wrong and what would be right.
    public let problem: String
}
