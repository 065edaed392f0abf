/// Diracs: the amplitude at one entry, 0 elsewhere.
public struct Diracs: SignalFamily, Hashable {
    /// `dirac`.
    public static var name: String { "dirac" }
    /// `blank`.
    public static var keys: [SignalKey<Self>] { [SignalKey("blank", .boolean(\.includesBlank))] }

    /// The number n of entries of a signal.
    public var length: Int
    /// The amplitudes of the peak.
    public var amplitudes: Amplitudes
    /// Whether the signal without a peak is a sample; it comes last, without a position.
    public var includesBlank: Bool

    /// The Diracs of a length: by default without the blank.
    public init(length: Int, amplitude: Amplitudes = 1, blank: Bool = false) {
        self.length = length
        self.amplitudes = amplitude
        self.includesBlank = blank
    }

    /// What each sample is made from, peaks from left to right; the position is the index of the peak, from 0.
    public func parameters() throws(SignalError) -> [SignalParameters] {
        let amplitudes = try amplitudes.values()
        let count = length.multipliedReportingOverflow(by: amplitudes.count)
        let total = count.partialValue.addingReportingOverflow(includesBlank ? 1 : 0)
        try SampleSet.checkSize(length: length, count: (total.partialValue, count.overflow || total.overflow))
        var parameters: [SignalParameters] = []
        for peak in 0..<length {
            for amplitude in amplitudes {
                parameters.append(
                    SignalParameters(
                        position: Double(peak), amplitude: amplitude, transitions: [peak, peak + 1],
                        levels: [0, amplitude, 0]))
            }
        }
        if includesBlank {
            parameters.append(SignalParameters(position: nil, amplitude: 0, transitions: [], levels: [0]))
        }
        return parameters
    }
}
