internal import Analysis
internal import Claims
internal import Plots

extension Evidence {
    /// Adds a figure of the mean error of each sample, for the first seed of each recipe.
    mutating func figure(errors outcomes: [ProtocolOutcome]) {
        let zero = (0...129).map { Double(129 - $0) / 129 }
        let panels = ProtocolRun.Start.allCases.map { start in
            ChartPanel(
                start.rawValue,
                marks: [.line(PlotPoint.samples(zero), Series("output 0", .muted))]
                    + Self.series(outcomes.with(start)) { PlotPoint.samples($0.found.meanErrors) })
        }
        figure(
            "errors",
            caption:
                "The mean error of each step over the amplitude, transitions from left to right, with that of an "
                + "output that is 0 throughout. From signed weights the errors fall as those of the 0 do, whether the "
                + "encoder is trained or not.",
            ChartGrid(
                "Error by position",
                description: "Lines of the mean error over the steps, one panel an initialisation.",
                x: Axis("step i"), y: Axis("mean error / amplitude", scale: .log10), panels: panels, columns: 2,
                panelHeight: 200))
    }

    /// Adds a figure of the code over the position, for every seed.
    mutating func figure(codes outcomes: [ProtocolOutcome]) {
        let panels = ProtocolRun.Start.allCases.map { start in
            ChartPanel(
                start.rawValue,
                marks: outcomes.with(start, .free).enumerated().map { k, outcome in
                    let codes = outcome.found.codes
                    let least = codes.min() ?? 0
                    let range = (codes.max() ?? 1) - least
                    let isFalling = (codes.first ?? 0) < (codes.last ?? 0)
                    let points = codes.enumerated().map { i, z in
                        let share = (z - least) / range
                        return PlotPoint(Double(codes.count - 1 - i), isFalling ? 1 - share : share)
                    }
                    return .line(points, Series("seed \(outcome.run.seed)", .slot(k + 1)))
                })
        }
        figure(
            "codes",
            caption:
                "The code of a free encoder, over its range, against the position; reversed where it falls. A linear "
                + "code would be a straight line.",
            ChartGrid(
                "The code against the position", description: "Lines of the code over θ, one panel an initialisation.",
                x: Axis("position θ"), y: Axis("code z over its range"), panels: panels, columns: 2, panelHeight: 200))
    }

    /// Adds a figure of the mean square error over the epochs, for the first seed of each recipe.
    mutating func figure(losses outcomes: [ProtocolOutcome]) {
        let panels = ProtocolRun.Start.allCases.map { start in
            ChartPanel(
                start.rawValue,
                marks: Self.series(outcomes.with(start)) { outcome in
                    outcome.curve.filter { $0.epoch > 0 }.map { PlotPoint(Double($0.epoch), $0.error) }
                })
        }
        figure(
            "losses",
            caption:
                "MSE/amp² against the epoch, with a free encoder and with the fixed linear one. From signed weights "
                + "the free encoder is ahead throughout; from non-negative ones it is overtaken.",
            ChartGrid(
                "Free and fixed encoder", description: "Lines of the error over epochs, one panel an initialisation.",
                x: Axis("epoch", scale: .log10), y: Axis("MSE / amp²", scale: .log10), panels: panels, columns: 2,
                panelHeight: 200))
    }

    /// Adds a figure of the condition numbers over the length, with their laws.
    mutating func figure(conditionNumbers measured: [LengthConditioning]) {
        func points(_ value: (LengthConditioning) -> Double) -> [PlotPoint] {
            measured.map { PlotPoint(Double($0.length), value($0)) }
        }
        figure(
            "condition",
            caption:
                "The condition numbers for the encoder's weights, κ(XᵀX), and for the last layer's, κ(A2ᵀA2), against "
                + "the length of the signals. Lines: the laws (4n/π)² and 16 (n + 1)⁴/β₁⁴.",
            Chart(
                "Condition numbers", description: "Two growing sets of points on doubly logarithmic axes.",
                x: Axis("length n", scale: .log10), y: Axis("κ", scale: .log10),
                marks: [
                    .line(points { ConditioningLaw.signals(length: $0.length) }, Series("law", .muted)),
                    .line(points { ConditioningLaw.activations(length: $0.length) }, Series("", .muted)),
                    .points(points(\.signals), Series("κ(XᵀX)")),
                    .points(points(\.activations), Series("κ(A₂ᵀA₂)", .slot(2))),
                ], labels: .key))
    }

    /// One line for each encoder, of its first seed.
    private static func series(
        _ outcomes: [ProtocolOutcome], _ points: (ProtocolOutcome) -> [PlotPoint]
    ) -> [Mark] {
        ProtocolRun.Encoder.allCases.enumerated().compactMap { k, encoder in
            outcomes.with(nil, encoder).first.map {
                .line(points($0), Series("\(encoder.rawValue) encoder", .slot(k + 1)))
            }
        }
    }
}
