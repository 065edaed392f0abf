import Analysis
import Foundation
import Networks
import Plots
import Testing

@testable import Descriptions
@testable import Experiments
@testable import Reports

/// What figures and sentences say, against the numbers that they are made of.
@Suite struct RunFigureTests {
    private let result: RunResult
    private let history = [(0, 4.0, 0.1), (5, 2, 0.1), (10, 1, 0.01), (20, 0.5, 0.01)].map {
        HistoryRow(epoch: $0.0, loss: $0.1, learningRate: $0.2, maxAbsoluteError: 1, codeR2: nil)
    }

    init() throws {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 8)
        spec.epochs = 200
        spec.training.optimizer = .rmsProp(learningRate: 1e-2)
        spec.signals.holdOut = .every(4)
        result = try ExperimentRun(spec, source: "test").run()
    }

    private var figures: RunFigures { RunFigures(result, history: history) }

    @Test("Samples are shown by increasing position")
    func order() {
        let positions = figures.samplesByPosition.map { result.samples.positions[$0] ?? .nan }
        #expect(positions == positions.sorted() && Set(figures.samplesByPosition).count == result.samples.count)
    }

    /// Samples 3 and 7 of 9, with the positions 5 and 1, are held out.
    private let heldOutPositions: Set<Double> = [1, 5]

    @Test("The error map has the largest position at the top, each entry its own target, and marks at what is held out")
    func errorMap() throws {
        let map = try #require(figures.errorMap?.drawing as? HeatMap)
        let held = try #require(result.heldOutSamples)
        #expect(map.rows.count == 9 && map.y.domain == AxisDomain(8.5, -0.5))
        for (row, position) in stride(from: 8.0, through: 0, by: -1).enumerated() {
            let isHeldOut = heldOutPositions.contains(position)
            let samples = isHeldOut ? held : result.samples
            let measures = isHeldOut ? try #require(result.heldOut) : result.measures
            let i = try #require(samples.positions.firstIndex(of: position))
            let expected = (0..<8).map { (j: Int) -> Double in
                abs(measures.outputs[i, j] - samples.targets[i, j]) / 5
            }
            #expect(map.rows[row] == expected)
        }
        #expect(map.marked == [3, 7] && map.markedName == "held out")
        #expect(figures.errorMap?.caption.contains("held out are marked at the right") == true)
    }

    private func points(_ figure: ReportFigure?, _ name: String) -> [PlotPoint] {
        ((figure?.drawing as? Chart)?.marks ?? []).flatMap { mark -> [PlotPoint] in
            switch mark {
            case .points(let points, let series), .rings(let points, let series): series.name == name ? points : []
            default: []
            }
        }
    }

    @Test("Every figure of samples shows those held out at their own places")
    func heldOutSamples() throws {
        let measures = try #require(result.heldOut)
        let codes = try #require(measures.codes)
        let positions = try #require(result.heldOutSamples).positions
        let expected = zip(positions, codes).map { PlotPoint($0 ?? .nan, $1) }
        #expect(points(figures.code, "held out") == expected && expected.map(\.x) == [5, 1])
        let errors = zip([5.0, 1], measures.error.bySample).map { PlotPoint($0, $1) }
        #expect(points(figures.errorByPosition, "held out") == errors)
        #expect(points(figures.errorByPosition, "this network").count == 7)
        let atlas = points(figures.atlas, "held out")
        #expect(atlas.map(\.x) == codes && atlas.map(\.y) == [5, 1])
        let grid = try #require(figures.reconstructions?.drawing as? ChartGrid)
        #expect(grid.panels.count == 9)
        #expect(
            grid.panels.map(\.title)
                == (0...8).map { "θ = \($0)" + (heldOutPositions.contains(Double($0)) ? ", held out" : "") })
        var spec = result.spec
        spec.signals.holdOut = .none
        let plain = RunFigures(try ExperimentRun(spec, source: "test").run(), history: history)
        for figure in plain.all {
            #expect(!figure.caption.contains("held out") && points(figure, "held out").isEmpty, "\(figure.id)")
        }
        #expect((plain.errorMap?.drawing as? HeatMap)?.marked.isEmpty == true)
    }

    @Test("Of many samples, six for training and three that are held out are shown")
    func chosenSamples() throws {
        var spec = result.spec.resized(to: 40)
        spec.epochs = 0
        spec.signals.holdOut = .gap(10...19)
        let chosen = RunFigures(try ExperimentRun(spec, source: "test").run(), history: []).chosenSamples
        #expect(chosen.filter(\.isHeldOut).map(\.position) == [10, 14, 19])
        let kept = chosen.filter { !$0.isHeldOut }.compactMap(\.position)
        #expect(kept.count == 6 && kept == kept.sorted() && kept.first == 0 && kept.last == 40)
        #expect(chosen.compactMap(\.position) == chosen.compactMap(\.position).sorted())
    }

    @Test("The loss of the samples held out is a second curve, told by its numbers")
    func heldOutLoss() throws {
        func figure(_ losses: [Double], _ change: (inout Spec) -> Void = { _ in }) throws -> ReportFigure? {
            let rows = zip([0, 5, 10, 20], losses).map { epoch, loss in
                HistoryRow(
                    epoch: epoch, loss: 1, learningRate: 1, maxAbsoluteError: 1, codeR2: nil, heldOutLoss: loss)
            }
            var spec = result.spec
            spec.epochs = 1
            change(&spec)
            return RunFigures(try ExperimentRun(spec, source: "test").run(), history: rows).loss
        }
        let falling = try #require(try figure([4, 2, 1, 0.5]))
        let lines = ((falling.drawing as? Chart)?.marks ?? []).compactMap { mark -> (String, [PlotPoint])? in
            if case .line(let points, let series) = mark { (series.name, points) } else { nil }
        }
        #expect(lines.map(\.0) == ["loss", "loss of the samples held out"])
        #expect(lines[1].1 == [PlotPoint(5, 2), PlotPoint(10, 1), PlotPoint(20, 0.5)])
        #expect(falling.caption.contains("Over the 2 samples that were held out it falls from 4 to 0.5."))
        #expect(
            try figure([4, 2, 1, 3])?.caption.contains("falls from 4 to 3, and was least, 1, at epoch 10.") == true)
        let zero = "falls from 4 to 0, 0 as computed from epoch 5 on."
        #expect(try figure([4, 0, 0, 0])?.caption.contains(zero) == true)
        let sum = try figure([4, 2, 1, 3]) { $0.training.loss = .squaredError(.sum) }
        #expect(sum?.caption.contains("Both are sums, over 7 samples and over 2.") == true)
        #expect(!falling.caption.contains("sums") && figures.loss?.caption.contains("held out") == false)
    }

    @Test("The loss has a rule where the rate changes, and only there")
    func loss() throws {
        let figure = try #require(figures.loss)
        let chart = try #require(figure.drawing as? Chart)
        let rules = chart.marks.compactMap { mark -> RulePosition? in
            if case .rule(let position, _) = mark { position } else { nil }
        }
        #expect(rules == [.vertical(10)])
        #expect(figure.caption.contains("from 4 before training to 0.5 after 20 epochs"))
    }

    @Test("Active units, as shares of the samples")
    func units() throws {
        let grid = try #require(figures.unitsAtWork?.drawing as? ChartGrid)
        guard case .line(let points, _) = try #require(grid.panels.last?.marks.first) else {
            Issue.record("expected the line of what should be")
            return
        }
        // Sample i of 9 has its ones from entry i on; samples 3 and 7 are held out.
        #expect(points.map { ($0.y * 7).rounded() } == [1, 2, 3, 3, 4, 5, 6, 6])
        #expect(points.allSatisfy { abs($0.y * 7 - ($0.y * 7).rounded()) < 1e-12 })
    }

    @Test("Reconstructions span the positions from the smallest to the largest")
    func reconstructions() throws {
        var spec = result.spec.resized(to: 40)
        spec.epochs = 0
        spec.signals.holdOut = .none
        let figures = RunFigures(try ExperimentRun(spec, source: "test").run(), history: [])
        let grid = try #require(figures.reconstructions?.drawing as? ChartGrid)
        #expect(grid.panels.map(\.title) == [0, 5, 10, 15, 20, 25, 30, 35, 40].map { "θ = \($0)" })
    }

    @Test("The code's line is written with its signs")
    func code() throws {
        let line = try #require(result.measures.code)
        let caption = try #require(figures.code?.caption)
        let written = try #require(caption.firstMatch(of: #/z ≈ (−?)([0-9.e−]+) θ ([−+]) ([0-9.e−]+), r² = /#))
        func value(_ sign: Substring, _ digits: Substring) -> Double? {
            Double(digits.replacingOccurrences(of: "−", with: "-")).map { sign == "−" ? -$0 : $0 }
        }
        let slope = try #require(value(written.1, written.2))
        let intercept = try #require(value(written.3, written.4))
        #expect(abs(slope - line.slope) <= 0.005 * abs(line.slope))
        #expect(abs(intercept - line.intercept) <= 0.005 * abs(line.intercept))
    }

    @Test("Reduced matrices keep the entry of largest absolute value, with its sign")
    func reduction() {
        var rows = [[Double]](repeating: [0.5, 1, 0], count: 600)
        rows[599] = [-3, 2, 0]
        let map = Reduction(rows)
        let reduced = map.rows
        #expect(reduced.count == 260 && reduced.last == [-3, 2, 0] && reduced.first == [0.5, 1, 0])
        #expect(map.merged == (3, 1) && map.words("sample", "output").contains("up to 3 samples by 1 output,"))
        let small = Reduction([[1, 2], [3, 4]])
        #expect(small.rows == [[1, 2], [3, 4]] && small.words("sample", "output").isEmpty)
        #expect(map.words("unit", "entry").contains("up to 3 units by 1 entry,"))
        let wide = Reduction([[Double](repeating: 1, count: 300)])
        #expect(wide.words("unit", "entry").contains("up to 1 unit by 2 entries,"))
    }

    @Test("The digest's sentences")
    func digest() throws {
        var summary = RunSummary(result, run: "r", folder: "f", weightsSHA256: "")
        func text(_ name: String) -> String? {
            RunDigest(summary, spec: result.spec).lines.first { $0.name == name }?.text
        }
        (summary.maxAbsoluteError, summary.maxRelativeError) = (1.25, 0.25)
        #expect(text("worst error") == "1.25, 25 % of the amplitude 5")
        summary.code = .init(slope: 1, intercept: 0, r2: 0.5, maxDeviation: 0.123, monotone: true)
        #expect(
            text("code")
                == "monotone in the position; its least-squares line has r² = 0.500 and is off by at most 12.3 % of the code's range"
        )
        summary.code?.monotone = false
        #expect(text("code")?.hasPrefix("not monotone in the position; its") == true)
        (summary.coveredGaps, summary.gaps) = (2, 7)
        #expect(
            text("kinks")
                == "2 of the 7 gaps between neighbouring codes contain a kink; an exact decoder of a monotone code has one in at least 3"
        )
        summary.coveredGaps = 3
        #expect(text("kinks") == "3 of the 7 gaps between neighbouring codes contain a kink")
        summary.heldOut?.maxRelativeError = 0.9
        summary.heldOut?.loss = 0.25
        summary.heldOut?.samplesWithinOnePercent = 1
        summary.heldOut?.meanRelativeError = 0.3
        summary.heldOut?.relativeError = SeedStatistics.Quantiles([0.1, 0.5])
        #expect(text("held out") == "2 samples, 1 within 1 % of the amplitude; worst error 90 %; loss 0.25")
        #expect(
            text("their errors")
                == "of a sample, over the amplitude: mean 30 %, median 30 %, half of them from 20 % to 40 %, largest 50 %"
        )
        // A record of an older version.
        summary.heldOut?.loss = nil
        summary.heldOut?.samplesWithinOnePercent = nil
        summary.heldOut?.meanRelativeError = nil
        summary.heldOut?.relativeError = nil
        #expect(text("held out") == "2 samples; worst error 90 %" && text("their errors") == nil)
    }
}
