import Testing

@testable import Networks

/// A plateau's counts and thresholds, each against the library that it follows.
@Suite struct PlateauTests {
    /// The rates of the epochs, from 0, of which these are the losses, and of the one after them.
    private func rates(_ plateau: Schedule.Plateau, losses: [Double], from rate: Double = 1) -> [Double] {
        var state = ScheduleState(learningRate: rate)
        return [rate]
            + losses.map {
                state.note(.dropOnPlateau(plateau), loss: $0)
                return state.learningRate
            }
    }

    @Test("A constant loss under patience 2: PyTorch waits an epoch longer than Keras")
    func patience() {
        let constant = [Double](repeating: 1, count: 7)
        let (torch, keras): ([Double], [Double]) = ([1, 1, 1, 1, 0.1], [1, 1, 1, 0.1, 0.1])
        #expect(Array(rates(.init(dialect: .torch, patience: 2), losses: constant).prefix(5)) == torch)
        #expect(Array(rates(.init(dialect: .keras, patience: 2), losses: constant).prefix(5)) == keras)
        #expect(Array(rates(.init(patience: 2), losses: constant).prefix(5)) == keras)
        for patience in 0..<4 {
            #expect(
                rates(.init(dialect: .torch, patience: patience), losses: constant)
                    == rates(.init(patience: patience + 1, minimumRate: 0), losses: constant))
        }
        // Keras's 0 is its 1, for the count is compared after it has grown.
        #expect(Array(rates(.init(dialect: .torch, patience: 0), losses: constant).prefix(3)) == [1, 1, 0.1])
        #expect(
            rates(.init(dialect: .keras, patience: 0), losses: constant)
                == rates(.init(dialect: .keras, patience: 1), losses: constant))
        #expect(rates(.init(dialect: .torch, patience: .max), losses: constant).allSatisfy { $0 == 1 })
    }

    @Test("A relative threshold is a share of the best loss, an absolute one a difference from it")
    func threshold() {
        // From 100 to 99.5: half a percent, and half a unit. From 0.01 to 0.001: nine tenths, and 0.009.
        let (large, small) = ([100, 99.5], [0.01, 0.001])
        for (form, dropsAtLarge, dropsAtSmall) in [
            (Schedule.Plateau.ThresholdForm.relative, true, false), (.absolute, false, true),
        ] {
            let plateau = Schedule.Plateau(patience: 1, threshold: 0.01, thresholdForm: form)
            #expect((rates(plateau, losses: large).last == 0.1) == dropsAtLarge)
            #expect((rates(plateau, losses: small).last == 0.1) == dropsAtSmall)
        }
        #expect(Schedule.Plateau(dialect: .keras).thresholdForm == .absolute)
        #expect(Schedule.Plateau(dialect: .torch).thresholdForm == .relative)
        #expect(Schedule.Plateau().thresholdForm == .relative)
    }

    @Test("PyTorch leaves a rate alone that would fall by 1e-8 or less")
    func smallest() {
        let losses = [Double](repeating: 1, count: 2)
        #expect(rates(.init(dialect: .torch, patience: 0), losses: losses, from: 1e-8).last == 1e-8)
        #expect(rates(.init(dialect: .torch, patience: 0), losses: losses, from: 2e-8).last == 2e-8 * 0.1)
        #expect(rates(.init(dialect: .keras, patience: 1), losses: losses, from: 1e-8).last == 1e-8 * 0.1)
    }

    @Test("A rate that is below the least one is not raised", arguments: Schedule.Plateau.Dialect.allCases)
    func least(dialect: Schedule.Plateau.Dialect) {
        let plateau = Schedule.Plateau(dialect: dialect, patience: 1, minimumRate: 0.5)
        #expect(rates(plateau, losses: [1, 1, 1, 1], from: 0.1).allSatisfy { $0 == 0.1 })
        #expect(rates(plateau, losses: [1, 1, 1, 1], from: 2).last == 0.5)
    }

    @Test("An improvement by exactly the threshold is none", arguments: Schedule.Plateau.ThresholdForm.allCases)
    func border(form: Schedule.Plateau.ThresholdForm) {
        let plateau = Schedule.Plateau(patience: 1, threshold: 0.5, thresholdForm: form)
        #expect(rates(plateau, losses: [1, 0.5]).last == 0.1)
        #expect(rates(plateau, losses: [1, 0.5.nextDown]).last == 1)
    }

    @Test(
        "What is out of range is named",
        arguments: [
            (.init(dialect: .torch, patience: -1), "patience"), (.init(dialect: .keras, patience: -1), "patience"),
            (.init(dialect: .torch, patience: 0), nil), (.init(patience: 0), "patience"),
            (.init(threshold: 2, thresholdForm: .absolute), nil),
            (.init(threshold: .infinity, thresholdForm: .absolute), "threshold"),
            (.init(threshold: -1, thresholdForm: .absolute), "threshold"), (.init(dialect: .keras), nil),
        ] as [(Schedule.Plateau, String?)])
    func objections(plateau: Schedule.Plateau, parameter: String?) {
        #expect(Schedule.dropOnPlateau(plateau).objection?.parameter == parameter.map { "dropOnPlateau.\($0)" })
    }
}
