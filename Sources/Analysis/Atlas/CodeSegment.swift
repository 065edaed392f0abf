public import Exact

/// A closed set of codes without a hole: a point, an interval, a half-line, or the whole line.
public struct CodeSegment: Sendable, Hashable {
    /// The smallest code; nil where there is none.
    public let from: Rational?
    /// The largest code; nil where there is none.
    public let to: Rational?

    /// From one end to the other, nil standing for none.
    public init(from: Rational?, to: Rational?) {
        self.from = from
        self.to = to
    }

    /// Whether it is a single code.
    public var isPoint: Bool { from != nil && from == to }

    /// Joins segments, given from left to right, that share an end.
    static func joined(_ segments: [CodeSegment]) -> [CodeSegment] {
        var result: [CodeSegment] = []
        for segment in segments {
            if let last = result.last, let end = last.to, segment.from == end {
                result[result.count - 1] = CodeSegment(from: last.from, to: segment.to)
            } else {
                result.append(segment)
            }
        }
        return result
    }
}
