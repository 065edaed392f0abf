internal import Foundation

/// Gaussians, sampled: x(j) = h · exp(−(j − p)² / (2σ²)) for |j − p| ≤ 9σ, and 0 farther from the position p.
///
/// The height h is the amplitude a, or a / (σ√(2π)) where the amplitude is the area. At 9σ a Gaussian is 2.6e−18 of its
/// height, less than the rounding of a double-precision number of that size.
public struct Gaussians: PlacedFamily, Hashable {
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

    /// Entries, amplitudes a, and positions i/k for i = 0…k(n − 1).
    public var placements: Placements
    /// The widths σ, the standard deviation in entries.
    public var widths: ParameterValues
    /// What the amplitude is.
    public var scaling: Scaling

    /// The Gaussians of a length: by default of width 1 and of the height `amplitude`, at the entries, without the
    /// blank.
    public init(
        length: Int, amplitude: Amplitudes = 1, width: ParameterValues = 1, amplitudeOf scaling: Scaling = .peak,
        positionsPerEntry: Int = 1, blank: Bool = false
    ) {
        placements = Placements(length: length, amplitudes: amplitude, perEntry: positionsPerEntry, blank: blank)
        (widths, self.scaling) = (width, scaling)
    }

    /// Every Gaussian, from left to right, then by its width; the label `amplitude` is a, whatever that is.
    ///
    /// Values are computed in double precision; the last bit of the exponential is that of the C library.
    ///
    /// - Throws: ``SignalError`` where a parameter is out of range or the set would be too large.
    public func samples() throws(SignalError) -> SampleSet {
        let k = positionsPerEntry
        return try placements.samples(
            end: { n, k in k * (n - 1) + 1 },
            widths: { _ throws(SignalError) in try widths.entries("width") }
        ) { i, width, amplitude in
            let height = scaling == .peak ? amplitude : amplitude / (width * (2 * Double.pi).squareRoot())
            return { j in
                let distance = Double(k * j - i) / Double(k) / width
                return abs(distance) <= Self.reach ? height * exp(-distance * distance / 2) : 0
            }
        }
    }
}
