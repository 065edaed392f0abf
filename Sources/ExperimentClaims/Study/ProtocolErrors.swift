internal import Diagnostics

/// What eight runs of one recipe of the study's protocol came to, measured once with the seeds 4 to 11.
struct ProtocolErrors: Sendable, CustomStringConvertible {
    let start: ProtocolRun.Start
    let encoder: ProtocolRun.Encoder
    /// MSE/amp² at the end.
    let errors: SeedSpread
    /// The number of dead outputs; nil where none is dead.
    let deadOutputs: SeedSpread?
    /// 1 − R² of the code; nil for a fixed one, whose R² is 1.
    let curvature: SeedSpread?

    private init(
        start: ProtocolRun.Start, encoder: ProtocolRun.Encoder, errors: [Double], deadOutputs: [Double]? = nil,
        curvature: [Double]? = nil
    ) {
        (self.start, self.encoder) = (start, encoder)
        self.errors = SeedSpread(errors)
        self.deadOutputs = deadOutputs.map(SeedSpread.init)
        self.curvature = curvature.map(SeedSpread.init)
    }

    var description: String {
        "\(start.rawValue), \(encoder.rawValue) encoder: " + Self.text(errors.interval)
    }

    /// "0.0015 to 0.0062".
    static func text(_ range: ClosedRange<Double>) -> String {
        "\(NumberText.number(range.lowerBound, digits: 2)) to \(NumberText.number(range.upperBound, digits: 2))"
    }

    /// The range of a figure for each recipe that has it.
    static func ranges(_ figure: (ProtocolErrors) -> SeedSpread?) -> String {
        measured.compactMap { recipe in
            figure(recipe).map { "\(recipe.start.rawValue), \(recipe.encoder.rawValue) encoder: \(text($0.interval))" }
        }.joined(separator: "; ")
    }

    /// The recipes, in the order of ``ProtocolRun/all(from:count:)``.
    static let measured: [ProtocolErrors] = [
        ProtocolErrors(
            start: .signed, encoder: .free, errors: [0.112, 0.11, 0.139, 0.128, 0.0865, 0.144, 0.131, 0.105],
            deadOutputs: [31, 32, 42, 40, 30, 39, 40, 35],
            curvature: [0.272, 0.235, 0.123, 0.215, 0.247, 0.239, 0.238, 0.191]),
        ProtocolErrors(
            start: .signed, encoder: .fixed, errors: [0.189, 0.148, 0.168, 0.177, 0.127, 0.199, 0.176, 0.167],
            deadOutputs: [49, 38, 47, 45, 42, 47, 50, 45]),
        ProtocolErrors(
            start: .nonNegative, encoder: .free,
            errors: [0.0069, 0.00703, 0.00696, 0.00698, 0.00691, 0.00587, 0.007, 0.00582],
            curvature: [0.0537, 0.0524, 0.0526, 0.0526, 0.0526, 0.0416, 0.0522, 0.0391]),
        ProtocolErrors(
            start: .nonNegative, encoder: .fixed,
            errors: [0.00297, 0.00293, 0.0031, 0.00319, 0.00314, 0.00287, 0.00329, 0.00311]),
        ProtocolErrors(
            start: .fanIn, encoder: .free, errors: [0.171, 0.168, 0.151, 0.178, 0.0897, 0.21, 0.172, 0.169],
            deadOutputs: [46, 44, 46, 51, 33, 53, 50, 48],
            curvature: [0.247, 0.265, 0.25, 0.282, 0.212, 0.288, 0.274, 0.248]),
        ProtocolErrors(
            start: .fanIn, encoder: .fixed, errors: [0.194, 0.181, 0.2, 0.203, 0.171, 0.212, 0.186, 0.183],
            deadOutputs: [53, 47, 57, 51, 53, 52, 52, 51]),
    ]

    /// From non-negative weights, the last MSE with a free encoder over that with the fixed one.
    static let freeOverFixed = SeedSpread([2.32, 2.4, 2.25, 2.19, 2.2, 2.05, 2.13, 1.87])

    /// The recipe of a run; nil where it is not among ``measured``.
    static func of(_ run: ProtocolRun) -> ProtocolErrors? {
        measured.first { $0.start == run.start && $0.encoder == run.encoder }
    }
}
