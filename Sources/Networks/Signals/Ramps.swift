/// Ramps: 0 up to the position p, then a straight rise to the amplitude a over w entries, then a.
///
/// x(j) = a · min(1, max(0, (j − p) / w)). With w = 1 and p at an entry these are step functions.
public struct Ramps: PlacedFamily, Hashable {
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

    /// Entries, heights at the end of the rise, and positions i/k below n − 1.
    public var placements: Placements
    /// The widths w, in entries; nil for n − 1, so that every ramp has the same slope and rises to the end.
    public var widths: ParameterValues?

    /// The ramps of a length: by default of one slope, beginning at the entries, without the blank.
    public init(
        length: Int, amplitude: Amplitudes = 1, width: ParameterValues? = nil, positionsPerEntry: Int = 1,
        blank: Bool = false
    ) {
        placements = Placements(length: length, amplitudes: amplitude, perEntry: positionsPerEntry, blank: blank)
        widths = width
    }

    /// Every ramp, from left to right; the position is that of the last 0, where the rise begins.
    ///
    /// Values are (a · (k j − i)) / (k w), computed in double precision.
    ///
    /// - Throws: ``SignalError`` where a parameter is out of range or the set would be too large.
    public func samples() throws(SignalError) -> SampleSet {
        let k = positionsPerEntry
        return try placements.samples(
            least: 2, end: { n, k in k * (n - 1) },
            widths: { n throws(SignalError) in try widths?.entries("width") ?? [Double(n - 1)] }
        ) { i, width, amplitude in
            let rise = Double(k) * width
            return { j in
                let distance = Double(k * j - i)
                return distance <= 0 ? 0 : distance >= rise ? amplitude : amplitude * distance / rise
            }
        }
    }
}
