import Exchange
import Foundation
import Plots
import TestFixtures
import Testing

@testable import Descriptions
@testable import Experiments
@testable import Reports
@testable import RunStore

/// The figure of the loss: every epoch is in it, however many there are.
@Suite struct LossFigureTests {
    private let temporary: TemporaryFolder
    private let result: RunResult

    init() throws {
        temporary = try TemporaryFolder()
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 5)
        spec.epochs = 1
        result = try ExperimentRun(spec, source: "test").run()
    }

    private func row(_ epoch: Int, _ loss: Double, rate: Double = 1) -> HistoryRow {
        HistoryRow(epoch: epoch, loss: loss, learningRate: rate, maxAbsoluteError: 1, codeR2: nil)
    }

    /// A file of losses, in blocks as a run writes them.
    private func stream(
        epochs: Int, from first: Int = 0, rates: [(epoch: Int, rate: Double)] = [], _ loss: (Int) -> Double
    ) throws -> LossStream {
        let path = temporary.path(LossFile.name)
        let file = try LossFile(path, fromEpoch: 0)
        for rate in rates { try file.append(learningRate: rate.rate, fromEpoch: rate.epoch) }
        for start in stride(from: first, to: epochs, by: 1024) {
            try file.append(losses: (start..<min(start + 1024, epochs)).map(loss), fromEpoch: start)
        }
        return try LossStream(contentsOf: path)
    }

    private func figure(_ source: LossSource, history: [HistoryRow]) throws -> (figure: ReportFigure, chart: Chart) {
        let figure = try #require(RunFigures(result, history: history, losses: source).loss)
        return (figure, try #require(figure.drawing as? Chart))
    }

    private func ranges(_ chart: Chart) -> [PlotRange] {
        chart.marks.flatMap { mark -> [PlotRange] in if case .ranges(let ranges, _) = mark { ranges } else { [] } }
    }

    private func rules(_ chart: Chart) -> [Double] {
        chart.marks.compactMap { mark -> Double? in if case .rule(.vertical(let x), _) = mark { x } else { nil } }
    }

    @Test("A loss that is 0 from epoch 1 on has a linear axis up to its start, and says so")
    func zeroAtOnce() throws {
        let result = try RunSamples.result("reversed-solution", length: 4, epochs: 3)
        func chart(_ start: Double) throws -> Chart {
            let rows = [(0, start), (1, 0), (2, 0), (3, 0)].map { epoch, loss in
                HistoryRow(epoch: epoch, loss: loss, learningRate: 1, maxAbsoluteError: loss, codeR2: nil)
            }
            let figure = try #require(RunFigures(result, history: rows).loss)
            #expect(figure.caption.contains("exactly 0 from epoch 1 on"), "\(figure.caption)")
            return try #require(figure.drawing as? Chart)
        }
        let falling = try chart(0.5)
        #expect(falling.y.scale == .linear && falling.y.domain == AxisDomain(0, 1.05 * 0.5))
        #expect(!falling.description.contains("logarithmic") || falling.description.contains("linear"))
        let starts = falling.marks.flatMap { mark -> [Double] in
            if case .starts(let values, _) = mark { values } else { [] }
        }
        #expect(starts == [0.5])
        let flat = try chart(0)
        #expect(flat.y.domain == AxisDomain(0, 1) && flat.description.contains("0 at each"))
    }

    @Test("A spike and a dip of one epoch among a million are in the picture, wherever they are")
    func spike() throws {
        let million = 1_000_000
        for (spike, dip) in [(1, 999_999), (654_321, 2), (999_998, 777_777), (47, 4711)] {
            let losses = try stream(epochs: million, rates: [(0, 1e-3), (123_457, 1e-4)]) { epoch in
                epoch == spike ? 1e6 : epoch == dip ? 1e-9 : 1 / Double(1 + epoch)
            }
            let history = [row(0, 1), row(100_000, 1e-5), row(million, 1e-6)]
            let (figure, chart) = try figure(.everyEpoch(LossColumns(losses, history: history)), history: history)
            let drawn = ranges(chart)
            #expect((400...641).contains(drawn.count) && drawn.last == PlotRange(1e6, 1e-6, 1e-6))
            #expect(drawn.map { $0.x } == drawn.map { $0.x }.sorted() && drawn.first?.x == 1)
            func column(_ epoch: Int) -> PlotRange? { drawn.last { $0.x <= Double(epoch) } }
            #expect(column(spike)?.upper == 1e6 && drawn.count { $0.upper == 1e6 } == 1)
            #expect(column(dip)?.lower == 1e-9 && drawn.count { $0.lower == 1e-9 } == 1)
            #expect(rules(chart) == [123_457])
            #expect(
                figure.caption.contains(
                    "largest at epoch \(spike.formatted(.number.locale(Locale(identifier: "en_US"))))"))
            // No column is wider than the one unit that it has in the figure of 640.
            for (one, next) in zip(drawn, drawn.dropFirst()) {
                #expect(next.x - one.x == 1 || log(next.x / one.x) <= log(1e6) / 640 + 1e-12)
            }
            let rows = chart.table.rows.filter { $0[1] == "range" }
            #expect(chart.table.columns == ["series", "mark", "epoch", "least", "greatest"])
            #expect(rows.count == drawn.count && rows.count { $0[4] == "1000000" } == 1)
        }
    }

    @Test("Of few epochs each has a column of its own, with the same numbers as the file")
    func few() throws {
        let losses = try stream(epochs: 640, rates: [(0, 0.5)]) { 1 + 1 / Double(1 + $0) }
        let history = [row(0, 2), row(640, 1)]
        let (figure, chart) = try figure(.everyEpoch(LossColumns(losses, history: history)), history: history)
        let drawn = ranges(chart)
        #expect(drawn.map { $0.x } == (1...640).map(Double.init) && drawn.map { $0.lower } == drawn.map { $0.upper })
        let expected: [Double] = (1..<640).map { (epoch: Int) -> Double in 1 + 1 / Double(1 + epoch) }
        #expect(drawn.map { $0.lower } == expected + [1])
        #expect(rules(chart).isEmpty && !figure.caption.contains("share a column") && !figure.caption.contains("csv"))
        #expect(figure.caption.hasPrefix("The mean squared error, from 2 before training to 1 after 640 epochs."))
        let one = try LossColumns(stream(epochs: 1) { _ in 4 }, history: [row(0, 4), row(1, 3)])
        #expect(one.columns == [PlotRange(1, 3, 3)] && LossColumns.bounds(0).isEmpty)
    }

    @Test("Bounds begin at 1, end at the last epoch, and never repeat")
    func bounds() {
        for last in [1, 2, 639, 640, 641, 642, 1000, 65_536, 1_000_000, 1 << 40, 9_223_372_036_854_774_784] {
            let bounds = LossColumns.bounds(last)
            #expect(bounds.first == 1 && bounds.last == last && bounds.count <= 641)
            #expect(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    @Test("Losses of exactly 0 and losses that are not finite are told, and drawn where they are")
    func zeros() throws {
        let losses = try stream(epochs: 5000) { $0 == 3000 || $0 == 7 ? 0 : $0 == 2000 ? .infinity : 1 }
        let history = [row(0, 1), row(5000, 1)]
        let (figure, chart) = try figure(.everyEpoch(LossColumns(losses, history: history)), history: history)
        let zeros = chart.marks.flatMap { mark -> [Double] in
            if case .zeros(let places, _) = mark { places } else { [] }
        }
        #expect(zeros.count == 2 && zeros[0] == 7 && zeros[1] <= 3000 && zeros[1] > 2900)
        #expect(
            figure.caption.contains(", 0 as computed at 2 of the epochs.")
                && figure.caption.contains("At epoch 2,000 it is not"))
        #expect(ranges(chart).last { $0.x <= 3000 } == PlotRange(zeros[1], 0, 1))
        #expect(ranges(chart).allSatisfy { $0.x == 7 || $0.upper == 1 })
        let ended = try stream(epochs: 50) { $0 < 20 ? 1 : 0 }
        let words = try self.figure(
            .everyEpoch(LossColumns(ended, history: [row(0, 1), row(50, 0)])), history: [row(0, 1), row(50, 0)])
        #expect(words.figure.caption.contains(", rounded to 0 from epoch 20 on."))
    }

    @Test("Epochs that the file does not have are taken from the history, and that is said")
    func gaps() throws {
        let history = [
            row(0, 8, rate: 4), row(10, 7, rate: 4), row(50, 6, rate: 2), row(200, 3), row(300, 2), row(400, 1),
        ]
        let late = try LossColumns(stream(epochs: 300, from: 100, rates: [(100, 1)]) { _ in 5 }, history: history)
        #expect(late.columns.map { $0.x } == [10, 50] + (100..<300).map(Double.init) + [300, 400])
        #expect(late.columns.map { $0.upper } == [7, 6] + Array(repeating: 5, count: 200) + [2, 1])
        #expect(late.rates.changes.map { $0.epoch } == [50, 100] && late.rates.changes.map { $0.rate } == [2, 1])
        let (figure, chart) = try figure(.everyEpoch(late), history: history)
        #expect(figure.caption.contains("Of epochs before 100 only those of history.csv are drawn."))
        #expect(figure.caption.contains("losses.bin ends before epoch 300"))
        #expect(rules(chart) == [50, 100])
    }

    @Test("A run without losses.bin, or with another file of that name, shows its history and says so")
    func fallback() throws {
        let root = RunRoot(temporary.path)
        var spec = result.spec
        spec.epochs = 40
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        let folder = try root.find("last")
        let whole = try RunReport(folder).figure(named: "loss")
        #expect(!whole.caption.contains("history.csv") && (whole.drawing as? Chart)?.table.columns.last == "greatest")
        let path = folder.file(LossFile.name)
        try Data("something else".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try RunReport(folder).figure(named: "loss").caption.contains("it is no file of losses"))
        try FileManager.default.removeItem(atPath: path)
        let old = try RunReport(folder).figure(named: "loss")
        #expect(
            old.caption.contains(
                "Only the epochs of history.csv are drawn: the run has no losses.bin"))
        let table = try #require(old.drawing as? Chart).table
        #expect(table.columns == ["series", "mark", "epoch", "loss"])
        #expect(try table.rows.count { $0[1] == "line" } == folder.history().count { $0.epoch > 0 })
        let summary = try folder.summary()
        let shown = try RunText.lines(summary, in: folder, plots: RunText.Plots(width: 80, color: false))
        #expect(shown.contains { $0.contains("only the epochs of history.csv") })
    }

    @Test("A rate that changes in every epoch has no rules, but the changes beside it have")
    func curve() throws {
        let path = temporary.path("curve")
        let file = try LossFile(path, fromEpoch: 0)
        try file.append(learningRate: 1, fromEpoch: 0)
        let rates = (0..<1000).map { 1 / Double(2 + $0) }
        try file.append(learningRates: rates, fromEpoch: 100)
        try file.append(learningRate: 0.25, fromEpoch: 2000)
        try file.append(losses: Array(repeating: 1, count: 3000), fromEpoch: 0)
        let losses = try LossColumns(LossStream(contentsOf: path), history: [])
        let (figure, chart) = try figure(.everyEpoch(losses), history: [])
        #expect(rules(chart) == [2000])
        #expect(
            figure.caption.contains(
                " From epoch 100 to 1,099 the learning rate changes in every epoch, from 1 to 9.99"),
            "\(figure.caption)")
        // A staircase of many steps has none, either.
        let steps = (0..<1000).map { (epoch: 10 * $0, rate: 1 / Double(1 + $0)) }
        let stairs = try self.figure(
            .everyEpoch(LossColumns(stream(epochs: 10_000, rates: steps) { _ in 1 }, history: [])), history: [])
        #expect(rules(stairs.chart).isEmpty)
        #expect(
            stairs.figure.caption.contains("The learning rate changes 999 times, the last one to 0.001; no rule"),
            "\(stairs.figure.caption)")
    }

    @Test("Many changes of the rate have rules without labels, and a sentence")
    func manyRates() throws {
        let rates = (0..<40).map { (epoch: 10 * $0, rate: pow(0.5, Double($0))) }
        let losses = try stream(epochs: 500, rates: rates) { _ in 1 }
        let (figure, chart) = try figure(.everyEpoch(LossColumns(losses, history: [])), history: [])
        #expect(rules(chart) == (1..<40).map { Double(10 * $0) })
        #expect(figure.caption.contains("The rules are the 39 changes of the learning rate, the last one to"))
        #expect(chart.marks.allSatisfy { if case .rule(_, let label) = $0 { label.isEmpty } else { true } })
    }
}
