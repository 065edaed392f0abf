/// What families have in common whose signals lie at evenly spaced positions: entries, amplitudes, positions, and
/// whether the blank is a sample.
public struct Placements: Sendable, Hashable {
    /// The number n of entries of a signal.
    public var length: Int
    /// The amplitudes.
    public var amplitudes: Amplitudes
    /// The number k of positions per entry: they are i/k.
    public var perEntry: Int
    /// Whether the signal of zeros is a sample; it comes last, without a position.
    public var includesBlank: Bool

    /// Creates placements.
    public init(length: Int, amplitudes: Amplitudes, perEntry: Int, blank: Bool) {
        (self.length, self.amplitudes, self.perEntry) = (length, amplitudes, perEntry)
        includesBlank = blank
    }

    /// The samples at the positions 0, 1/k, …, from left to right; at each, then by width and by amplitude.
    ///
    /// - Parameters:
    ///   - least: the least number of entries.
    ///   - end: how many positions there are, of n entries and k positions per entry.
    ///   - widths: the widths of n entries; nil where the family has none.
    ///   - signal: the values of the signal with its position in steps of 1/k, its width, and its amplitude, by entry.
    /// - Returns: the samples, with their labels.
    /// - Throws: ``SignalError`` where a parameter is out of range or the set would be too large.
    /// - Complexity: O(values).
    func samples(
        least: Int = 1, end: (Int, Int) -> Int, widths: ((Int) throws(SignalError) -> [Double])? = nil,
        signal: (_ step: Int, _ width: Double, _ amplitude: Double) -> (Int) -> Double
    ) throws(SignalError) -> SampleSet {
        let amplitudes = try amplitudes.values()
        try SampleSet.checkLength(length, least: least)
        try SampleSet.checkPositions(perEntry)
        let known = try widths?(length)
        let count = end(length, perEntry)
        var collector = try SampleCollector(
            length: length,
            count: SampleSet.count(count, known?.count ?? 1, amplitudes.count, blank: includesBlank),
            labels: [.amplitude, .position, .transition] + (known == nil ? [] : [.width]))
        for step in 0..<count {
            let position = Double(step) / Double(perEntry)
            for width in known ?? [1] {
                for amplitude in amplitudes {
                    let labels = [amplitude, position, position / Double(length)] + (known == nil ? [] : [width])
                    collector.append(labels, value: signal(step, width, amplitude))
                }
            }
        }
        if includesBlank { collector.append([0, nil, nil] + (known == nil ? [] : [nil])) { _ in 0 } }
        return collector.samples
    }
}

/// A family whose signals lie at evenly spaced positions.
public protocol PlacedFamily: SignalFamily {
    /// Entries, amplitudes and positions.
    var placements: Placements { get set }
}

extension PlacedFamily {
    /// The number n of entries of a signal.
    public var length: Int {
        get { placements.length }
        set { placements.length = newValue }
    }

    /// The amplitudes of the signals.
    public var amplitudes: Amplitudes {
        get { placements.amplitudes }
        set { placements.amplitudes = newValue }
    }

    /// The number k of positions per entry: they are i/k.
    public var positionsPerEntry: Int {
        get { placements.perEntry }
        set { placements.perEntry = newValue }
    }

    /// Whether the signal of zeros is a sample; it comes last, without a position.
    public var includesBlank: Bool {
        get { placements.includesBlank }
        set { placements.includesBlank = newValue }
    }
}
