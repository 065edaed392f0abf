import Diagnostics
import Foundation
import FoundationXML
import Plots
import TestFixtures
import Testing

@testable import Descriptions
@testable import Experiments
@testable import Networks
@testable import Reports
@testable import RunStore

/// Batches beside each other, and the tables of comparisons.
@Suite struct BatchComparisonTests {
    private let temporary: TemporaryFolder
    private let root: RunRoot

    init() throws {
        temporary = try TemporaryFolder()
        root = RunRoot(temporary.path + "/runs")
    }

    private func batch(_ seeds: [UInt64], length: Int = 7, _ change: (inout Spec) -> Void = { _ in }) throws -> String {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: length)
        spec.epochs = 30
        change(&spec)
        return try RunBatch(in: root, threads: 1).carryOut(ExperimentRun(spec, source: "test"), seeds: seeds).batch
    }

    @Test("Batches are compared by medians, quartiles and shares, in text, JSON and on a page with bands")
    func batches() throws {
        let ids = try [
            batch([1, 2, 3]),
            batch([4, 5, 6, 7]) { $0.training.optimizer = .sgd(learningRate: 0.25) },
        ]
        guard case .batches(let comparison) = try ComparedFolders(ids, in: root) else {
            Issue.record("not compared as batches")
            return
        }
        #expect(comparison.haveSameData && comparison.haveSameLoss && !comparison.haveSameSpec)
        #expect(!comparison.variations.contains { $0.key == "seed" })
        let statistics = comparison.batches.map(\.summary.statistics)
        let lines = BatchComparisonText.lines(comparison, width: 100)
        let medians = try #require(lines.first { $0.contains("loss, median") })
        for median in statistics.compactMap(\.loss?.median) { #expect(medians.contains(NumberText.number(median))) }
        let counts = try #require(lines.first { $0.contains("runs with results") })
        #expect(counts.split(separator: " ").suffix(2) == ["3", "4"])
        #expect(lines.contains { $0.hasPrefix("  their share") && $0.contains("0 %") })
        #expect(
            lines.contains(
                "The same share of runs is within 1 % of the right output on every sample: 0 of 3 in A and 0 of 4 in B."
            ))
        let json = try JSONText.text(BatchComparisonAnswer(comparison))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let measures = try #require(object["measures"] as? [[String: Any]])
        #expect(measures.first?["key"] as? String == "loss")
        // The parser of Foundation rounds the last bit.
        let found = try #require(measures.first?["median"] as? [Double])
        #expect(
            zip(found, statistics.compactMap(\.loss?.median)).allSatisfy { abs($0 - $1) < 1e-12 } && found.count == 2)
        #expect(object["reconstructingShare"] as? [Double] == [0, 0])
        let report = BatchComparisonReport(comparison)
        let chart = try #require(report.figures.first?.drawing as? Chart)
        let bands = chart.marks.count { if case .band = $0 { true } else { false } }
        #expect(bands == 2 && report.figures.map(\.id) == ["loss-bands"])
        let html = try report.html(at: temporary.path("page.html"))
        #expect(html.contains("<td>optimizer.sgd.learningRate</td><td>–</td><td>0.25</td>"))
        for part in html.components(separatedBy: "<svg").dropFirst() {
            let svg = "<svg" + part.components(separatedBy: "</svg>")[0] + "</svg>"
            #expect(XMLParser(data: Data(svg.utf8)).parse())
        }
    }

    @Test("Of different data no batch is called better; a batch and a run are not compared; one batch is too few")
    func refused() throws {
        let ids = try [batch([1, 2]), batch([1, 2], length: 9)]
        let comparison = try BatchComparison(ids, in: root)
        #expect(
            BatchComparisonWords(comparison).conclusion
                == "The batches have different data, so that their losses and errors cannot be compared.")
        func problem(_ references: [String]) -> String {
            let error = #expect(throws: RunError.self) { try ComparedFolders(references, in: root) }
            return error?.problem ?? ""
        }
        let mixed = problem([ids[0], "\(ids[1])/1"])
        #expect(mixed.hasPrefix("\(ids[0]) is a batch of several runs, and \(ids[1])/1 is not: expected"), "\(mixed)")
        #expect(problem([ids[0], ids[0]]).contains("the batch is named twice"))
        #expect(problem([ids[0]]).contains("1 batch to compare"))
        guard case .runs = try ComparedFolders(["\(ids[0])/1", "\(ids[0])/2"], in: root) else {
            Issue.record("two runs of a batch are runs")
            return
        }
    }

    @Test("Runs of different data have no largest difference")
    func differentData() throws {
        let ids = try [batch([1]), batch([1], length: 9)]
        let comparison = try RunComparison(ids.map { "\($0)/1" }, in: root)
        #expect(
            ComparisonWords(comparison, ComparedMeasure.all(of: comparison)).conclusion
                == "The runs have different data, so that their losses and errors cannot be compared.")
    }

    @Test("Each single value in which specs differ has a row, and no value is cut off")
    func leaves() throws {
        var specs = try (0..<3).map { _ in try #require(Experiment.named("autoencoder-study")).spec.resized(to: 7) }
        specs[0].training.schedule = .constant
        specs[1].training.schedule = .constant
        specs[1].training.optimizer = .sgd(learningRate: 0.5)
        specs[2].network.removeFirst()
        let rows = Spec.leafVariations(among: specs)
        let keys = rows.map(\.key)
        for key in [
            "optimizer.rmsProp.learningRate", "optimizer.sgd.learningRate", "schedule", "schedule.0.fromEpoch",
            "schedule.0.learningRate", "network.0.dense", "network.2.dense",
        ] { #expect(keys.contains(key), "\(key) in \(keys)") }
        #expect(rows.first { $0.key == "schedule" }?.values == ["constant", "constant", nil])
        #expect(rows.first { $0.key == "optimizer.sgd.learningRate" }?.values == [nil, "0.5", nil])
        #expect(rows.first { $0.key == "network.2.dense" }?.values == ["7", "7", nil])
        #expect(rows.allSatisfy { row in row.values.allSatisfy { ($0?.count ?? 0) < 40 } })
        #expect(Spec.leafVariations(among: [specs[0], specs[0]]).isEmpty)
        #expect(Spec.leafVariations(among: []).isEmpty)
    }

    @Test("Words stand at the left of a column, and numbers at the right")
    func alignment() {
        let table = ComparisonTable(rows: [
            ("status", ["finished", "interrupted"]), ("epochs", ["50", "1,000,000"]), ("loss", ["0.5 *", "–"]),
        ])
        #expect(
            table.lines(width: 80) == [
                "          A         B", "  status  finished  interrupted", "  epochs        50    1,000,000",
                "  loss       0.5 *            –",
            ])
        for number in ["1", "−3.5", "1.2e−5", "5 %", "12 ms", "1,234", "0.5 *", "–"] {
            #expect(TextTable.isNumber(number), "\(number)")
        }
        for word in ["", "finished", "4f3a12", "[1, 2]", "3 of 4", "12ab", "e", "-"] {
            #expect(!TextTable.isNumber(word), "\(word)")
        }
    }

    @Test("The terminal's histogram has the bins of the figure", arguments: [false, true])
    func histogram(hasExact: Bool) throws {
        let id = try batch([1, 2, 3])
        let folder = BatchFolder(root: root, id: id)
        var summary = try folder.summary()
        let errors = [hasExact ? 0 : 0.3, 0.002, 0.9]
        for k in errors.indices { summary.runs[k].maxRelativeError = errors[k] }
        let spec = try folder.spec()
        let figure = BatchFigures(summary, spec: spec, histories: .init(runs: [])).errorHistogram
        let chart = try #require(figure?.drawing as? HistogramFigure).chart
        let lines = SeedText.histogram(summary.runs, DataWords(spec.signals), width: 80)
        let bins = Histogram(errors).bins
        #expect(lines.count == 2 + bins.count + (hasExact ? 1 : 0))
        for (line, bin) in zip(lines.suffix(bins.count), bins) {
            #expect(line.hasPrefix("  \(NumberText.number(bin.lower)) to \(NumberText.number(bin.upper))"), "\(line)")
            #expect(line.hasSuffix(" \(bin.count)"))
        }
        #expect(lines.contains { $0.hasPrefix("  exactly 0") } == hasExact)
        let bars = chart.marks.compactMap { mark -> Int? in
            if case .area(let points, _, _) = mark { points.count } else { nil }
        }
        #expect(bars == [Histogram(errors).bars.count])
    }
}
