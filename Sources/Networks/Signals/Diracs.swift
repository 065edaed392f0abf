/// Diracs, sampled by linear interpolation: x(j) = a · max(0, 1 − |j − p|), for the amplitude a at the position p.
///
/// At an entry that is the amplitude there, and 0 elsewhere. Between two entries it is spread over both, so that the
/// sum of the entries is a, and their centre of mass p.
public struct Diracs: PlacedFamily, Hashable {
    /// `dirac`.
    public static var name: String { "dirac" }
    /// `positionsPerEntry` and `blank`.
    public static var keys: [SignalKey<Self>] {
        [
            SignalKey("positionsPerEntry", .integer(\.positionsPerEntry)),
            SignalKey("blank", .boolean(\.includesBlank)),
        ]
    }

    /// Entries, amplitudes of the peak, and positions i/k for i = 0…k(n − 1).
    public var placements: Placements

    /// The Diracs of a length: by default at the entries, without the blank.
    public init(length: Int, amplitude: Amplitudes = 1, positionsPerEntry: Int = 1, blank: Bool = false) {
        placements = Placements(length: length, amplitudes: amplitude, perEntry: positionsPerEntry, blank: blank)
    }

    /// Every Dirac, peaks from left to right; the position is the index of the peak, from 0.
    ///
    /// - Throws: ``SignalError`` where a parameter is out of range or the set would be too large.
    public func samples() throws(SignalError) -> SampleSet {
        let k = positionsPerEntry
        return try placements.samples(end: { n, k in k * (n - 1) + 1 }) { i, _, amplitude in
            { j in amplitude * Double(max(0, k - abs(k * j - i))) / Double(k) }
        }
    }
}
