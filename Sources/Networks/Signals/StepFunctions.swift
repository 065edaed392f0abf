/// Step functions: 0 on one side of the transition, the amplitude on the other.
///
/// Sample i = 0…n has its transition before entry i, so that with one amplitude and the blank there are n + 1 samples
/// in order of the transition. With several amplitudes each transition comes once for each of them, in increasing
/// order; the blank comes once, with amplitude 0.
public struct StepFunctions: PiecewiseFamily, Hashable {
    /// `step`.
    public static var name: String { "step" }
    /// `orientation` and `blank`.
    public static var keys: [SignalKey<Self>] {
        [SignalKey("orientation", .orientation(\.orientation)), SignalKey("blank", .boolean(\.includesBlank))]
    }

    /// The number n of entries of a signal.
    public var length: Int
    /// The amplitudes of the ones.
    public var amplitudes: Amplitudes
    /// On which side the ones are.
    public var orientation: Orientation
    /// Whether the signal without ones (θ = 0) is a sample.
    public var includesBlank: Bool

    /// The step functions of a length: by default with ones at the right, and with the blank.
    public init(
        length: Int, amplitude: Amplitudes = 1, orientation: Orientation = .trailingOnes, blank: Bool = true
    ) {
        self.length = length
        self.amplitudes = amplitude
        self.orientation = orientation
        self.includesBlank = blank
    }

    /// What each sample is made from, transitions from left to right.
    public func parameters() throws(SignalError) -> [SignalParameters] {
        let amplitudes = try amplitudes.values()
        guard length > 0, length <= SampleSet.maximumLength else {
            throw SignalError(
                place: "length", problem: "\(length) entries: expected 1 to \(SampleSet.maximumLength)")
        }
        let count = length.multipliedReportingOverflow(by: amplitudes.count)
        try SampleSet.checkSize(
            length: length, count: (count.partialValue + (includesBlank ? 1 : 0), count.overflow))
        var parameters: [SignalParameters] = []
        for transition in 0...length {
            let ones = orientation == .leadingOnes ? transition : length - transition
            guard ones > 0 || includesBlank else { continue }
            for amplitude in ones > 0 ? amplitudes : [0] {
                let levels = orientation == .leadingOnes ? [amplitude, 0] : [0, amplitude]
                parameters.append(
                    SignalParameters(
                        position: Double(ones), amplitude: amplitude, transitions: [transition], levels: levels))
            }
        }
        return parameters
    }
}
