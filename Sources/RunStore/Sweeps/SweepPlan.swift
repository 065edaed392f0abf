internal import Foundation

/// What the folder of a sweep says of its division, from its beginning on: `plan.json`.
struct SweepPlan: Codable, Equatable {
    /// The form of the folder.
    var format = 1
    /// The number of runs.
    var runs: Int
    /// The number of parts.
    var parts: Int
    /// SHA-256 of `sweep.yaml`.
    var sweepSHA256: String
    /// Where relative paths of the spec begin.
    var folder: String
    /// The files that the runs read, by path, each with its SHA-256; nil in plans of older versions.
    var files: [String: String]?
    /// The version that began the sweep.
    var heaviside: String

    /// The runs of a part, from 1 to ``parts``.
    func runs(ofPart part: Int) -> Range<Int> {
        func end(_ part: Int) -> Int {
            let (whole, rest) = runs.quotientAndRemainder(dividingBy: parts)
            return part * whole + part * rest / parts
        }
        return end(part - 1)..<end(part)
    }
}
