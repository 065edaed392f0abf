public import Exact

/// A closed, connected set of codes: a point, an interval, a half-line, or the whole line.
public struct CodeSegment: Sendable, Hashable {
    /// The smallest code; nil where the segment is unbounded below.
    public let from: Rational?
    /// The largest code; nil where the segment is unbounded above.
    public let to: Rational?

    /// Creates a segment from its ends; nil stands for an unbounded side.
    public init(from: Rational?, to: Rational?) {
        self.from = from
        self.to = to
    }

    /// Whether it is a single code.
    public var isPoint: Bool { from != nil && from == to }

    /// Joins segments that share an end; they are given from left to right.
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
