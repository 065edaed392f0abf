/// An output, counted from 1, that is wrong at a position.
struct ThresholdFailure: CustomStringConvertible {
    let theta: Int
    let output: Int

    var description: String { "θ = \(theta), i = \(output)" }
}
