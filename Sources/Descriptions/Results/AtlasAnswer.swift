public import Analysis
internal import Exact
public import Networks

/// What `atlas --json` prints: every breakpoint, code and affine piece, with exact numbers as "p/q".
public struct AtlasAnswer: Sendable {
    struct Event: Encodable {
        let z: String
        let unitsOn: [Int]
        let unitsOff: [Int]
        let outputsOn: [Int]
        let outputsOff: [Int]
        let isEndOfCodes: Bool

        init(_ point: AtlasBreakpoint) {
            z = point.z.description
            (unitsOn, unitsOff) = (point.unitsOn, point.unitsOff)
            (outputsOn, outputsOff) = (point.outputsOn, point.outputsOff)
            isEndOfCodes = point.isEndOfCodes
        }
    }

    struct Segment: Encodable {
        let from: OrNull<String>
        let to: OrNull<String>
    }

    struct Decoded: Encodable {
        let sample: Int
        let position: OrNull<Double>
        let set: [Segment]
    }

    struct Piece: Encodable {
        let from: OrNull<String>
        let to: OrNull<String>
        let activeUnits: [Int]
        let slopes: [String]
        let intercepts: [String]

        init(_ piece: AtlasPiece) {
            from = OrNull(piece.from?.description)
            to = OrNull(piece.to?.description)
            activeUnits = piece.activeUnits
            slopes = piece.outputs.map(\.slope.description)
            intercepts = piece.outputs.map(\.intercept.description)
        }
    }

    private let atlas: DecoderAtlas
    private let samples: SampleSet
    private let run: String?

    /// The answer for an atlas, with the id of its run where it has one.
    public init(_ atlas: DecoderAtlas, samples: SampleSet, run: String?) {
        (self.atlas, self.samples, self.run) = (atlas, samples, run)
    }

    /// Hands on the lines of one JSON object; the pieces are computed as they are written.
    public func forEachLine(_ body: @escaping (String) -> Void) throws {
        let writer = JSONObjectWriter(body)
        if let run { try writer.add("run", run) }
        try writer.add("breakpoints", atlas.breakpoints.map(\.z.description))
        try writer.add("events") { add in for point in atlas.breakpoints { try add(Event(point)) } }
        try writer.add("codes", atlas.codes.map(\.description))
        try writer.add("decoded") { add in
            let positions = samples.positions
            for (i, segments) in atlas.decoded.enumerated() {
                let set = segments.map {
                    Segment(from: OrNull($0.from?.description), to: OrNull($0.to?.description))
                }
                try add(Decoded(sample: i, position: OrNull(positions[i]), set: set))
            }
        }
        try writer.add("pieces") { add in try atlas.forEachPiece { try add(Piece($0)) } }
        writer.end()
    }
}
