internal import Diagnostics

/// Boxes: the amplitude at w neighbouring entries, 0 elsewhere.
///
/// x(j) = a for s ≤ j < s + w, with s = 0…n − w: a box may touch the ends of the signal, and with w = n it is constant.
/// Boxes of width 1 are Diracs.
public struct Boxes: SignalFamily, Hashable {
    /// `box`.
    public static var name: String { "box" }
    /// `width` and `blank`.
    public static var keys: [SignalKey<Self>] {
        [SignalKey("width", .ownValues(\.widths)), SignalKey("blank", .boolean(\.includesBlank))]
    }

    /// The number n of entries of a signal.
    public var length: Int
    /// The heights.
    public var amplitudes: Amplitudes
    /// The widths w, whole numbers of entries; nil for all of them, 1…n: every pair of a first and a last entry.
    public var widths: ParameterValues?
    /// Whether the signal of zeros is a sample; it comes last, without a position.
    public var includesBlank: Bool

    /// The boxes of a length: by default of every width, without the blank.
    public init(length: Int, amplitude: Amplitudes = 1, width: ParameterValues? = nil, blank: Bool = false) {
        self.length = length
        self.amplitudes = amplitude
        self.widths = width
        self.includesBlank = blank
    }

    /// Every box, by its first entry from left to right, then by its width; the position is the middle of its entries,
    /// s + (w − 1)/2.
    ///
    /// - Throws: ``SignalError`` where a parameter is out of range or the set would be too large.
    public func samples() throws(SignalError) -> SampleSet {
        let amplitudes = try amplitudes.values()
        try SampleSet.checkLength(length)
        let expected = "whole numbers of entries from 1 to the length \(length)"
        let given = try widths?.values(
            "width", in: NumberRange(from: 1, through: Double(length)), expected: expected)
        if let bad = given?.first(where: { $0 != $0.rounded() }) {
            throw SignalError(place: "width", problem: "\(NumberText.number(bad)): expected \(expected)")
        }
        let widths = given?.map { Int($0) }
        let boxes = widths.map { $0.reduce(0) { $0 + length - $1 + 1 } } ?? length * (length + 1) / 2
        var collector = try SampleCollector(
            length: length, count: SampleSet.count(boxes, amplitudes.count, blank: includesBlank),
            labels: [.amplitude, .position, .transition, .width])
        for start in 0..<length {
            for width in widths ?? Array(1...length) where start + width <= length {
                let position = Double(start) + Double(width - 1) / 2
                for amplitude in amplitudes {
                    collector.append([amplitude, position, position / Double(length), Double(width)]) { j in
                        j >= start && j < start + width ? amplitude : 0
                    }
                }
            }
        }
        if includesBlank { collector.append([0, nil, nil, nil]) { _ in 0 } }
        return collector.samples
    }
}
