/// Ramps: 0 up to the position p, then a straight rise to the amplitude a over w entries, then a.
///
/// x(j) = a · min(1, max(0, (j − p) / w)). With w = 1 and p at an entry these are step functions.
public struct Ramps: SignalFamily, Hashable {
    /// `ramp`.
    public static var name: String { "ramp" }
    /// `width`, `positionsPerEntry` and `blank`.
    public static var keys: [SignalKey<Self>] {
        [
            SignalKey("width", .ownValues(\.widths)),
            SignalKey("positionsPerEntry", .integer(\.positionsPerEntry)),
            SignalKey("blank", .boolean(\.includesBlank)),
        ]
    }

    /// The number n of entries of a signal.
    public var length: Int
    /// The heights at the end of the rise.
    public var amplitudes: Amplitudes
    /// The widths w, in entries; nil for n − 1, so that every ramp has the same slope and rises to the end.
    public var widths: ParameterValues?
    /// The number k of positions per entry: they are i/k, below n − 1.
    public var positionsPerEntry: Int
    /// Whether the signal of zeros is a sample; it comes last, without a position.
    public var includesBlank: Bool

    /// The ramps of a length: by default of one slope, beginning at the entries, without the blank.
    public init(
        length: Int, amplitude: Amplitudes = 1, width: ParameterValues? = nil, positionsPerEntry: Int = 1,
        blank: Bool = false
    ) {
        self.length = length
        self.amplitudes = amplitude
        self.widths = width
        self.positionsPerEntry = positionsPerEntry
        self.includesBlank = blank
    }

    /// Every ramp, from left to right; the position is that of the last 0, where the rise begins.
    ///
    /// Values are (a · (k j − i)) / (k w), computed in double precision.
    ///
    /// - Throws: ``SignalError`` where a parameter is out of range or the set would be too large.
    public func samples() throws(SignalError) -> SampleSet {
        let amplitudes = try amplitudes.values()
        let k = positionsPerEntry
        try SampleSet.checkLength(length, least: 2)
        try SampleSet.checkPositions(k)
        let widths =
            try widths?.values("width", in: ParameterValues.widths, expected: "0.01 to 1e9 entries")
            ?? [Double(length - 1)]
        let places = k * (length - 1)
        var collector = try SampleCollector(
            length: length, count: SampleSet.count(places, widths.count, amplitudes.count, blank: includesBlank),
            labels: [.amplitude, .position, .transition, .width])
        for i in 0..<places {
            let position = Double(i) / Double(k)
            for width in widths {
                let rise = Double(k) * width
                for amplitude in amplitudes {
                    collector.append([amplitude, position, position / Double(length), width]) { j in
                        let distance = Double(k * j - i)
                        return distance <= 0 ? 0 : distance >= rise ? amplitude : amplitude * distance / rise
                    }
                }
            }
        }
        if includesBlank { collector.append([0, nil, nil, nil]) { _ in 0 } }
        return collector.samples
    }
}
