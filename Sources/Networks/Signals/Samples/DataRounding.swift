/// What rounding to a network's precision changes in a set of samples.
public struct DataRounding: Sendable, Hashable, Codable {
    /// The number of values of signals and targets that are no longer what was asked for.
    public let values: Int
    /// The largest change of a value.
    public let largestChange: Double
    /// The value that changes most, before it is rounded.
    public let value: Double
    /// The same value as the network receives it.
    public let rounded: Double
}
