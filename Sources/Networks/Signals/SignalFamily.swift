/// A family of elementary signals: it lists its samples.
public protocol SignalFamily: Sendable {
    /// The number of entries of a signal.
    var length: Int { get }

    /// Every sample of the family, transitions from left to right.
    ///
    /// - Throws: ``SignalError`` where a parameter is out of range or the set would be too large.
    func samples() throws(SignalError) -> SampleSet
}
