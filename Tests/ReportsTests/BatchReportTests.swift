internal import Descriptions
import Diagnostics
import Foundation
import FoundationXML
import Plots
import TestFixtures
import Testing

@testable import Experiments
@testable import Networks
@testable import Reports
@testable import RunStore

/// What is told and drawn of the runs of several seeds together.
@Suite struct BatchReportTests {
    private func spec(_ change: (inout Spec) -> Void = { _ in }) throws -> Spec {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 7)
        spec.epochs = 40
        spec.training.optimizer = .rmsProp(learningRate: 1e-2)
        change(&spec)
        return spec
    }

    private func batch(
        in root: RunRoot, seeds: [UInt64], _ change: (inout Spec) -> Void = { _ in }
    ) throws -> (folder: BatchFolder, summary: BatchSummary) {
        let run = try ExperimentRun(spec(change), source: "test")
        let summary = try RunBatch(in: root, threads: 2).carryOut(run, seeds: seeds)
        guard case .batch(let folder) = try root.findAny("last") else { throw CancellationError() }
        return (folder, summary)
    }

    private func summary(_ seed: UInt64, error: Double?, loss: Double? = 1, _ status: RunStatus = .finished) throws
        -> RunSummary
    {
        let result = try ExperimentRun(spec { $0.epochs = 0 }, source: "test").seeded(seed).run()
        var summary = RunSummary(result, run: "a-1/\(seed)", folder: "runs/a-1/\(seed)", weightsSHA256: "")
        (summary.maxRelativeError, summary.loss, summary.status) = (error, loss, status)
        summary.samplesWithinOnePercent = error.map { $0 <= 0.01 } == true ? summary.samples : 0
        return summary
    }

    private func batch(_ runs: [RunSummary], missing: [BatchSummary.Missing] = []) -> BatchSummary {
        BatchSummary(
            batch: "a-1", folder: "runs/a-1", seeds: runs.map(\.seed) + missing.map(\.seed), runs: runs,
            missing: missing)
    }

    private func history(
        _ seed: UInt64, _ status: RunStatus?, _ losses: [(epoch: Int, loss: Double)]
    ) -> BatchHistories.Run {
        .init(seed: seed, status: status, moments: losses.map { .init(epoch: $0.epoch, loss: $0.loss) })
    }

    @Test("Errors on samples that are held out are told of each run and of all together")
    func heldOut() throws {
        let folder = try TemporaryFolder()
        let (batch, summary) = try batch(in: RunRoot(folder.path), seeds: [1, 2]) { $0.signals.holdOut = .every(3) }
        let worst = summary.runs.compactMap(\.heldOut?.maxRelativeError)
        #expect(worst.count == 2 && summary.statistics.heldOutMaxRelativeError == SeedStatistics.Quantiles(worst))
        let lines = try BatchText.lines(summary, in: batch, plots: nil)
        let heads = try #require(lines.first { $0.contains("worst error") })
        #expect(heads.contains("held out"))
        for error in worst { #expect(lines.contains { $0.contains(NumberText.percent(error)) }) }
        #expect(lines.contains { $0.contains("worst error, held out") })
        let figures = BatchFigures(summary, spec: try batch.spec(), histories: BatchHistories(batch, summary))
        #expect(figures.errorHistogram?.caption.contains("Samples that are held out are not drawn") == true)
        let page = try BatchReport(batch).html(at: folder.path + "/page.html")
        #expect(page.contains("held out</th>"))
        let (other, plain) = try self.batch(in: RunRoot(folder.path + "/plain"), seeds: [1, 2])
        #expect(try !BatchText.lines(plain, in: other, plots: nil).contains { $0.contains("held out") })
    }

    @Test("A run of a batch that went on with another value is named")
    func continued() throws {
        let folder = try TemporaryFolder()
        let (batch, _) = try batch(in: RunRoot(folder.path), seeds: [1, 2])
        let resumption = try Resumption(
            batch.run(seed: 2), epochs: 60, changes: ["optimizer.rmsProp.learningRate=1e-3"])
        _ = try RunBatch.resume(resumption)
        let sentence = "\(batch.id)/2 went on with other values: learningRate 0.01 until epoch 40, then 0.001"
        #expect(try BatchText.lines(batch.summary(), in: batch, plots: nil).contains("  " + sentence))
        #expect(try BatchReport(batch).html(at: folder.path + "/page.html").contains("went on with other values"))
    }

    @Test("Seeds are named as ranges")
    func seeds() {
        #expect(SeedList.words([3]) == "seed 3" && SeedList.words([3, 4]) == "seeds 3 and 4")
        #expect(SeedList.words([1, 2, 3, 4, 7, 9]) == "seeds 1 to 4, 7 and 9")
        #expect(SeedList.words([.max - 1, .max]) == "seeds \(UInt64.max - 1) and \(UInt64.max)")
        let odd = (0..<40).map { UInt64(2 * $0 + 1) }
        #expect(SeedList.words(odd) == "seeds 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21 and 29 others")
    }

    @Test("A band has the quantiles of the runs that reached an epoch")
    func band() {
        let band = EpochBand([
            [(0, 8), (1, 4), (10, 1)], [(0, 8), (1, 2), (10, 3)], [(0, 8), (1, 6)], [(0, .infinity), (1, .nan)],
        ])
        #expect(band.moments.map(\.epoch) == [0, 1, 10] && band.moments.map(\.runs) == [3, 3, 2])
        #expect(band.points(\.median) == [PlotPoint(0, 8), PlotPoint(1, 4), PlotPoint(10, 2)])
        #expect(band.points(\.least).map(\.y) == [8, 2, 1] && band.points(\.greatest).map(\.y) == [8, 6, 3])
        #expect(band.points(\.lowerQuartile).map(\.y) == [8, 3, 1.5])
        #expect(EpochBand([]).moments.isEmpty)
    }

    @Test("A long history keeps the rows that can be told apart, the same ones of every run", arguments: [1, 7, 1000])
    func thinning(step: Int) throws {
        let all = (0...50_000).map { BatchHistories.Moment(epoch: $0 * step, loss: 1) }
        let kept = BatchHistories.drawable(all)
        #expect(kept.count < 3000 && kept.first == all.first && kept.last == all.last)
        #expect(Array(kept.prefix(513)) == Array(all.prefix(513)))
        for (before, after) in zip(kept, kept.dropFirst()).dropFirst(512) {
            #expect(Double(after.epoch) / Double(before.epoch) < 1.01)
        }
        let shorter = BatchHistories.drawable(Array(all.prefix(20_000)))
        #expect(Set(shorter.dropLast()).isSubset(of: Set(kept)))
        let short = Array(all.prefix(BatchHistories.wholeCount))
        #expect(BatchHistories.drawable(short) == short)
    }

    @Test("Every number is in one bin, and bins have round ends")
    func histogram() {
        let wide = Histogram([1e-9, 2e-9, 3e-5, 0.5, 1])
        #expect(wide.isLogarithmic && wide.bins.reduce(0) { $0 + $1.count } == 5 && wide.bins.count <= 6)
        #expect(wide.bins[0].lower <= 1e-9 && wide.bins[wide.bins.count - 1].upper >= 1)
        let near = Histogram([0.91, 0.95, 0.99, 0.99])
        #expect(!near.isLogarithmic && near.bins.map(\.count).reduce(0, +) == 4)
        for (left, right) in zip(near.bins, near.bins.dropFirst()) { #expect(abs(left.upper - right.lower) < 1e-12) }
        #expect(near.bins[0].lower <= 0.91 && near.bins[near.bins.count - 1].upper >= 0.99)
        let one = Histogram([0.25])
        #expect(one.bins.count(where: { $0.count == 1 }) == 1 && one.bins.reduce(0) { $0 + $1.count } == 1)
        #expect(one.isOne && one.bins.count == 1 && one.bins[0].lower > 0.2 && near.bins[0].lower > 0.8)
        for value in [1, 0.25, 9.9, 3e-7, 1e30] {
            let bins = Histogram([value, value * 1.004, value]).bins
            #expect(bins.count == 1 && bins[0].count == 3 && bins[0].lower > 0.9 * value && bins[0].upper < 1.1 * value)
            #expect(bins[0].lower < value && bins[0].upper > 1.004 * value)
        }
        #expect(one.bins.contains { $0.count == 1 && $0.lower <= 0.25 && $0.upper >= 0.25 })
        for extreme in [[.leastNonzeroMagnitude], [5e-323, 1e-322], [1e308, 1.7e308], [5e-324, 1.7e308]] {
            let bins = Histogram(extreme).bins
            #expect(bins.reduce(0) { $0 + $1.count } == extreme.count && bins.allSatisfy { $0.lower < $0.upper })
        }
        #expect(Histogram([0, -1, .nan, .infinity]).bins.isEmpty && Histogram([]).bars.isEmpty)
        let many = Histogram((1...1000).map { pow(10, -Double($0) / 100) })
        #expect(many.bins.count <= 63 && many.bins.reduce(0) { $0 + $1.count } == 1000)
        #expect(near.bars.count { $0.x.isNaN } == near.bins.count { $0.count > 0 })
    }

    @Test("The table of a histogram has the bins as they are, not the bars that are drawn")
    func histogramTable() throws {
        let runs = try [0.011, 0.012, 0.019, 0, 0.02].enumerated().map { try summary(UInt64($0), error: $1) }
        let figures = BatchFigures(
            BatchSummary(batch: "a-1", folder: "runs/a-1", seeds: [0, 1, 2, 3, 4], runs: runs, missing: []),
            spec: try #require(Experiment.named("autoencoder-study")).spec, histories: BatchHistories(runs: []))
        let figure = try #require(figures.errorHistogram?.drawing as? HistogramFigure)
        let table = figure.table
        #expect(table.columns == ["from", "to", "runs"] && table.rows[0] == ["0.0", "0.0", "1"])
        let bins = table.rows.dropFirst().map { $0.compactMap(Double.init) }
        #expect(bins.map { $0[2] }.reduce(0, +) == 4 && bins[0][0] <= 0.011 && (bins.last?[1] ?? 0) >= 0.02)
        for (left, right) in zip(bins, bins.dropFirst()) { #expect(left[1] == right[0]) }
        #expect(bins.map { $0[0] } == figure.histogram.bins.map(\.lower))
        // The bars are narrower.
        #expect(figure.chart.table.rows.allSatisfy { row in !row.contains("\(figure.histogram.bins[0].lower)") })
    }

    @Test("Links lead from the page to the run, wherever the page is")
    func links() {
        #expect(RelativeLink.text(to: "runs/a-1/3/report.html", from: "runs/a-1/report.html") == "3/report.html")
        #expect(RelativeLink.text(to: "runs/a-1/3/report.html", from: "all.html") == "runs/a-1/3/report.html")
        #expect(RelativeLink.text(to: "runs/a-1/3/report.html", from: "out/all.html") == "../runs/a-1/3/report.html")
        #expect(RelativeLink.text(to: "my runs/a:b/r.html", from: "x.html") == "my%20runs/a%3Ab/r.html")
    }

    @Test("The band is drawn over all runs, with the ends of those that did not go as far")
    func lossBand() throws {
        let runs = try [summary(1, error: 1), summary(2, error: 1), summary(3, error: nil, .diverged)]
        let histories = BatchHistories(
            runs: [
                history(1, .finished, [(0, 8), (1, 4), (10, 1), (20, 0.5)]),
                history(2, .finished, [(0, 8), (1, 2), (10, 3), (20, 0)]), history(3, .diverged, [(0, 9), (1, 6)]),
            ], unreadable: ["a-1/4"])
        let figure = try #require(BatchFigures(batch(runs), spec: spec(), histories: histories).lossBand)
        let marks = try #require(figure.drawing as? Chart).marks
        let bands = marks.compactMap { mark -> ([PlotPoint], [PlotPoint])? in
            if case .band(let lower, let upper, _) = mark { (lower, upper) } else { nil }
        }
        #expect(bands.count == 2 && bands[0].0.map(\.y) == [2, 1, 0] && bands[0].1.map(\.y) == [6, 3, 0.5])
        #expect(bands[1].0.map(\.y) == [3, 1.5, 0.125])
        #expect(marks.contains(.line([PlotPoint(1, 4), PlotPoint(10, 2), PlotPoint(20, 0.25)], Series("median"))))
        #expect(marks.contains(.points([PlotPoint(1, 6)], Series("diverged", .slot(5)))))
        #expect(figure.caption.hasPrefix("The mean squared error of 3 runs. Their median falls from 8 to 0.25."))
        #expect(figure.caption.contains("At epoch 20 they lie between 0 and 0.5. 2 of the runs reached that epoch"))
        #expect(figure.caption.contains("cannot be read: a-1/4"))
        // A single run has no band, two have one.
        for (count, wanted) in [(1, 0), (2, 1)] {
            let some = BatchHistories(runs: Array(histories.runs.prefix(count)))
            let band = BatchFigures(batch(runs), spec: try spec(), histories: some).lossBand
            let chart = try #require(band?.drawing as? Chart)
            #expect(chart.marks.count { if case .band = $0 { true } else { false } } == wanted)
        }
        #expect(try BatchFigures(batch(runs), spec: spec(), histories: .init(runs: [])).lossBand == nil)
    }

    @Test("The loss of samples held out has a median of its own")
    func heldOutBand() throws {
        func run(_ seed: UInt64, _ losses: [Double]) -> BatchHistories.Run {
            .init(
                seed: seed, status: .finished,
                moments: losses.enumerated().map { .init(epoch: $0, loss: 1, heldOutLoss: $1) })
        }
        let histories = BatchHistories(runs: [run(1, [4, 2, 1]), run(2, [4, 4, 2])])
        let runs = try [summary(1, error: 1), summary(2, error: 1)]
        let figure = try #require(BatchFigures(batch(runs), spec: spec(), histories: histories).lossBand)
        let name = "median of the loss of the samples held out"
        let marks = try #require(figure.drawing as? Chart).marks
        #expect(marks.contains(.line([PlotPoint(1, 3), PlotPoint(2, 1.5)], Series(name, .slot(2)))))
        #expect(figure.caption.contains("The median over the samples held out falls from 4 to 1.5."))
        // What was before training is drawn at the edge, of both.
        #expect(marks.contains(.starts([1], Series("median"))) && marks.contains(.starts([4], Series(name, .slot(2)))))
        #expect(figure.caption.hasSuffix("The short lines at the left edge are the values before training."))
    }

    @Test("The histogram counts each run once, the exact ones and those without a finite error apart")
    func errorHistogram() throws {
        let runs = try [
            summary(1, error: 1e-9), summary(2, error: 0.5), summary(3, error: 0), summary(4, error: nil, .diverged),
        ]
        let figures = BatchFigures(batch(runs), spec: try spec(), histories: .init(runs: []))
        let figure = try #require(figures.errorHistogram)
        let chart = try #require(figure.drawing as? HistogramFigure).chart
        guard case .area(let bars, _, _) = try #require(chart.marks.first) else {
            Issue.record("expected bars")
            return
        }
        #expect(bars.split { $0.x.isNaN }.map { $0.map(\.y) } == [[1, 1], [1, 1]] && chart.x.scale == .log10)
        #expect(chart.marks.contains(.note("1 run: exactly 0")))
        #expect(chart.marks.contains(.rule(.vertical(0.01), label: "1 %")))
        let caption = figure.caption.replacing("\u{A0}", with: " ")
        #expect(caption.contains("4 runs: 2 reconstruct every sample within 1 % of the amplitude; 1 diverged."))
        #expect(figure.caption.hasSuffix("1 run without a finite error is left out."))
        let exact = BatchFigures(batch([runs[2]]), spec: try spec(), histories: .init(runs: []))
        let stems = try #require(exact.errorHistogram?.drawing as? HistogramFigure).chart.marks
        #expect(stems == [.stems([PlotPoint(0, 1)], Series("exactly 0", .slot(3)))])
        #expect(BatchFigures(batch([runs[3]]), spec: try spec(), histories: .init(runs: [])).errorHistogram == nil)
    }

    @Test("Errors that are all the same are one bar at their place, and one number in words")
    func oneError() throws {
        let runs = try (1...5).map { try summary($0, error: 1) }
        let figures = BatchFigures(batch(runs), spec: try spec(), histories: .init(runs: []))
        let figure = try #require(figures.errorHistogram)
        let chart = try #require(figure.drawing as? HistogramFigure).chart
        guard case .area(let bars, _, _) = try #require(chart.marks.first) else {
            Issue.record("expected bars")
            return
        }
        #expect(bars.count { $0.x.isNaN } == 1 && bars.map(\.y).filter { !$0.isNaN } == [5, 5])
        let places = bars.map(\.x).filter { !$0.isNaN }
        #expect(places.reduce(0, +) / 2 == 1 && places[0] > 0.9 && places[1] < 1.1)
        #expect(chart.x.domain?.lower == 0 && (chart.x.domain?.upper ?? 0) > 1.1)
        #expect(figure.title == "The worst errors, all 100\u{A0}%" || figure.title == "The worst errors, all 100 %")
        #expect(chart.title == figure.title || NumberText.typeset(chart.title) == figure.title)
        #expect(figure.caption.replacing("\u{A0}", with: " ").contains("The errors are all 100 %."))
        let lines = SeedText.histogram(runs, DataWords(try spec().signals), width: 80)
        #expect(lines.count == 3 && lines.last?.hasPrefix("  1  █") == true, "\(lines)")
    }

    @Test("The table names every seed that did not finish")
    func text() throws {
        let temporary = try TemporaryFolder()
        let folder = try batch(in: RunRoot(temporary.path), seeds: [1]).folder
        let runs = try [
            summary(1, error: 0.5), summary(2, error: nil, loss: nil, .diverged), summary(3, error: 0.9, .interrupted),
        ]
        let missing: [BatchSummary.Missing] = [
            .init(seed: 4, run: "a-1/4", reason: .interrupted),
            .init(seed: 5, run: "a-1/5", reason: .unreadable, problem: "no \u{1B}JSON"),
            .init(seed: 6, run: "a-1/6", reason: .notBegun), .init(seed: 7, run: "a-1/7", reason: .notBegun),
            .init(seed: 8, run: "a-1/8", reason: .running), .init(seed: 9, run: "a-1/9", reason: .deleted),
        ]
        let summary = batch(runs, missing: missing)
        let lines = try BatchText.lines(summary, in: folder, plots: nil)
        #expect(
            lines[0]
                == "a-1   9 runs, seeds 1 to 9: 1 finished, 1 diverged, 1 running, 2 interrupted, 1 unreadable, "
                + "1 deleted, 2 not begun")
        let text = lines.joined(separator: "\n")
        for words in [
            "a-1/3  3     interrupted", "a-1/4  4     interrupted", "a-1/8  8     running", "  diverged: seed 2",
            "  interrupted: seeds 3 and 4", "  running: seed 8", "  deleted: seed 9", "  unreadable: seed 5",
            "  not begun: seeds 6 and 7", "  a-1/5: no \\u{1b}JSON",
            "smallest worst error: a-1/1",
        ] { #expect(text.contains(words), "\(words)") }
        #expect(!text.contains("a-1/6  6"))
        #expect(summary.status == .running)
        #expect(NextStep.after(batch(runs), in: RunRoot()) == "Next: heaviside resume a-1")
        #expect(NextStep.after(batch([runs[0]]), in: RunRoot()) == "Next: heaviside report a-1")
        #expect(NextStep.after(batch([runs[0]]), in: RunRoot("x")) == "Next: heaviside report runs/a-1")
    }

    @Test("One page shows all runs, with links to the reports that exist")
    func page() throws {
        let temporary = try TemporaryFolder()
        let (folder, summary) = try batch(in: RunRoot(temporary.path), seeds: [1, 2, 3]) {
            $0.signals.holdOut = .every(3)
        }
        let report = folder.run(seed: 2).file("report.html")
        #expect(FileManager.default.createFile(atPath: report, contents: Data()))
        let html = try BatchReport(folder).html(at: folder.file("report.html"))
        #expect(html.components(separatedBy: "<a href=").count == 2 && html.contains("<a href=\"2/report.html\">2</a>"))
        #expect(html.components(separatedBy: "<figure").count == 3 && html.contains("id=\"figure-loss-band\""))
        #expect(html.contains("seeds 1 to 3: all finished") && html.contains("seed: 1") && html.contains("</html>"))
        for forbidden in ["<script", "https://", "src=", "@import", "url(", "NaN", ">nan<", "{{"] {
            #expect(!html.contains(forbidden), "\(forbidden)")
        }
        for part in html.components(separatedBy: "<svg").dropFirst() {
            let svg = "<svg" + part.components(separatedBy: "</svg>")[0] + "</svg>"
            #expect(XMLParser(data: Data(svg.utf8)).parse())
        }
        #expect(html.components(separatedBy: "<tr class=\"strong\">").count == 2)
        let elsewhere = try BatchReport(folder).html(at: temporary.path("page.html"))
        #expect(elsewhere.contains("<a href=\"autoencoder-study-1/2/report.html\">"))
        let names = try RunRoot(temporary.path).findAny(summary.batch).report.figures().map(\.id)
        #expect(names == ["loss-band", "error-histogram"])
        let error = #expect(throws: FigureError.self) { try BatchReport(folder).figure(named: "loss-bind") }
        #expect(error?.problem.contains("loss-band") == true)
    }

    @Test("A batch of which nothing is left to show still has a page")
    func emptyPage() throws {
        let temporary = try TemporaryFolder()
        let folder = try RunRoot(temporary.path).createBatch(spec(), seeds: [1, 2])
        let html = try BatchReport(folder).html(at: "page.html")
        #expect(html.contains("2 runs, seeds 1 and 2: 2 not begun") && !html.contains("<figure"))
        #expect(try BatchText.lines(folder.summary(), in: folder, plots: .init(width: 80, color: false)).count > 2)
    }

    @Test("The progress of several runs is that of all, whichever of them reports")
    func progress() {
        let run = TrainingProgress(epoch: 310, epochs: 1000, loss: 0.0274, epochsPerSecond: 5200)
        func line(_ run: TrainingProgress) -> String {
            ProgressText.line(
                RunBatch.Progress(
                    finished: 1, count: 4, run: run, share: 0.399, epochsPerSecond: 10_400, secondsLeft: 90))
        }
        #expect(line(run) == "1 of 4 runs ended · 39 % · 10,400 epochs/s · 1 min 30 s left")
        #expect(line(TrainingProgress(epoch: 9, epochs: 1000, loss: 7, epochsPerSecond: 1)) == line(run))
        let one = RunBatch.Progress(
            finished: 0, count: 1, run: run, share: 0.31, epochsPerSecond: 5200, secondsLeft: 90)
        #expect(ProgressText.line(one).hasSuffix("loss 0.0274 · 133 ms left"))
    }
}
