import Analysis
import Diagnostics
import Foundation
import Networks
import Plots
import Testing

@testable import Descriptions
@testable import Experiments
@testable import Reports

/// What titles, captions and axes say of runs of every kind: never more than the numbers.
@Suite struct FigureWordsTests {
    private func names(_ figure: ReportFigure?) -> [String] {
        (figure?.drawing as? Chart)?.marks.compactMap(\.series?.name) ?? []
    }

    @Test("An exact network's error map is 0 everywhere, in words and in its colour")
    func exact() throws {
        let figures = RunFigures(try RunSamples.result("reversed-solution", length: 9), history: [])
        let map = try #require(figures.errorMap?.drawing as? HeatMap)
        #expect(map.constant == 0 && map.valueDomain.lower == 0)
        #expect(figures.errorMap?.caption.contains("exactly 0 as computed in float32") == true)
        #expect(figures.errorByPosition?.caption.hasPrefix("The error is exactly 0") == true)
        let other = RunFigures(try RunSamples.result("autoencoder-study", length: 9, epochs: 10), history: [])
        #expect((other.errorMap?.drawing as? HeatMap)?.valueDomain.lower == 0)
        #expect(other.errorMap?.caption.contains("exactly 0") == false)
    }

    @Test("Samples that are held out are drawn with the errors over the epochs and with the units at work")
    func drawnBesides() throws {
        let plain = try RunSamples.result("autoencoder-study", length: 8, epochs: 1)
        let held = try RunSamples.result("autoencoder-study", length: 8, epochs: 1) { $0.signals.holdOut = .every(3) }
        let history = RunSamples.rows([(0, 1, 5, 0.2), (1, 1, 4, 0.2)])
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

    @Test("Diracs have peaks, not transitions, and the blank's error is not placed among them")
    func diracs() throws {
        let result = try RunSamples.result("autoencoder-study", length: 8, epochs: 5) { spec in
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
        let result = try RunSamples.result("autoencoder-study", length: 8, epochs: 20) { spec in
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
        let result = try RunSamples.result("homework-mlp", length: 16, epochs: 3)
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
        #expect(
            lines.first { $0.name == "position" }?.text.contains("of the largest position, 16; root mean square ")
                == true)
        #expect(
            lines.first { $0.name == "amplitude" }?.text.contains("of the largest amplitude, 2; root mean square ")
                == true)
        #expect(!lines.contains { $0.name == "worst error" })
    }

    @Test("Held-out samples of a regression are marked too, and those told apart by number come last")
    func heldOut() throws {
        var figures = RunFigures(
            try RunSamples.result("homework-mlp", length: 16, epochs: 3) { $0.signals.holdOut = .every(4) }, history: []
        )
        #expect(
            names(figures.errorByPosition)
                == ["position, of 16", "amplitude, of 2", "position, held out", "amplitude, held out"])
        #expect(figures.errorMap?.caption.contains("their worst entries are") == true)
        let several = try RunSamples.result("autoencoder-study", length: 8, epochs: 2) { spec in
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
            try RunSamples.result("reversed-solution", length: 9) { $0.signals.holdOut = .every(4) }, history: [])
        #expect(exact.errorMap?.caption.contains("every output of every sample for training is its target") == true)
    }

    @Test("The plane of activations marks samples that are held out")
    func heldOutActivations() throws {
        let result = try RunSamples.result("reversed-solution", length: 3) { $0.signals.holdOut = .every(2) }
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
        let result = try RunSamples.result("autoencoder-study", length: 8, epochs: 2) { spec in
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
        let result = try RunSamples.result("reversed-solution", length: 300)
        let figure = try #require(RunFigures(result, history: []).errorMap)
        let map = try #require(figure.drawing as? HeatMap)
        #expect(map.rows.count == 260 && map.y.domain == AxisDomain(300.5, -0.5))
        #expect(map.x.domain == AxisDomain(-0.5, 299.5))
        #expect(figure.caption.contains("up to 2 samples by 2 outputs") && !figure.caption.contains("one row a"))
        let other = RunFigures(try RunSamples.result("autoencoder-study", length: 300, epochs: 1), history: [])
        #expect(other.errorMap?.caption.contains("Each cell stands for up to 2 samples by 2 outputs") == true)
        #expect(map.table.columns.prefix(2) == ["position θ, first", "position θ, last"])
        #expect(
            map.table.rows.first?.prefix(2) == ["300", "300"] || map.table.rows.first?.prefix(2) == ["299", "300"])
    }

    @Test("Two codes of one amplitude are coloured by position, with the held-out ones marked and signs right")
    func oneAmplitude() throws {
        let result = try RunSamples.result("position-amplitude", length: 9) { spec in
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
        let result = try RunSamples.result("autoencoder-study", length: 8, epochs: 0) {
            $0.initialization = .drawn(.zeros)
        }
        let figures = RunFigures(result, history: [])
        #expect(figures.code?.caption.contains("All steps have the same code") == true)
        #expect(figures.firstWeights?.caption.contains("All weights are 0") == true)
    }

    @Test("What moves a frozen layer is told, and that nothing is trained")
    func frozen() throws {
        func text(_ change: (inout Spec) -> Void) throws -> String? {
            let result = try RunSamples.result("linear-code", length: 5, epochs: 2, change)
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

    @Test("Equal codes have no line, and units of a network that diverged are not counted")
    func withoutALine() throws {
        var result = try RunSamples.result("autoencoder-study", length: 5, epochs: 0) {
            $0.initialization = .drawn(.zeros)
        }
        func texts(_ change: (inout RunSummary) -> Void = { _ in }) -> [DigestLine] {
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
        result = try RunSamples.result("autoencoder-study", length: 5, epochs: 1)
        let gradients = RunFigures(result, history: []).encoderGradients?.caption
        #expect(gradients?.contains("summed over the only epoch") == true)
    }

    @Test("Each figure is found by its own name", arguments: ["homework-mlp", "linear-code", "position-amplitude"])
    func names(experiment: String) throws {
        let figures = RunFigures(
            try RunSamples.result(experiment, length: 5, epochs: 3),
            history: RunSamples.rows([(0, 1, 1, 1), (3, 1, 1, 1)]))
        #expect(figures.all.count > 4)
        for figure in figures.all { #expect(figures.figure(named: figure.id)?.title == figure.title) }
        #expect(figures.figure(named: "nothing")?.id == nil)
    }

    @Test("Entries count from 0 and layers from 1, in sentences as in figures")
    func counting() throws {
        var result = try RunSamples.result("autoencoder-study", length: 8, epochs: 5)
        let units = try #require(RunFigures(result, history: []).unitsAtWork?.drawing as? ChartGrid)
        #expect(units.panels.map(\.title) == ["units of layer 2, A₂", "outputs, A₃"])
        #expect(RunFigures(result, history: []).unitsAtWork?.caption.contains("Layers count from 1") == true)
        let text = try #require(ObstacleText.lines(result).first { $0.name == "W1 gradients" }?.text)
        #expect(text.hasPrefix("the gradients of entry 7 add up to") && text.contains("those of entry 0;"))
        result = try RunSamples.result("autoencoder-study", length: 8, epochs: 0)
        #expect(
            RunFigures(result, history: []).errorMap.map { ($0.drawing as? HeatMap)?.y.domain } == AxisDomain(8.5, -0.5)
        )
    }
}
