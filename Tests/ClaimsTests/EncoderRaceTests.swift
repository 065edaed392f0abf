import Experiments
import Testing

@testable import ExperimentClaims

/// Who comes to the fixed encoder's last error, and when.
@Suite struct EncoderRaceTests {
    private func outcome(_ encoder: ProtocolRun.Encoder, _ curve: [(Int, Double)]) throws -> ProtocolOutcome {
        let run = ProtocolRun(start: .signed, encoder: encoder, seed: 1)
        var spec = try run.spec().resized(to: 4)
        spec.epochs = 1
        let result = try ExperimentRun(spec, source: spec.name).run()
        // The amplitude is 5, and a curve has MSE/amp².
        return ProtocolOutcome(
            run, result,
            history: curve.map {
                HistoryRow(epoch: $0.0, loss: 25 * $0.1, learningRate: 1, maxAbsoluteError: 1, codeR2: nil)
            })
    }

    private func race(_ free: [(Int, Double)], _ fixed: [(Int, Double)]) throws -> EncoderRace {
        try #require(try EncoderRace(free: outcome(.free, free), fixed: outcome(.fixed, fixed)))
    }

    @Test("Within 5 % of the last error, in a third of the epochs")
    func borders() throws {
        let fixed = [(0, 1.0), (30, 0.3), (90, 0.209), (120, 0.2)]
        let third = try race([(0, 1), (30, 0.209), (60, 0.1)], fixed)
        #expect(third.freeEpoch == 30 && third.fixedEpoch == 90 && third.timesSooner == 3 && third.isFarFaster)
        let later = try race([(0, 1), (31, 0.209), (60, 0.1)], fixed)
        #expect(later.freeEpoch == 31 && !later.isFarFaster)
        let above = try race([(0, 1), (30, 0.211), (60, 0.21001)], fixed)
        #expect(above.freeEpoch == nil && above.timesSooner == nil && !above.isFarFaster)
        #expect(abs(above.fixedError - 0.2) < 1e-15 && abs(above.lastRatio - 1.05005) < 1e-12)
        #expect(abs(above.ratioAtAQuarterOfTheEpochs - 0.21001 / 0.3) < 1e-12)
    }

    @Test("Only a free and a fixed encoder with the same start race")
    func pairs() throws {
        let (free, fixed) = (try outcome(.free, [(0, 1), (4, 0.5)]), try outcome(.fixed, [(0, 1), (4, 0.5)]))
        #expect(EncoderRace(free: fixed, fixed: free) == nil && EncoderRace(free: free, fixed: free) == nil)
        #expect(EncoderRace.all([free, fixed]).count == 1)
    }
}
