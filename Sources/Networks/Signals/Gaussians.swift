internal import Foundation

/// Gaussians, sampled: x(j) = h · exp(−(j − p)² / (2σ²)) for |j − p| ≤ 9σ, and 0 farther from the position p.
///
/// The height h is the amplitude a, or a / (σ√(2π)) where the amplitude is the area. At 9σ a Gaussian is 2.6e−18 of its
/// height, less than the rounding of a double-precision number of that size.
public struct Gaussians: SignalFamily, Hashable {
    /// What the amplitude is.
    public enum Scaling: String, Sendable, Hashable, CaseIterable {
        /// The height of the peak: h = a.
        case peak
        /// The integral over the line: h = a / (σ√(2π)).
        case area
    }

    /// `gaussian`.
    public static var name: String { "gaussian" }
    /// `width`, `amplitudeOf`, `positionsPerEntry` and `blank`.
    public static var keys: [SignalKey<Self>] {
        [
            SignalKey("width", .values(\.widths)), SignalKey("amplitudeOf", .scaling(\.scaling)),
            SignalKey("positionsPerEntry", .integer(\.positionsPerEntry)),
            SignalKey("blank", .boolean(\.includesBlank)),
        ]
    }

    /// How many widths σ from its position a Gaussian is 0.
    public static let reach = 9.0

    /// The number n of entries of a signal.
    public var length: Int
    /// The amplitudes a.
    public var amplitudes: Amplitudes
    /// The widths σ, the standard deviation in entries.
    public var widths: ParameterValues
    /// What the amplitude is.
    public var scaling: Scaling
    /// The number k of positions per entry: they are i/k, for i = 0…k(n − 1).
    public var positionsPerEntry: Int
    /// Whether the signal of zeros is a sample; it comes last, without a position.
    public var includesBlank: Bool

    /// The Gaussians of a length: by default of width 1 and of the height `amplitude`, at the entries, without the
    /// blank.
    public init(
        length: Int, amplitude: Amplitudes = 1, width: ParameterValues = 1, amplitudeOf scaling: Scaling = .peak,
        positionsPerEntry: Int = 1, blank: Bool = false
    ) {
        self.length = length
        self.amplitudes = amplitude
        self.widths = width
        self.scaling = scaling
        self.positionsPerEntry = positionsPerEntry
        self.includesBlank = blank
    }

    /// Every Gaussian, from left to right, then by its width; the label `amplitude` is a, whatever that is.
    ///
    /// Values are computed in double precision; the last bit of the exponential is that of the C library.
    ///
    /// - Throws: ``SignalError`` where a parameter is out of range or the set would be too large.
    public func samples() throws(SignalError) -> SampleSet {
        let amplitudes = try amplitudes.values()
        let k = positionsPerEntry
        try SampleSet.checkLength(length)
        try SampleSet.checkPositions(k)
        let widths = try widths.values("width", in: ParameterValues.widths, expected: "0.01 to 1e9 entries")
        let places = k * (length - 1) + 1
        var collector = try SampleCollector(
            length: length, count: SampleSet.count(places, widths.count, amplitudes.count, blank: includesBlank),
            labels: [.amplitude, .position, .transition, .width])
        for i in 0..<places {
            let position = Double(i) / Double(k)
            for width in widths {
                for amplitude in amplitudes {
                    let height = scaling == .peak ? amplitude : amplitude / (width * (2 * Double.pi).squareRoot())
                    collector.append([amplitude, position, position / Double(length), width]) { j in
                        let distance = Double(k * j - i) / Double(k) / width
                        return abs(distance) <= Self.reach ? height * exp(-distance * distance / 2) : 0
                    }
                }
            }
        }
        if includesBlank { collector.append([0, nil, nil, nil]) { _ in 0 } }
        return collector.samples
    }
}
