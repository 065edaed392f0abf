import Analysis
import Foundation
import Networks
import Plots
import Testing

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
        let positions = figures.samplesByPosition.map { result.samples.parameters[$0].position ?? .nan }
        #expect(positions == positions.sorted() && Set(figures.samplesByPosition).count == result.samples.count)
    }

    @Test("The error map has the largest position at the top, and each entry its own target")
    func errorMap() throws {
        let map = try #require(figures.errorMap?.drawing as? HeatMap)
        let (outputs, targets) = (result.measures.outputs, result.samples.targets)
        let order = result.samples.parameters.indices.sorted {
            (result.samples.parameters[$0].position ?? 0) > (result.samples.parameters[$1].position ?? 0)
        }
        let expected = order.map { (i: Int) -> [Double] in
            (0..<8).map { (j: Int) -> Double in abs(outputs[i, j] - targets[i, j]) / 5 }
        }
        #expect(map.rows == expected)
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
        #expect(text("code") == "r² = 0.500, at most 12.3 % of its range from a line, monotone")
        summary.code?.monotone = false
        #expect(text("code")?.hasSuffix("not monotone") == true)
        (summary.coveredGaps, summary.gaps) = (2, 7)
        #expect(text("kinks") == "2 of 7 gaps between codes contain one; an exact decoder of a monotone code needs 3")
        summary.coveredGaps = 3
        #expect(text("kinks") == "3 of 7 gaps between codes contain one")
        #expect(text("held out")?.hasSuffix("of the amplitude on 2 samples") == true)
    }
}
