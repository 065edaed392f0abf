import Analysis
import Foundation
import Networks
import Plots
import Testing

@testable import Descriptions
@testable import Experiments
@testable import Reports

/// What figures draw of runs at the limits: exact networks, one sample, several amplitudes, and runs that diverged.
@Suite struct FigureContentTests {
    @Test("An exact reconstruction is drawn as its signal is, in the same kind of mark at the same points")
    func exactReconstructions() throws {
        let figure = try #require(
            RunFigures(try RunSamples.result("margin-decoder", length: 9), history: []).reconstructions)
        let grid = try #require(figure.drawing as? ChartGrid)
        #expect(grid.y.label == "value" && !grid.panels.isEmpty)
        for panel in grid.panels {
            guard case .steps(let signal, _, let one) = panel.marks[0],
                case .steps(let output, _, let other) = panel.marks[1]
            else {
                Issue.record("\(panel.title): not two staircases")
                continue
            }
            #expect(signal == output && one == other)
        }
    }

    @Test("Reconstructions show each entry whole, the first, the last, and the only one", arguments: [1, 4])
    func wholeEntries(length: Int) throws {
        let figure = RunFigures(try RunSamples.result("margin-decoder", length: length), history: []).reconstructions
        let grid = try #require(figure?.drawing as? ChartGrid)
        #expect(grid.x.domain == AxisDomain(-0.5, Double(length) - 0.5))
        guard length == 1 else { return }
        for case .line(let points, _) in grid.panels.flatMap(\.marks) { #expect(points.map(\.x) == [-0.5, 0.5]) }
        #expect(grid.panels.allSatisfy { $0.marks.allSatisfy { if case .line = $0 { true } else { false } } })
    }

    @Test("Fewer than four samples have no quarters")
    func noQuarters() throws {
        let result = try RunSamples.result("autoencoder-study", length: 2, epochs: 5)
        let caption = try #require(RunFigures(result, history: []).errorByPosition?.caption)
        #expect(!caption.contains("quarter") && caption.hasPrefix("The mean error of each sample"))
        let lines = RunDigest(RunSummary(result, run: "r", folder: "f", weightsSHA256: ""), spec: result.spec).lines
        #expect(!lines.contains { $0.name == "mean error" })
    }

    @Test("Kinks are said to be enough only where a ReLU or a linear layer follows them")
    func kinkWords() throws {
        func caption(_ activation: Activation) throws -> String? {
            let result = try RunSamples.result("autoencoder-study", length: 6, epochs: 5) {
                $0.network[2].activation = activation
            }
            return RunFigures(result, history: [], snapshots: [(0, result.network)]).kinks?.caption
        }
        #expect(try caption(.relu)?.contains("allows a last layer that is exact") == true)
        #expect(try caption(.sigmoid)?.contains("allows a last layer") == false)
    }

    @Test("Reconstructions of several amplitudes name the amplitude; those of one do not")
    func amplitudes() throws {
        let several = try RunSamples.result("position-amplitude", length: 4)
        let titles =
            (RunFigures(several, history: []).reconstructions?.drawing as? ChartGrid)?.panels.map(\.title) ?? []
        #expect(titles.last == "θ = 4, amplitude 5" && titles.allSatisfy { $0.contains("amplitude") })
        let held = try RunSamples.result("position-amplitude", length: 9) { $0.signals.holdOut = .every(2) }
        let drawing = RunFigures(held, history: []).reconstructions?.drawing as? ChartGrid
        let panels = try #require(drawing).panels
        #expect(panels.allSatisfy { !$0.title.contains("held out") } && panels.contains { $0.marks.count == 2 })
        let single = RunFigures(try RunSamples.result("margin-decoder", length: 4), history: []).reconstructions
        #expect((single?.drawing as? ChartGrid)?.panels.contains { $0.title.contains("amplitude") } == false)
    }

    @Test("The code of an exact network is written exactly, without a factor of 1 or a term of 0")
    func exactCode() throws {
        let caption = try #require(
            RunFigures(try RunSamples.result("margin-decoder", length: 6), history: []).code?.caption)
        #expect(caption.hasPrefix("z = ") && caption.contains(" exactly. ") && !caption.contains("1 θ"))
        #expect(!caption.contains("+ 0"))
    }

    @Test("Affine functions in words")
    func affine() {
        func text(_ a: Double, _ b: Double, _ c: Double) -> AffineText {
            AffineText([(a, "z₁", 10), (b, "z₂", 1)], intercept: c)
        }
        #expect(text(1, 0, 0).formula == "z₁" && text(1, 0, 0).isExact)
        #expect(text(-1, 2.5, -0.5).formula == "−z₁ + 2.5 z₂ − 0.5" && text(-1, 2.5, -0.5).isExact)
        #expect(text(0, -1, 3).formula == "−z₂ + 3" && text(0, 0, 0).formula == "0" && text(0, 0, -7).formula == "−7")
        #expect(text(1, 1e-13, 0).formula == "z₁" && !text(1, 1e-13, 0).isExact)
        #expect(text(1.0 / 3, 0, 0).formula == "0.333 z₁" && !text(1.0 / 3, 0, 0).isExact)
        #expect(text(1500, 0, 0).isExact)
    }

    @Test("Kinks have an axis of all gaps with whole ticks; without a kink there is no figure")
    func kinks() throws {
        let result = try RunSamples.result("autoencoder-study", length: 9, epochs: 20)
        let start = try RunSamples.result("autoencoder-study", length: 9, epochs: 0)
        let figure = try #require(RunFigures(result, history: [], snapshots: [(0, start.network)]).kinks)
        let grid = try #require(figure.drawing as? ChartGrid)
        #expect(grid.x.isWhole && grid.x.domain == AxisDomain(-0.5, 8.5))
        for panel in grid.panels { #expect(panel.title.hasSuffix("of 9 gaps")) }
        let blank = try RunSamples.result("autoencoder-study", length: 9, epochs: 0) {
            $0.initialization = .drawn(.zeros)
        }
        #expect(RunFigures(blank, history: [], snapshots: [(0, blank.network)]).kinks?.id == nil)
        let single = try RunSamples.result("linear-code", length: 1, epochs: 3)
        let untrained = try RunSamples.result("linear-code", length: 1, epochs: 0)
        let caption = RunFigures(single, history: [], snapshots: [(0, untrained.network)]).kinks?.caption
        #expect(caption?.contains("gaps") != true)
    }

    @Test("The atlas shows what is exact inside the codes shown, as points in rings")
    func atlas() throws {
        let result = try RunSamples.result("reversed-solution", length: 6)
        let chart = try #require(RunFigures(result, history: []).atlas?.drawing as? Chart)
        let domain = try #require(chart.x.domain)
        var exact = 0
        for mark in chart.marks {
            switch mark {
            case .points(let points, let series):
                #expect(series.name == "decoded exactly")
                exact += points.count
                #expect(points.allSatisfy { $0.x >= domain.lower && $0.x <= domain.upper })
            case .rings(let points, _): #expect(points.count == result.samples.count)
            default: continue
            }
        }
        #expect(exact >= 6)
    }

    @Test(
        "A run that diverged has no figures of outputs that are no numbers, and says how many are none",
        arguments: [8, 33])
    func diverged(length: Int) throws {
        let result = try RunSamples.result("autoencoder-study", length: length, epochs: 50) { spec in
            spec.training.optimizer = .rmsProp(learningRate: 1e30)
        }
        let figures = RunFigures(result, history: [])
        let lost = result.measures.outputs.elements.count { !$0.isFinite }
        try #require(result.status == .diverged && lost > 0)
        let isPartial = lost < result.measures.outputs.elements.count
        #expect(isPartial == (length == 8) && figures.hasOutputs == isPartial)
        for name in ["error-map", "error-by-position", "reconstructions", "units"] {
            #expect((figures.figure(named: name) != nil) == isPartial, "\(name)")
        }
        if isPartial {
            let words =
                "\(lost) of the \(result.measures.outputs.elements.count) outputs are not numbers: training diverged."
            #expect(figures.errorMap?.caption.contains(words) == true)
            #expect(figures.errorByPosition?.caption.contains(words) == true)
            #expect(figures.unitsAtWork?.caption.contains("none is called dead") == true)
        }
        let summary = RunSummary(result, run: "r", folder: "f", weightsSHA256: "")
        #expect(RunText.rows([summary]).rows.first?.last == "–")
        for figure in figures.all { #expect(!figure.caption.contains("not a number"), "\(figure.id)") }
    }

    @Test("Codes beyond those shown are told of, and neither drawn at the border nor named in the key")
    func atlasOutside() throws {
        let figure = try #require(
            RunFigures(try RunSamples.result("autoencoder-study", length: 1, epochs: 100), history: []).atlas)
        let chart = try #require(figure.drawing as? Chart)
        #expect(figure.caption.contains("2 of the codes and intervals that decode exactly lie beyond the codes shown."))
        #expect(chart.marks.compactMap(\.series?.name) == ["output of the decoder", "codes and signals of the data"])
    }

    @Test("Errors lie over the position as the code does, and quarters are told in the same direction")
    func errorByPosition() throws {
        let result = try RunSamples.result("autoencoder-study", length: 8, epochs: 20)
        let figures = RunFigures(result, history: [])
        let figure = try #require(figures.errorByPosition)
        let chart = try #require(figure.drawing as? Chart)
        let code = try #require(figures.code?.drawing as? Chart)
        #expect(chart.x.label == code.x.label && chart.x.label == "position θ" && chart.x.isWhole)
        for case .points(let points, _) in chart.marks {
            for (i, position) in result.samples.positions.enumerated() {
                #expect(points[i] == PlotPoint(try #require(position), result.measures.error.bySample[i]))
            }
        }
        #expect(figure.caption.contains("from the smallest θ to the largest"))
        #expect(figure.caption.contains("The grey line is"))
        // The first quarter of θ has the steps with the fewest ones; an untrained network misses least there.
        let shares = figure.caption.matches(of: /([0-9.]+)\u{A0}%/).compactMap { Double($0.1) }
        #expect(shares.count == 4 && shares.first ?? 9 < shares.last ?? 0)
    }

    @Test("Errors of several samples at one place are grey points, not a line")
    func greyPoints() throws {
        let result = try RunSamples.result("position-amplitude-training", length: 5, epochs: 3)
        let caption = try #require(RunFigures(result, history: []).errorByPosition?.caption)
        #expect(caption.contains("The grey points are") && !caption.contains("grey line"))
    }

    @Test("One cell has no diagonal")
    func oneCell() throws {
        let figures = RunFigures(try RunSamples.result("autoencoder-study", length: 1, epochs: 5), history: [])
        let larger = RunFigures(try RunSamples.result("autoencoder-study", length: 4, epochs: 5), history: [])
        #expect(figures.errorMap?.caption.contains("diagonal") != true)
        #expect(larger.errorMap?.caption.contains("Transitions lie along the diagonal") == true)
    }

    @Test("At most a dozen or so curves of equal position are drawn, the first and the last among them")
    func fewCurves() throws {
        let result = try RunSamples.result("position-amplitude", length: 40)
        let figure = try #require(RunFigures(result, history: []).codePlane)
        let chart = try #require(figure.drawing as? Chart)
        for case .line(let points, let series) in chart.marks where series.name == "equal position" {
            let curves = points.split { $0.x.isNaN }
            #expect(curves.count == 13 && curves.first?.first?.x == 1 && curves.last?.first?.x == 40)
        }
        #expect(figure.caption.contains("Of 40 positions, 13 have their curve."))
    }

    @Test("Captions set powers of ten and keep numbers with their units")
    func captions() {
        let figure = ReportFigure(
            id: "f", title: "W1", caption: "off by 2.5e−9, 12 % of it", drawing: Chart("c", marks: []))
        #expect(figure.caption == "off by 2.5\u{A0}×\u{A0}10⁻⁹, 12\u{A0}% of it" && figure.title == "W₁")
    }
}
