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

/// What is told and drawn of runs beside each other.
@Suite struct ComparisonReportTests {
    private func spec(
        _ name: String = "autoencoder-study", length: Int = 7, _ change: (inout Spec) -> Void = { _ in }
    ) throws -> Spec {
        var spec = try #require(Experiment.named(name)).spec.resized(to: length)
        spec.epochs = min(spec.epochs, 30)
        if name == "autoencoder-study" { spec.training.optimizer = .rmsProp(learningRate: 1e-2) }
        change(&spec)
        return spec
    }

    private func compare(_ specs: [Spec], in root: RunRoot) throws -> RunComparison {
        let ids = try specs.map { spec in
            try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])[0].run
        }
        return try RunComparison(ids, in: root)
    }

    /// Runs of a spec that have other figures than they were computed to have.
    private func comparison(
        _ specs: [Spec], states: [RunStatus] = [], _ change: (Int, inout RunSummary) -> Void
    ) throws -> RunComparison {
        RunComparison(
            try specs.enumerated().map { index, spec in
                let result = try ExperimentRun(spec, source: "test").run()
                let folder = RunFolder(root: RunRoot("runs"), id: "a-\(index + 1)")
                var summary = RunSummary(result, run: folder.id, folder: folder.path, weightsSHA256: "\(index)")
                summary.status = index < states.count ? states[index] : .finished
                change(index, &summary)
                return ComparedRun(folder, result, summary)
            })
    }

    private func measure(_ key: String, _ comparison: RunComparison) throws -> ComparedMeasure {
        try #require(ComparedMeasure.all(of: comparison).first { $0.key == key })
    }

    @Test("The best value is marked where all runs are judged alike, and only there")
    func best() throws {
        let losses = [0.25, 0.125, 0.125]
        func change(_ index: Int, _ summary: inout RunSummary) {
            summary.loss = losses[index]
            summary.deadHiddenUnits = index
        }
        let fair = try comparison([spec(), spec(), spec { $0.seed = 3 }], change)
        #expect(try measure("loss", fair).best == [1, 2] && measure("deadHiddenUnits", fair).best.isEmpty)
        let running = try comparison([spec(), spec(), spec()], states: [.finished, .running], change)
        #expect(ComparedMeasure.all(of: running).allSatisfy { $0.best.isEmpty })
        let others = try comparison([spec(), spec(length: 9), spec()], change)
        #expect(ComparedMeasure.all(of: others).allSatisfy { $0.best.isEmpty })
        let terms = try comparison(
            [
                spec(), spec { $0.training.loss = .squaredError(.sum) },
                spec { $0.training.codeLinearity = .init(penalty: 1) },
            ],
            change)
        #expect(try measure("loss", terms).best.isEmpty && !measure("loss", terms).isComparable)
        #expect(!ComparedMeasure.all(of: terms).allSatisfy { $0.best.isEmpty })
        let equal = try comparison([spec(), spec()]) { $1.loss = 0.5 }
        #expect(try measure("loss", equal).best.isEmpty)
        let diverged = try comparison([spec(), spec(), spec()], states: [.finished, .diverged]) { index, summary in
            summary.loss = index == 1 ? nil : Double(index + 1)
        }
        #expect(try measure("loss", diverged).best == [0] && measure("loss", diverged).texts == ["1", "–", "3"])
    }

    @Test("Different values are told apart, and a measure that no run has is left out")
    func digits() throws {
        let close = try comparison([spec(), spec(), spec()]) { index, summary in
            summary.loss = [0.12345, 0.12346, 0.12345][index]
            summary.maxRelativeError = [0.10001, 0.10002, 0.5][index]
        }
        #expect(try measure("loss", close).texts == ["0.12345", "0.12346", "0.12345"])
        #expect(try measure("maxRelativeError", close).texts == ["10.001 %", "10.002 %", "50 %"])
        let mlp = try comparison([spec("homework-mlp"), spec("homework-mlp")]) { _, _ in }
        #expect(!ComparedMeasure.all(of: mlp).contains { $0.key.hasPrefix("code") || $0.key.hasPrefix("heldOut") })
    }

    @Test("One sentence says what differs most")
    func conclusion() throws {
        func words(_ comparison: RunComparison) -> String {
            ComparisonWords(comparison, ComparedMeasure.all(of: comparison)).conclusion
        }
        func changed(
            _ losses: [Double?], _ states: [RunStatus] = [], weights: [String] = ["a", "b", "c"],
            seeds: Bool = true, error: Double = 0.5
        ) throws -> String {
            let specs = try losses.indices.map { k in try spec { $0.seed = seeds ? UInt64(k + 1) : 1 } }
            return words(
                try comparison(specs, states: states) { index, summary in
                    (summary.loss, summary.weightsSHA256) = (losses[index], weights[index])
                    (summary.maxRelativeError, summary.maxAbsoluteError, summary.code) = (0.5, error, nil)
                })
        }
        #expect(try changed([1, 4]) == "The largest difference is in the loss: 1 in A and 4 in B, 4 times as much.")
        #expect(try changed([1.2, 1]) == "The largest difference is in the loss: 1 in B and 1.2 in A, 20 % more.")
        #expect(try changed([0, 2], error: 0) == "The largest difference is in the loss: exactly 0 in A and 2 in B.")
        #expect(try changed([0, 2]) == "The largest difference is in the loss: rounded to 0 in A and 2 in B.")
        #expect(
            try changed([1, 4, 4], weights: ["a", "b", "b"])
                == "The largest difference is in the loss: 1 in A and 4 in B and C, 4 times as much; B and C have the same "
                + "weights, bit for bit.")
        #expect(try changed([1, 1]) == "The weights differ, but neither the loss nor an error nor the code does.")
        #expect(
            try changed([1, nil], [.finished, .diverged])
                == "B diverged: the loss is no longer a finite number.")
        let same = ["a", "a", "a"]
        #expect(
            try changed([1, 1], weights: same, seeds: false)
                == "Both runs have the same spec and the same weights, bit for bit.")
        #expect(
            try changed([1, 1, 1], weights: same)
                == "All 3 runs have the same weights, bit for bit, though their specs differ in seed.")
    }

    @Test("Tables that are too wide are continued below, and every run is in one part")
    func width() throws {
        let specs = try (1...12).map { k in try spec { $0.seed = UInt64(k) } }
        let many = try comparison(specs) { index, summary in summary.run = "a-very-long-name-of-a-run-\(index)" }
        for width in [20, 60, 80, 400] {
            let lines = ComparisonText.lines(many, width: width)
            let tables = lines.drop { $0 != "The specs differ in" }
            let rows = tables.filter { $0.hasPrefix("  ") && !$0.hasSuffix(".") }
            if width > 40 { #expect(rows.count > 12 && rows.allSatisfy { $0.count <= width }) }
            let heads = tables.filter { $0.hasPrefix("   ") }.flatMap { $0.split(separator: " ") }.map(String.init)
            #expect(heads.filter { $0.count == 1 }.sorted() == "ABCDEFGHIJKL".flatMap { [String($0), String($0)] })
        }
        let text = ComparisonText.lines(many, width: 400).joined(separator: "\n")
        #expect(text.contains("L  a-very-long-name-of-a-run-11  finished"))
        let steering = try comparison(specs) { $1.run = "a\u{1B}[2J\($0)" }
        #expect(!ComparisonText.lines(steering, width: 80).joined().contains("\u{1B}"))
    }

    @Test("Every run has one style in every figure, and no two runs have the same")
    func styles() throws {
        let temporary = try TemporaryFolder()
        let specs = try (1...12).map { k in try spec { $0.seed = UInt64(k) } }
        let comparison = try compare(specs, in: RunRoot(temporary.path))
        let figures = try ComparisonReport(comparison).figures().figures
        #expect(figures.map(\.id) == ["loss", "code", "code-off-line", "error"])
        for figure in figures {
            let chart = try #require(figure.drawing as? Chart)
            let series = chart.marks.compactMap(\.series)
            #expect(Set(series) == Set((0..<12).map { Series(RunLetters.letter($0), .slot($0 + 1)) }), "\(figure.id)")
            #expect(figure.caption.contains("L autoencoder-study-12."))
        }
    }

    @Test("Runs of other lengths, data and networks share a page without a trap")
    func mixed() throws {
        let temporary = try TemporaryFolder()
        let specs = try [
            spec(), spec(length: 9) { $0.signals.holdOut = .every(3) }, spec("homework-mlp"), spec("homework-mlp"),
            spec("hard-threshold"), spec { $0.epochs = 0 },
            spec { spec in
                spec.training.optimizer = .sgd(learningRate: 1e30)
                spec.network[2].activation = .identity
            },
        ]
        let comparison = try compare(specs, in: RunRoot(temporary.path))
        #expect(comparison.runs[6].state == .diverged)
        let figures = try ComparisonReport(comparison).figures().figures
        #expect(figures.map(\.id) == ["loss", "code", "code-off-line", "error", "error-2"])
        let code = try #require(figures.first { $0.id == "code" })
        #expect(try #require(code.drawing as? Chart).x.label == "position θ / length")
        #expect(code.caption.contains("C and D have data of another kind."))
        let html = try ComparisonReport(comparison).html(at: temporary.path("page.html")).page
        for forbidden in ["<script", "https://", "src=", "@import", "url(", "NaN", ">nan<", "inf ", "{{"] {
            #expect(!html.contains(forbidden), "\(forbidden)")
        }
        for part in html.components(separatedBy: "<svg").dropFirst() {
            let svg = "<svg" + part.components(separatedBy: "</svg>")[0] + "</svg>"
            #expect(XMLParser(data: Data(svg.utf8)).parse())
        }
        #expect(html.contains("since the runs have different data") && !html.contains("class=\"best\""))
        #expect(html.components(separatedBy: "<figcaption>").count == 6)
    }

    @Test("The page marks the best cells, and links to the reports that exist")
    func page() throws {
        let temporary = try TemporaryFolder()
        let comparison = try compare([spec(), spec { $0.seed = 2 }], in: RunRoot(temporary.path))
        let report = comparison.runs[1].folder.file("report.html")
        #expect(FileManager.default.createFile(atPath: report, contents: Data()))
        let html = try ComparisonReport(comparison).html(at: temporary.path("page.html")).page
        #expect(html.contains("<a href=\"autoencoder-study-2/report.html\">B</a>"))
        let best = ComparedMeasure.all(of: comparison).reduce(0) { $0 + $1.best.count }
        #expect(best > 0 && html.components(separatedBy: "class=\"best\"").count == best + 1)
        let loss = try measure("loss", comparison)
        let text = NumberText.typeset(loss.texts[try #require(loss.best.first)])
        #expect(html.contains("<td class=\"best\">\(text)</td>"))
        #expect(html.contains("<td>seed</td><td>1</td><td>2</td>"))
    }

    @Test("A loss curve has every epoch of the record, and the history's where there is none")
    func curves() throws {
        let temporary = try TemporaryFolder()
        let comparison = try compare([spec(), spec { $0.seed = 2 }], in: RunRoot(temporary.path))
        let run = comparison.runs[1]
        let curve = try ComparedLoss(run, 1)
        let losses = try #require(try run.folder.losses()).losses
        #expect(losses.count == 30 && curve.curve.series.points.map(\.x) == (1...30).map(Double.init))
        #expect(curve.curve.series.points.map(\.y) == Array(losses.dropFirst()) + [try #require(run.summary.loss)])
        #expect(curve.curve.series.start == losses[0] && curve.last?.epoch == 30)
        #expect(curve.curve.isComplete && !curve.curve.isMerged && curve.damage == nil)
        #expect(curve.marks.allSatisfy { $0.series == Series("B", .slot(2)) })
        let handle = try #require(FileHandle(forUpdatingAtPath: run.folder.file("losses.bin")))
        try handle.truncate(atOffset: 20)
        let cut = try ComparedLoss(run, 1)
        #expect(cut.damage?.contains("losses.bin") == true && !cut.curve.isComplete)
        try FileManager.default.removeItem(atPath: run.folder.file("losses.bin"))
        let old = try ComparedLoss(run, 1)
        #expect(try old.curve.series.points.map(\.x) == run.history().map(\.epoch).filter { $0 > 0 }.map(Double.init))
        #expect(!old.curve.isComplete && old.damage == nil)
        try Data("none".utf8).write(to: URL(fileURLWithPath: run.folder.file("losses.bin")))
        #expect(throws: RunError.self) { try ComparedLoss(run, 1) }
    }

    @Test("A loss of 0 is marked in the colour of its run, and called exactly 0 only where the errors are")
    func zeroLoss() throws {
        let temporary = try TemporaryFolder()
        let exact = try spec("hard-threshold")
        let comparison = try compare([spec(), exact], in: RunRoot(temporary.path))
        #expect(comparison.runs[1].summary.loss == 0)
        var zero = comparison.runs[1]
        try? FileManager.default.removeItem(atPath: zero.folder.file("losses.bin"))
        for (error, words) in [("0", "exactly 0"), ("1e-30", "rounded to 0")] {
            let rows = "epoch,loss,learningRate,maxAbsoluteError\n0,1,1,1\n1,0.5,1,1\n2,0,1,\(error)\n"
            try Data(rows.utf8).write(to: URL(fileURLWithPath: zero.folder.file("history.csv")))
            zero = try ComparedRun(zero.folder)
            let loss = try ComparedLoss(zero, 2)
            #expect(loss.marks.contains(.zeros([2], Series("C", .slot(3)))))
            #expect(loss.curve.series.zeroWords == "\(words) from epoch 2 on")
        }
    }
}
