import Analysis
import Diagnostics
import Networks
import Plots
import Testing

@testable import Descriptions
@testable import Experiments
@testable import Reports
@testable import RunStore

/// What figures of several amplitudes, of random levels and of samples without an order measure by, and how they draw.
@Suite struct FigureUnitTests {
    private func several(_ spec: inout Spec) {
        spec.signals = SignalSpec(.step(StepFunctions(length: 6, amplitude: .list([1, 2, 4]))))
    }

    private func pieces(_ spec: inout Spec) {
        spec.signals = SignalSpec(
            .piecewiseConstant(
                PiecewiseConstants(length: 6, transitions: 2, levels: .random(count: 12, seed: 1))))
    }

    private func chart(_ figure: ReportFigure?) throws -> Chart { try #require(figure?.drawing as? Chart) }

    @Test("An axis of errors or of outputs names what they are divided by")
    func units() throws {
        let one = RunFigures(try RunSamples.result("autoencoder-study", length: 6, epochs: 2), history: [])
        let many = RunFigures(try RunSamples.result("autoencoder-study", length: 6, epochs: 2, several), history: [])
        let random = RunFigures(try RunSamples.result("autoencoder-study", length: 6, epochs: 2, pieces), history: [])
        for (figures, unit) in [(one, "amplitude"), (many, "largest amplitude"), (random, "largest value")] {
            #expect(try chart(figures.errorByPosition).y.label == "mean error / \(unit)")
            #expect(try chart(figures.atlas).y.label == "Σ outputs / \(unit)")
            let caption = try #require(figures.atlas?.caption)
            #expect(caption.hasPrefix("The sum of the outputs over the \(unit) as a function of the code z"))
        }
    }

    @Test("No line joins the errors of samples that have no order")
    func unordered() throws {
        func joins(_ change: (inout Spec) -> Void) throws -> (line: Bool, caption: Bool) {
            let figure = RunFigures(
                try RunSamples.result("autoencoder-study", length: 6, epochs: 2, change), history: []
            )
            .errorByPosition
            let line = try chart(figure).marks.contains { if case .line = $0 { true } else { false } }
            return (line, try #require(figure).caption.contains("The grey line is"))
        }
        #expect(try joins { _ in } == (true, true))
        #expect(try joins(pieces) == (false, false))
        #expect(try joins(several) == (false, false))
        // One amplitude is left to train on, and those of the samples held out lie at the same positions.
        let shared = try joins { spec in
            several(&spec)
            spec.signals.holdOut = .random(share: 0.6, seed: 1)
        }
        #expect(shared.line == shared.caption)
    }

    @Test("Samples that are held out have another shape than those for training in the atlas, too")
    func atlasMarks() throws {
        let held = try RunSamples.result("autoencoder-study", length: 8, epochs: 2) { $0.signals.holdOut = .every(3) }
        let marks = try chart(RunFigures(held, history: []).atlas).marks
        #expect(
            marks.contains { mark in
                guard case .points(let points, RunFigures.heldOutSeries) = mark else { return false }
                return points.count == held.heldOutSamples?.count
            })
        #expect(marks.count { if case .rings = $0 { true } else { false } } == 1)
    }

    @Test("One sample that is held out, and one sample at all, are told in the singular")
    func singular() throws {
        let held = try RunSamples.result("sub-optimal", length: 8)
        #expect(held.heldOutSamples?.count == 1)
        let caption = try #require(RunFigures(held, history: []).reconstructions?.caption)
        #expect(caption.hasSuffix("The signal that was held out is not."))
        let only = try RunSamples.result("autoencoder-study", length: 1, epochs: 0) { spec in
            spec.signals = SignalSpec(.step(StepFunctions(length: 1, amplitude: 5, blank: false)))
            spec.initialization = .drawn(.zeros)
        }
        let words = try #require(RunFigures(only, history: []).reconstructions?.caption)
        #expect(words.contains("0 of 1 sample is reproduced"))
    }

    @Test("Errors of a batch that are all 0 stand at the left end of their axis, and its epochs are whole")
    func batches() throws {
        let runs = try (1...2).map { seed in
            let result = try RunSamples.result("reversed-solution", length: 6) { $0.seed = UInt64(seed) }
            return RunSummary(result, run: "a-1/\(seed)", folder: "runs/a-1/\(seed)", weightsSHA256: "")
        }
        let moments = [(0, 3.0), (1, 2), (2, 1)].map { BatchHistories.Moment(epoch: $0, loss: $1) }
        let figures = BatchFigures(
            BatchSummary(batch: "a-1", folder: "runs/a-1", seeds: [1, 2], runs: runs, missing: []),
            spec: try #require(Experiment.named("reversed-solution")).spec,
            histories: BatchHistories(
                runs: [1, 2].map { .init(seed: $0, status: .finished, moments: moments) }))
        let errors = try #require(figures.errorHistogram?.drawing as? HistogramFigure).chart
        #expect(errors.domains.x.lower >= -0.05 && errors.domains.x.upper == 1)
        let losses = try chart(figures.lossBand)
        #expect(losses.x.ticks(in: losses.domains.x, target: 6).map(\.label) == ["1", "2"])
    }

    @Test("A loss of the samples held out that only rises is not told to have been least at its start")
    func rising() throws {
        let held = try RunSamples.result("autoencoder-study", length: 8, epochs: 1) { $0.signals.holdOut = .every(3) }
        let rows = [(0, 1.0), (5, 2), (10, 3)].map { epoch, loss in
            HistoryRow(epoch: epoch, loss: 1, learningRate: 1, maxAbsoluteError: 1, codeR2: nil, heldOutLoss: loss)
        }
        let caption = try #require(RunFigures(held, history: rows).loss?.caption)
        #expect(caption.contains("held out it rises from 1 to 3.") && !caption.contains("was least"))
    }
}
