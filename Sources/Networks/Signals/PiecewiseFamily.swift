/// A family whose signals are piecewise constant: each is told by its transitions and the levels between them.
public protocol PiecewiseFamily: SignalFamily {
    /// What each sample of the family is made from, transitions from left to right.
    ///
    /// - Throws: ``SignalError`` where a parameter is out of range or the set would be too large.
    func parameters() throws(SignalError) -> [SignalParameters]
}

extension PiecewiseFamily {
    /// Every sample of the family, transitions from left to right.
    ///
    /// - Throws: ``SignalError`` where a parameter is out of range or the set would be too large.
    public func samples() throws(SignalError) -> SampleSet {
        SampleSet(length: length, parameters: try parameters())
    }
}
