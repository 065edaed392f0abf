import Foundation
import Testing

@testable import Claims
@testable import ExperimentClaims

/// Tolerances that follow from the number of draws.
@Suite struct MeasuredShareTests {
    @Test("Shares of random layers are compared to five standard errors")
    func rankShares() throws {
        for shares in RankSurvey.reference {
            func survey(_ ofRank: Double, _ feasible: Double) -> RankSurvey {
                let draws = RankSurvey.draws
                return RankSurvey(
                    length: shares.length, draws: draws, ofRank: Int((ofRank * Double(draws)).rounded()),
                    feasible: Int((feasible * Double(draws)).rounded()))
            }
            #expect(survey(shares.ofRank, shares.feasible).isNear(shares))
            let error = (shares.ofRank * (1 - shares.ofRank) / Double(RankSurvey.draws)).squareRoot()
            #expect(survey(shares.ofRank + 4.9 * error, shares.feasible).isNear(shares))
            #expect(!survey(shares.ofRank - 5.1 * error, shares.feasible).isNear(shares))
            #expect(!survey(shares.ofRank, 1.3 * shares.feasible).isNear(shares))
        }
        // Two decimals that are off by two hundredths are noticed.
        let (four, six) = (RankSurvey.reference[1], RankSurvey.reference[2])
        let drawn = RankSurvey(length: 4, draws: 20_000, ofRank: 15_095, feasible: 1538)
        #expect(drawn.isNear(four))
        #expect(!drawn.isNear(RankSurvey.Shares(length: 4, ofRank: 0.77, feasible: 0.07)))
        #expect(!drawn.isNear(six))
    }

    @Test("The range of a further run follows from eight runs")
    func intervals() throws {
        let spread = SeedSpread([0.1, 0.2, 0.1, 0.2, 0.1, 0.2, 0.1, 0.2])
        let deviation = log(2.0) / 2 * (8.0 / 7).squareRoot()
        let middle = 0.02.squareRoot()
        for (range, half) in [
            (spread.interval, 7.885 * deviation * 1.125.squareRoot()),
            (spread.centre, 7.885 * deviation / 8.0.squareRoot()),
        ] {
            #expect(abs(range.lowerBound / (middle * exp(-half)) - 1) < 1e-12)
            #expect(abs(range.upperBound / (middle * exp(half)) - 1) < 1e-12)
        }
        #expect(ProtocolErrors.measured.count == ProtocolRun.Start.allCases.count * ProtocolRun.Encoder.allCases.count)
        for recipe in ProtocolErrors.measured {
            for spread in [recipe.errors, recipe.deadOutputs, recipe.curvature].compactMap({ $0 }) {
                #expect(spread.values.count == 8 && spread.values.allSatisfy(spread.interval.contains))
            }
        }
        for run in ProtocolRun.all(from: 1, count: 3) { #expect(ProtocolErrors.of(run)?.start == run.start) }
    }

    @Test("The identity of two known steps holds, and fails with another factor")
    func identity() {
        let fits = TwoStepFit.all(2...9)
        #expect(fits.count == 36 && fits.allSatisfy(\.identityHolds) && fits.allSatisfy(\.isDetermined))
        #expect(!TwoStepFit(length: 6, other: 6).isDetermined)
    }
}
