import Analysis
import Diagnostics
import Foundation
import Networks
import Plots
import Testing

@testable import Experiments
@testable import Reports

/// What titles, captions and axes say of runs of every kind: never more than the numbers.
@Suite struct FigureWordsTests {
    private func result(
        _ name: String, length: Int, epochs: Int? = nil, _ change: (inout Spec) -> Void = { _ in }
    ) throws -> RunResult {
        var spec = try #require(Experiment.named(name)).spec.resized(to: length)
        if let epochs { spec.epochs = epochs }
        change(&spec)
        return try ExperimentRun(spec, source: "test").run()
    }

    private func rows(_ values: [(epoch: Int, loss: Double, error: Double, deviation: Double)]) -> [HistoryRow] {
        values.map {
            HistoryRow(
                epoch: $0.epoch, loss: $0.loss, learningRate: 1, maxAbsoluteError: $0.error, codeR2: 1,
                codeDeviation: $0.deviation)
        }
    }

    private func names(_ figure: ReportFigure?) -> [String] {
        (figure?.drawing as? Chart)?.marks.compactMap(\.series?.name) ?? []
    }

    @Test("An exact network's error map is 0 everywhere, in words and in its colour")
    func exact() throws {
        let figures = RunFigures(try result("reversed-solution", length: 9), history: [])
        let map = try #require(figures.errorMap?.drawing as? HeatMap)
        #expect(map.constant == 0 && map.valueDomain.lower == 0)
        #expect(figures.errorMap?.caption.contains("exactly 0 as computed in float32") == true)
        #expect(figures.errorByPosition?.caption.hasPrefix("The error is exactly 0") == true)
        let other = RunFigures(try result("autoencoder-study", length: 9, epochs: 10), history: [])
        #expect((other.errorMap?.drawing as? HeatMap)?.valueDomain.lower == 0)
        #expect(other.errorMap?.caption.contains("exactly 0") == false)
    }

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
        let result = try result("autoencoder-study", length: 8, epochs: 1)
        let history = rows([(0, 4, 5, 0.5), (1, 9, 5, 0.02), (2, 2, 40, 0.3), (3, 3, 5, 0.2)])
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

