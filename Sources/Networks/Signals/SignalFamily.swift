/// A family of elementary signals: it lists its samples, and says what a spec calls it and its parameters.
///
/// A family is one file: the type, its samples, its ``name`` and its ``keys``. Ranges are checked in one place,
/// ``samples()``, for whoever made the family.
public protocol SignalFamily: Sendable, Hashable {
    /// What specs call the family.
    static var name: String { get }
    /// The parameters besides length and amplitudes, in the order in which they are written.
    static var keys: [SignalKey<Self>] { get }

    /// The number of entries of a signal.
    var length: Int { get set }
    /// The amplitudes of the signals.
    var amplitudes: Amplitudes { get set }

    /// Every sample of the family, from left to right.
    ///
    /// - Throws: ``SignalError`` where a parameter is out of range or the set would be too large.
    func samples() throws(SignalError) -> SampleSet
}

extension SignalFamily {
    /// The family with signals of another length.
    public func resized(to length: Int) -> Self {
        var family = self
        family.length = length
        return family
    }
}
