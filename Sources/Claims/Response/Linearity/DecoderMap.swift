internal import Analysis
internal import Exact

/// What the corrected decoder of steps of amplitude 5 does with every code.
struct DecoderMap: CustomStringConvertible {
    /// The signal length n.
    let length: Int
    /// Whether Σ y/amp = z/h for every z ≥ 0, and 0 below.
    let isMassProportional: Bool
    /// Whether, among the codes in [0, nh], only θh decodes to step θ, for every θ.
    let isStepAtCodesOnly: Bool

    init(length n: Int, spacing h: Rational, atlas: DecoderAtlas) {
        length = n
        isMassProportional = OutputMass(atlas, amplitude: 5).isProportional(spacing: h, pieces: n)
        let end = Rational(n) * h
        isStepAtCodesOnly =
            atlas.decoded.count == n + 1
            && atlas.decoded.indices.allSatisfy { theta in
                let code = Rational(theta) * h
                let inside = atlas.decoded[theta].compactMap { Self.clipped($0, to: end) }
                return inside == [CodeSegment(from: code, to: code)]
            }
    }

    var description: String { "n = \(length)" }

    /// The part of a segment that lies in [0, end]; nil where there is none.
    private static func clipped(_ segment: CodeSegment, to end: Rational) -> CodeSegment? {
        let (start, stop) = (max(segment.from ?? .zero, .zero), min(segment.to ?? end, end))
        return start <= stop ? CodeSegment(from: start, to: stop) : nil
    }
}
