import Analysis
import Networks
import Plots
import Testing

@testable import Descriptions
@testable import Experiments
@testable import Reports

/// What is said of numbers over the epochs: how they change, and where they are 0.
@Suite struct EpochWordsTests {
    @Test("A change is told by the numbers it goes from and to")
    func changes() {
        #expect(ChangeText.words(from: 0.5, to: 0.1) == "falls from 0.5 to 0.1")
        #expect(ChangeText.words(from: 0.1, to: 0.5) == "rises from 0.1 to 0.5")
        #expect(ChangeText.words(from: 0.9801, to: 0.9804) == "stays at 0.98")
        #expect(ChangeText.words(from: 0, to: 0) == "stays at 0")
        #expect(ChangeText.words(from: .infinity, to: .infinity) == "stays at ∞")
        #expect(ChangeText.words(from: 1, to: .nan).contains("not a number"))
        #expect(ChangeText.words(from: .nan, to: 2) == "ends at 2")
    }

    @Test("What lies beyond the first and the last number is told, with its epoch")
    func excursions() {
        func words(_ values: Double...) -> String { ChangeText.words(values.enumerated().map { ($0, $1) }) }
        #expect(
            words(0.516, 0.3, 0.02, 0.1, 0.22) == "is 0.516 before training, least 0.02 at epoch 2, and 0.22 at the end"
        )
        #expect(words(1, 8, 1) == "is 1 before training, largest 8 at epoch 1, and 1 at the end")
        #expect(
            words(1, 0.1, 1500, 1)
                == "is 1 before training, least 0.1 at epoch 1, largest 1,500 at epoch 2, and 1 at the end")
        #expect(words(1, 1.004, 1) == "stays at 1" && words(1, 0.5, 0.7, 0.1) == "falls from 1 to 0.1")
        #expect(words(1, 9, .nan).contains("not a number in the end"))
        #expect(ChangeText.words([(3, 1.0), (5, 2), (9, 1)]).hasPrefix("is 1 at epoch 3, largest 2"))
    }

    @Test("The value before training is drawn at the left edge, and a caption that hides nothing is drawn from it")
    func starts() throws {
        let result = try RunSamples.result("autoencoder-study", length: 8, epochs: 1)
        let history = RunSamples.rows([(0, 4, 5, 0.5), (1, 9, 5, 0.02), (2, 2, 40, 0.3), (3, 3, 5, 0.2)])
        let figures = RunFigures(result, history: history)
        let (loss, error) = (try #require(figures.loss), try #require(figures.errorOverEpochs))
        func starts(_ figure: ReportFigure) -> [Double] {
            ((figure.drawing as? Chart)?.marks ?? []).compactMap {
                if case .starts(let values, _) = $0 { values } else { nil }
            }.flatMap { $0 }
        }
        #expect(starts(loss) == [4] && starts(error) == [1, 0.5])
        #expect(loss.caption.hasPrefix("The mean squared error, from 4 before training to 3 after 3 epochs."))
        #expect(loss.caption.contains(" It is largest at epoch 1, with 9, and least at epoch 2, with 2."))
        #expect(error.caption.contains("is 1 before training, largest 8 at epoch 2, and 1 at the end"))
        #expect(error.caption.contains("is 0.5 before training, least 0.02 at epoch 1, and 0.2 at the end"))
        #expect((error.drawing as? Chart)?.y.label == "relative error")
        #expect((error.drawing as? Chart)?.x.isWhole == true)
    }

    @Test("The error over the epochs is said to fall only where it falls")
    func errorOverEpochs() throws {
        let result = try RunSamples.result("autoencoder-study", length: 8, epochs: 1)
        let flat = RunFigures(result, history: RunSamples.rows([(0, 1, 5, 0.2), (5, 1, 5, 0.2), (10, 1, 5.001, 0.4)]))
        let caption = try #require(flat.errorOverEpochs?.caption)
        #expect(caption.contains("the amplitude stays at 1;") && caption.contains("rises from 0.2 to 0.4"))
        let falling = RunFigures(result, history: RunSamples.rows([(0, 1, 5, 0.2), (5, 1, 1, 0.1), (10, 0.5, 0.5, 0)]))
        #expect(falling.errorOverEpochs?.caption.contains("falls from 1 to 0.1;") == true)
        #expect(falling.errorOverEpochs?.caption.contains("exactly 0 from epoch 10 on") == true)
        for figure in falling.all + flat.all {
            #expect(!figure.title.contains("fall") && !figure.title.contains("straight"))
        }
    }

    @Test(
        "Losses that are exactly 0 are marked, wherever they are",
        arguments: [[4.0, 0, 0, 0], [4, 1, 0, 2], [4, 0, 1, 0], [0, 0, 0, 0]])
    func zeroLosses(losses: [Double]) throws {
        let result = try RunSamples.result("autoencoder-study", length: 8, epochs: 1)
        let history = RunSamples.rows(losses.enumerated().map { ($0.offset, $0.element, $0.element == 0 ? 0 : 1, 0.1) })
        let figure = try #require(RunFigures(result, history: history).loss)
        let chart = try #require(figure.drawing as? Chart)
        let zeros = chart.marks.compactMap { if case .zeros(let places, _) = $0 { places } else { nil } }.joined()
        #expect(Array(zeros) == losses.indices.dropFirst().filter { losses[$0] == 0 }.map(Double.init))
        switch losses {
        case [4, 1, 0, 2]: #expect(figure.caption.contains(", exactly 0 at epoch 2."))
        case [4, 0, 1, 0]: #expect(figure.caption.contains(", exactly 0 from epoch 3 on."))
        default: #expect(figure.caption.contains(", exactly 0 from epoch 1 on."))
        }
        #expect((chart.y.scale == .log10) == losses.dropFirst().contains { $0 > 0 })
        #expect(chart.svg(id: "c").serialized().contains("exactly 0"))
        let hasStart = losses[0] > 0
        #expect(chart.table.rows.count == losses.count - (hasStart ? 0 : 1))
    }

    @Test("A run of one epoch has a loss to show, one without epochs has none")
    func fewLosses() throws {
        let result = try RunSamples.result("autoencoder-study", length: 8, epochs: 1)
        #expect(RunFigures(result, history: RunSamples.rows([(0, 4, 1, 1), (1, 3, 1, 1)])).loss != nil)
        #expect(RunFigures(result, history: RunSamples.rows([(0, 4, 1, 1)])).loss == nil)
    }

    @Test("A loss that is 0 beside an error is rounded, not exactly 0")
    func roundedLoss() throws {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 4)
        (spec.epochs, spec.initialization, spec.training.path) = (1, .drawn(.zeros), .reference)
        spec.signals = SignalSpec(.step(StepFunctions(length: 4, amplitude: 1e-30)))
        let result = try ExperimentRun(spec, source: "test").run()
        #expect(result.loss == 0 && result.measures.error.maxAbsolute > 0)
        let summary = RunSummary(result, run: "r", folder: "f", weightsSHA256: "")
        let loss = RunDigest(summary, spec: spec).lines.first { $0.name == "loss" }?.text
        #expect(loss == "rounded to 0, mean squared error")
        let caption = RunFigures(result, history: RunSamples.rows([(0, 0, 1e-30, 0), (1, 0, 1e-30, 0)])).loss?.caption
        #expect(caption?.contains("rounded to 0 from epoch 1 on") == true && caption?.contains("exactly") == false)
    }

    @Test("Half a sum has its own article")
    func halfSum() throws {
        let result = try RunSamples.result("autoencoder-study", length: 5, epochs: 1) {
            $0.training.loss = .squaredError(.halfSum)
        }
        let caption = RunFigures(result, history: RunSamples.rows([(0, 4, 1, 1), (1, 2, 1, 1)])).loss?.caption
        #expect(caption?.hasPrefix("Half the sum of the squared errors, from 4 before") == true)
    }
}
