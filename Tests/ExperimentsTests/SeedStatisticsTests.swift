import Networks
import Testing

@testable import Experiments

@Suite("Runs with several seeds, summed up")
struct SeedStatisticsTests {
    @Test("Quantiles are interpolated between order statistics")
    func quantiles() throws {
        let four = try #require(SeedStatistics.Quantiles([4, 1, 3, 2]))
        #expect(four.least == 1 && four.greatest == 4)
        #expect(four.lowerQuartile == 1.75 && four.median == 2.5 && four.upperQuartile == 3.25)
        let one = try #require(SeedStatistics.Quantiles([7]))
        #expect([one.least, one.lowerQuartile, one.median, one.upperQuartile, one.greatest] == [7, 7, 7, 7, 7])
        #expect(SeedStatistics.Quantiles([]) == nil)
    }

    @Test("What diverged has no part in quantiles, and is counted")
    func counts() throws {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.changed(length: 9, source: "test")
        spec.epochs = 3
        let results = try (1...3).map { seed in
            try ExperimentRun(spec, source: "test").seeded(seed).run()
        }
        var summaries = results.enumerated().map { RunSummary($1, run: "r-\($0)", folder: "f", weightsSHA256: "") }
        summaries[0].maxRelativeError = 0.5
        summaries[1].maxRelativeError = 0.25
        summaries[2].maxRelativeError = nil
        summaries[2].loss = nil
        summaries[2].status = .diverged
        summaries[1].samplesWithinOnePercent = summaries[1].samples
        let statistics = SeedStatistics(summaries)
        #expect(statistics.runs == 3 && statistics.diverged == 1 && statistics.interrupted == 0)
        #expect(statistics.reconstructing == 1 && statistics.best == "r-1")
        #expect(statistics.maxRelativeError?.median == 0.375 && statistics.loss?.least != nil)
        summaries[1].maxRelativeError = 0.5
        (summaries[0].loss, summaries[1].loss) = (2, 1)
        #expect(SeedStatistics(summaries).best == "r-1")
        (summaries[0].loss, summaries[1].loss) = (1, 2)
        #expect(SeedStatistics(summaries).best == "r-0")
    }
}
