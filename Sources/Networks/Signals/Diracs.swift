/// Diracs, sampled by linear interpolation: x(j) = a · max(0, 1 − |j − p|), for the amplitude a at the position p.
///
/// At an entry that is the amplitude there, and 0 elsewhere. Between two entries it is spread over both, so that the
/// sum of the entries is a, and their centre of mass p.
public struct Diracs: SignalFamily, Hashable {
    /// `dirac`.
    public static var name: String { "dirac" }
    /// `positionsPerEntry` and `blank`.
    public static var keys: [SignalKey<Self>] {
        [
            SignalKey("positionsPerEntry", .integer(\.positionsPerEntry)),
            SignalKey("blank", .boolean(\.includesBlank)),
        ]
    }

    /// The number n of entries of a signal.
    public var length: Int
    /// The amplitudes of the peak.
    public var amplitudes: Amplitudes
    /// The number k of positions per entry: they are i/k, for i = 0…k(n − 1).
    public var positionsPerEntry: Int
    /// Whether the signal without a peak is a sample; it comes last, without a position.
    public var includesBlank: Bool

    /// The Diracs of a length: by default at the entries, without the blank.
    public init(length: Int, amplitude: Amplitudes = 1, positionsPerEntry: Int = 1, blank: Bool = false) {
        self.length = length
        self.amplitudes = amplitude
        self.positionsPerEntry = positionsPerEntry
        self.includesBlank = blank
    }

    /// Every Dirac, peaks from left to right; the position is the index of the peak, from 0.
    ///
    /// - Throws: ``SignalError`` where a parameter is out of range or the set would be too large.
    public func samples() throws(SignalError) -> SampleSet {
        let amplitudes = try amplitudes.values()
        let k = positionsPerEntry
        try SampleSet.checkLength(length)
        try SampleSet.checkPositions(k)
        let places = k * (length - 1) + 1
        var collector = try SampleCollector(
            length: length, count: SampleSet.count(places, amplitudes.count, blank: includesBlank),
            labels: [.amplitude, .position, .transition])
        for i in 0..<places {
            for amplitude in amplitudes {
                let position = Double(i) / Double(k)
                collector.append([amplitude, position, position / Double(length)]) { j in
                    amplitude * Double(max(0, k - abs(k * j - i))) / Double(k)
                }
            }
        }
        if includesBlank { collector.append([0, nil, nil]) { _ in 0 } }
        return collector.samples
    }
}
