internal import Exact
internal import Networks

/// How many random codes of one length an architecture can decode with random units, by T1, and with n constructed
/// units.
struct DecoderCensus {
    /// The headings of ``cells``.
    static let columns = [
        "n", "one layer", "linear hidden layer", "no hidden bias", "n − 1 units, output bias", "n units, kinks drawn",
        "n units, kinks at the codes",
    ]

    /// The length n and the counts.
    let cells: [String]

    /// Draws codes from −n … n, and units.
    init(length n: Int, draws: Int, random: inout RationalDraws) {
        var counts = [Int](repeating: 0, count: 6)
        for _ in 0..<draws {
            let codes = Array(InjectiveCode.shuffled((-n...n).map { Rational($0) }, &random).prefix(n + 1))
            func drawn(_ width: Int) -> ExactMatrix {
                HiddenRamps(drawing: width, among: codes, random: &random).activations(at: codes)
            }
            let code = InjectiveCode(codes)
            let matrices = [
                OneLayerDecoder(codes: codes).activations,
                ExactMatrix(codes.map { [$0, $0 + .one] }),
                UnbiasedHiddenLayer(codes: codes, weights: [.one, -.one]).activations,
                drawn(n - 1).withOnes,
                drawn(n),
                code.ramps.activations(at: codes),
            ]
            for (k, matrix) in matrices.enumerated() where StepCriterion(activations: matrix).isFeasible {
                counts[k] += 1
            }
        }
        cells = ["\(n)"] + counts.map(String.init)
    }
}
