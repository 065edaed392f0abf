/// What a sample is: the parameters that its signal was made from.
public struct SignalParameters: Sendable, Hashable {
    /// The position θ: the number of ones of a step, the index of a Dirac's peak; nil where one number does not tell.
    public var position: Double?
    /// The amplitude; 0 for the blank signal.
    public var amplitude: Double
    /// The indices, from 0, at which a new piece begins, in increasing order.
    public var transitions: [Int]
    /// The level of each piece: one more than there are transitions.
    public var levels: [Double]

    /// Creates parameters with one level more than transitions.
    public init(position: Double?, amplitude: Double, transitions: [Int], levels: [Double]) {
        precondition(levels.count == transitions.count + 1, "a signal has one level more than transitions")
        self.position = position
        self.amplitude = amplitude
        self.transitions = transitions
        self.levels = levels
    }

    /// The signal of `length` entries with these pieces.
    func signal(length: Int) -> [Double] {
        var values: [Double] = []
        values.reserveCapacity(length)
        for (piece, level) in levels.enumerated() {
            let end = piece < transitions.count ? transitions[piece] : length
            while values.count < end { values.append(level) }
        }
        return values
    }
}