    @Test("Samples that are held out are drawn with the errors over the epochs and with the units at work")
    func drawnBesides() throws {
        let plain = try result("autoencoder-study", length: 8, epochs: 1)
        let held = try result("autoencoder-study", length: 8, epochs: 1) { $0.signals.holdOut = .every(3) }
        let history = rows([(0, 1, 5, 0.2), (1, 1, 4, 0.2)])
        func marks(_ result: RunResult) throws -> (error: [Mark], units: [Mark]) {
            let figures = RunFigures(result, history: history)
            let error = try #require(figures.errorOverEpochs?.drawing as? Chart)
            let units = try #require(figures.unitsAtWork?.drawing as? ChartGrid)
            return (error.marks, units.panels.flatMap(\.marks))
        }
        let size = try #require(held.heldOut?.error.maxRelative)
        let series = Series("largest error of the samples held out, at the end", .slot(5))
        #expect(try marks(held).error.contains(.points([PlotPoint(1, size)], series)))
        #expect(try !marks(plain).error.contains { $0.series == series })
        func rings(_ marks: [Mark]) -> Int { marks.count { if case .rings = $0 { true } else { false } } }
        #expect(try rings(marks(held).units) == 2 && rings(marks(plain).units) == 0)
        let figures = RunFigures(held, history: history)
        #expect(
            figures.errorOverEpochs?.caption.contains(
                "On the samples held out the largest error is \(NumberText.number(size))")
                == true)
        #expect(figures.unitsAtWork?.caption.contains("The share of the training samples") == true)
    }

    @Test("The error over the epochs is said to fall only where it falls")
    func errorOverEpochs() throws {
        let result = try result("autoencoder-study", length: 8, epochs: 1)
        let flat = RunFigures(result, history: rows([(0, 1, 5, 0.2), (5, 1, 5, 0.2), (10, 1, 5.001, 0.4)]))
        let caption = try #require(flat.errorOverEpochs?.caption)
        #expect(caption.contains("the amplitude stays at 1;") && caption.contains("rises from 0.2 to 0.4"))
        let falling = RunFigures(result, history: rows([(0, 1, 5, 0.2), (5, 1, 1, 0.1), (10, 0.5, 0.5, 0)]))
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
        let result = try result("autoencoder-study", length: 8, epochs: 1)
        let history = rows(losses.enumerated().map { ($0.offset, $0.element, $0.element == 0 ? 0 : 1, 0.1) })
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
        let hasStart = losses[0] > 0 && losses.dropFirst().contains { $0 > 0 }
        #expect(chart.table.rows.count == losses.count - (hasStart ? 0 : 1))
    }

    @Test("A run of one epoch has a loss to show, one without epochs has none")
    func fewLosses() throws {
        let result = try result("autoencoder-study", length: 8, epochs: 1)
        #expect(RunFigures(result, history: rows([(0, 4, 1, 1), (1, 3, 1, 1)])).loss != nil)
        #expect(RunFigures(result, history: rows([(0, 4, 1, 1)])).loss == nil)
    }

    @Test("Diracs have peaks, not transitions, and the blank's error is not placed among them")
    func diracs() throws {
        let result = try result("autoencoder-study", length: 8, epochs: 5) { spec in
            spec.signals = SignalSpec(.dirac(Diracs(length: 8, amplitude: 2, blank: true)))
        }
        let figures = RunFigures(result, history: [])
        let chart = try #require(figures.errorByPosition?.drawing as? Chart)
        #expect(chart.x.label == "entry of the peak, θ")
        #expect(figures.errorByPosition?.caption.contains("1 sample without a position is left out") == true)
        for figure in figures.all { #expect(!figure.caption.contains("step") && !figure.caption.contains("ransition")) }
        let lines = RunDigest(RunSummary(result, run: "r", folder: "f", weightsSHA256: ""), spec: result.spec).lines
        let quarters = try #require(lines.first { $0.name == "mean error" }?.text)
        #expect(quarters.hasSuffix("in the four quarters of the positions, from the smallest θ to the largest"))
        #expect(figures.errorByPosition?.caption.contains(NumberText.typeset(quarters)) == true)
    }

    @Test(
        "The digest tells the quarters as the figure does, from the least position up",
        arguments: Orientation.allCases)
    func quartersUpwards(orientation: Orientation) throws {
        let result = try result("autoencoder-study", length: 8, epochs: 20) { spec in
            spec.signals = SignalSpec(.step(StepFunctions(length: 8, amplitude: 5, orientation: orientation)))
        }
        let lines = RunDigest(RunSummary(result, run: "r", folder: "f", weightsSHA256: ""), spec: result.spec).lines
        let text = try #require(lines.first { $0.name == "mean error" }?.text)
        #expect(RunFigures(result, history: []).errorByPosition?.caption.contains(NumberText.typeset(text)) == true)
        // An untrained network misses least where there are the fewest ones, which is where θ is least.
        let shares = text.matches(of: /([0-9.]+) %/).compactMap { Double($0.1) }
        #expect(shares.count == 4 && shares.first ?? 9 < shares.last ?? 0)
        #expect(text.hasSuffix("from the smallest θ to the largest"))
    }

    @Test("Position and amplitude have errors of their own, each over its own largest target")
    func regression() throws {
        let result = try result("homework-mlp", length: 16, epochs: 3)
        let figures = RunFigures(result, history: [])
        #expect(names(figures.errorByPosition) == ["position, of 16", "amplitude, of 2"])
        let map = try #require(figures.errorMap?.drawing as? HeatMap)
        let (outputs, targets) = (result.measures.outputs, result.samples.targets)
        let worst = (0..<targets.rows).map { abs(outputs[$0, 1] - targets[$0, 1]) / 2 }.max()
        #expect(map.rows.map { $0[1] }.max() == worst)
        #expect(figures.errorMap?.caption.contains("(16 and 2)") == true)
        #expect(map.x.namedTicks.map(\.label) == ["position", "amplitude"])
        let svg = map.svg(id: "m").serialized()
        #expect(svg.contains(">position<") && svg.contains(">amplitude<"))
        let lines = RunDigest(RunSummary(result, run: "r", folder: "f", weightsSHA256: ""), spec: result.spec).lines
        let found = lines.first { $0.name == "found" }
        #expect(found?.text.hasSuffix("within 1 % of the largest target of its kind") == true)
        #expect(lines.first { $0.name == "position" }?.text.hasSuffix("of the largest position, 16") == true)
        #expect(lines.first { $0.name == "amplitude" }?.text.hasSuffix("of the largest amplitude, 2") == true)
        #expect(!lines.contains { $0.name == "worst error" })
    }

    @Test("Held-out samples of a regression are marked too, and those told apart by number come last")
    func heldOut() throws {
        var figures = RunFigures(
            try result("homework-mlp", length: 16, epochs: 3) { $0.signals.holdOut = .every(4) }, history: [])
        #expect(
            names(figures.errorByPosition)
                == ["position, of 16", "amplitude, of 2", "position, held out", "amplitude, held out"])
        #expect(figures.errorMap?.caption.contains("their worst entries are") == true)
        let several = try result("autoencoder-study", length: 8, epochs: 2) { spec in
            spec.signals = SignalSpec(
                .piecewiseConstant(PiecewiseConstants(length: 8, transitions: 2)), holdOut: .every(5))
        }
        figures = RunFigures(several, history: [])
        let held = try #require(several.heldOutSamples).count
        #expect(held > 2)
        let chart = try #require(figures.errorByPosition?.drawing as? Chart)
        guard case .points(let points, let series) = chart.marks.last else {
            Issue.record("expected points")
            return
        }
        #expect(series.name == "held out")
        #expect(points.map(\.x) == (0..<held).map { Double(several.samples.count + $0) })
        // The last samples are at the top of the map.
        #expect((figures.errorMap?.drawing as? HeatMap)?.marked == Array(0..<held))
        // A network that is exact on its training samples is not said to be exact on all.
        let exact = RunFigures(
            try result("reversed-solution", length: 9) { $0.signals.holdOut = .every(4) }, history: [])
        #expect(exact.errorMap?.caption.contains("every output of every sample for training is its target") == true)
    }

    @Test("The plane of activations marks samples that are held out")
    func heldOutActivations() throws {
        let result = try result("reversed-solution", length: 3) { $0.signals.holdOut = .every(2) }
        let figure = try #require(RunFigures(result, history: []).geometry?.drawing as? GeometryFigure)
        let crosses = figure.marks.compactMap { mark -> [[Double]]? in
            if case .points(let points, _, .cross, _) = mark { points } else { nil }
        }
        let network = result.network.inDouble
        let held = try #require(result.heldOutSamples)
        let activations = network.forward(held.signals).activations[1]
        #expect(crosses == [(0..<held.count).map { Array(activations.row($0)) }])
        #expect(figure.svg(id: "g").serialized().contains("a of a sample held out"))
    }

    @Test("Signals of several transitions are told apart by their number")
    func severalTransitions() throws {
        let result = try result("autoencoder-study", length: 8, epochs: 2) { spec in
            spec.signals = SignalSpec(.piecewiseConstant(PiecewiseConstants(length: 8, transitions: 2)))
        }
        let figures = RunFigures(result, history: [])
        #expect(figures.errorByPosition?.title == "Error by sample")
        #expect((figures.errorByPosition?.drawing as? Chart)?.x.label == "sample")
        let map = try #require(figures.errorMap?.drawing as? HeatMap)
        #expect(map.y.label == "sample" && map.y.domain == AxisDomain(20.5, -0.5))
        #expect(figures.errorMap?.caption.contains("diagonal") == false)
    }

    @Test("Merged rows keep the axis of the data, and are said to be merged")
    func merged() throws {
        let result = try result("reversed-solution", length: 300)
        let figure = try #require(RunFigures(result, history: []).errorMap)
        let map = try #require(figure.drawing as? HeatMap)
        #expect(map.rows.count == 260 && map.y.domain == AxisDomain(300.5, -0.5))
        #expect(map.x.domain == AxisDomain(-0.5, 299.5))
        #expect(figure.caption.contains("up to 2 samples by 2 outputs") && !figure.caption.contains("one row a"))
        let other = RunFigures(try self.result("autoencoder-study", length: 300, epochs: 1), history: [])
        #expect(other.errorMap?.caption.contains("Each cell stands for up to 2 samples by 2 outputs") == true)
        #expect(map.table.columns.prefix(2) == ["position θ, first", "position θ, last"])
        #expect(
            map.table.rows.first?.prefix(2) == ["300", "300"] || map.table.rows.first?.prefix(2) == ["299", "300"])
    }

    @Test("Two codes of one amplitude are coloured by position, with the held-out ones marked and signs right")
    func oneAmplitude() throws {
        let result = try result("position-amplitude", length: 9) { spec in
            spec.signals = SignalSpec(.step(StepFunctions(length: 9)), holdOut: .every(4))
        }
        let figure = try #require(RunFigures(result, history: []).codePlane)
        #expect(names(figure).contains("position θ, 1 to 9") && names(figure).contains("held out"))
        let chart = try #require(figure.drawing as? Chart)
        for case .line in chart.marks { Issue.record("a line joins codes of one amplitude") }
        for case .shaded(let points, let values, _) in chart.marks {
            #expect(points.map(\.x) == values)
        }
        #expect(!figure.caption.contains("+ −"))
    }

    @Test("Codes that are all the same are called so")
    func constantCode() throws {
        let result = try result("autoencoder-study", length: 8, epochs: 0) { $0.initialization = .drawn(.zeros) }
        let figures = RunFigures(result, history: [])
        #expect(figures.code?.caption.contains("All steps have the same code") == true)
        #expect(figures.firstWeights?.caption.contains("All weights are 0") == true)
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
        #expect(loss == "rounded to 0, squaredError(mean)")
        let caption = RunFigures(result, history: rows([(0, 0, 1e-30, 0), (1, 0, 1e-30, 0)])).loss?.caption
        #expect(caption?.contains("rounded to 0 from epoch 1 on") == true && caption?.contains("exactly") == false)
    }

    @Test("What moves a frozen layer is told, and that nothing is trained")
    func frozen() throws {
        func text(_ change: (inout Spec) -> Void) throws -> String? {
            let result = try result("linear-code", length: 5, epochs: 2, change)
            let summary = RunSummary(result, run: "r", folder: "f", weightsSHA256: "")
            return RunDigest(summary, spec: result.spec).lines.first { $0.name == "frozen" }?.text
        }
        #expect(try text { _ in } == nil)
        let both = try text { for l in 0...1 { $0.network[l].isFrozen = true } }
        #expect(both?.contains("layer 0 by gradients only: the projection") == true)
        #expect(both?.contains("layer 1 by gradients only: kinkRepair") == true)
        let none = try text { spec in
            (spec.training.codeLinearity, spec.training.kinkRepair) = (nil, nil)
            spec.training.optimizer = .sgd(learningRate: 0.1)
            for l in spec.network.indices { spec.network[l].isFrozen = true }
        }
        #expect(none == "no layer is trained: all are frozen or fixed")
    }

    @Test("Half a sum has its own article")
    func halfSum() throws {
        let result = try result("autoencoder-study", length: 5, epochs: 1) {
            $0.training.loss = .squaredError(.halfSum)
        }
        let caption = RunFigures(result, history: rows([(0, 4, 1, 1), (1, 2, 1, 1)])).loss?.caption
        #expect(caption?.hasPrefix("Half the sum of the squared errors, from 4 before") == true)
    }

    @Test("Equal codes have no line, and units of a network that diverged are not counted")
    func withoutALine() throws {
        var result = try result("autoencoder-study", length: 5, epochs: 0) { $0.initialization = .drawn(.zeros) }
        func texts(_ change: (inout RunSummary) -> Void = { _ in }) -> [RunDigest.Line] {
            var summary = RunSummary(result, run: "r", folder: "f", weightsSHA256: "")
            change(&summary)
            return RunDigest(summary, spec: result.spec).lines
        }
        #expect(result.measures.code?.maxDeviation == nil)
        #expect(texts().first { $0.name == "code" }?.text == "all codes are equal")
        let rows = (0...1).map {
            HistoryRow(epoch: $0, loss: 1, learningRate: 1, maxAbsoluteError: 1, codeR2: 0, codeDeviation: nil)
        }
        let caption = RunFigures(result, history: rows).errorOverEpochs?.caption
        #expect(caption?.contains("; all codes are equal.") == true && caption?.contains("exactly") == false)
        #expect(texts().contains { $0.name == "dead" })
        #expect(!texts { $0.status = .diverged }.contains { $0.name == "dead" || $0.name == "revival" })
        result = try self.result("autoencoder-study", length: 5, epochs: 1)
        let gradients = RunFigures(result, history: []).encoderGradients?.caption
        #expect(gradients?.contains("summed over the only epoch") == true)
    }

    @Test("Each figure is found by its own name", arguments: ["homework-mlp", "linear-code", "position-amplitude"])
    func names(experiment: String) throws {
        let figures = RunFigures(
            try result(experiment, length: 5, epochs: 3), history: rows([(0, 1, 1, 1), (3, 1, 1, 1)]))
        #expect(figures.all.count > 4)
        for figure in figures.all { #expect(figures.figure(named: figure.id)?.title == figure.title) }
        #expect(figures.figure(named: "nothing")?.id == nil)
    }

    @Test("Entries count from 0 and layers from 1, in sentences as in figures")
    func counting() throws {
        var result = try result("autoencoder-study", length: 8, epochs: 5)
        let units = try #require(RunFigures(result, history: []).unitsAtWork?.drawing as? ChartGrid)
        #expect(units.panels.map(\.title) == ["units of layer 2, A₂", "outputs, A₃"])
        #expect(RunFigures(result, history: []).unitsAtWork?.caption.contains("Layers count from 1") == true)
        let text = try #require(ObstacleText.lines(result).first { $0.name == "W1 gradients" }?.text)
        #expect(text.hasPrefix("the gradients of entry 7 add up to") && text.contains("those of entry 0;"))
        result = try self.result("autoencoder-study", length: 8, epochs: 0)
        #expect(
            RunFigures(result, history: []).errorMap.map { ($0.drawing as? HeatMap)?.y.domain } == AxisDomain(8.5, -0.5)
        )
    }
}
