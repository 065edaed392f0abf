import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import Networks
@testable import RunStore

/// Runs beside each other: which can be compared, and in what they differ.
@Suite("Compared runs")
struct RunComparisonTests {
    private func spec(
        _ name: String = "autoencoder-study", length: Int = 7, _ change: (inout Spec) -> Void = { _ in }
    ) throws -> Spec {
        var spec = try #require(Experiment.named(name)).spec.resized(to: length)
        spec.epochs = 20
        change(&spec)
        return spec
    }

    @discardableResult
    private func run(_ spec: Spec, in root: RunRoot) throws -> RunFolder {
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        return try root.find("last")
    }

    @Test("Several specs vary where two of them differ, with a value for each")
    func variations() throws {
        let specs = try [
            spec(), spec { $0.training.optimizer = .rmsProp(learningRate: 0.5) },
            spec { $0.training.optimizer = .sgd(learningRate: 0.5) },
            spec { spec in
                spec.network.removeFirst()
                spec.seed = 4
            },
        ]
        let rates = Spec.variations(among: Array(specs[0...1]))
        #expect(rates.map(\.key) == ["optimizer.rmsProp.learningRate"] && rates[0].values[1] == "0.5")
        let all = Spec.variations(among: specs)
        #expect(all.map(\.key) == ["network", "optimizer", "seed"])
        #expect(all.allSatisfy { $0.values.count == 4 } && all[2].values == ["1", "1", "1", "4"])
        #expect(all[1].values[2]?.hasPrefix("{ sgd: { learningRate: 0.5") == true)
        #expect(all[0].values[0] == all[0].values[2] && all[0].values[0] != all[0].values[3])
        let code = try Spec.variations(among: [specs[0], spec { $0.training.codeLinearity = .init(penalty: 2) }])
        #expect(code.count == 1 && code[0].key.hasPrefix("codeLinearity") && code[0].values[0] == "none")
        #expect(Spec.variations(among: [specs[0]]).isEmpty && Spec.variations(among: []).isEmpty)
        for (one, other) in zip(specs, specs.dropFirst()) {
            #expect(
                one.differences(from: other)
                    == Spec.variations(among: [other, one]).map {
                        Spec.Difference(key: $0.key, first: $0.values[0], second: $0.values[1])
                    })
        }
    }

    @Test("Data are the same where only rounding differs, and weights where every bit is equal")
    func sameness() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let runs = try [
            spec(), spec(), spec { $0.precision = .float64 }, spec { $0.signals.holdOut = .every(3) },
            spec(length: 9), spec("homework-mlp"),
        ].map { try run($0, in: root).id }
        func compare(_ indices: Int...) throws -> RunComparison {
            try RunComparison(indices.map { runs[$0] }, in: root)
        }
        let same = try compare(0, 1)
        #expect(same.haveSameSpec && same.haveSameWeights && same.haveSameData)
        let precise = try compare(0, 2)
        #expect(!precise.haveSameSpec && !precise.haveSameWeights && precise.haveSameData)
        for other in 3...5 { #expect(try !compare(0, other).haveSameData, "\(other)") }
        #expect(try compare(0, 1, 2, 3, 4, 5).runs.map(\.state) == Array(repeating: .finished, count: 6))
    }

    @Test("What cannot be compared is refused, with what would be right")
    func refused() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let first = try run(spec(), in: root).id
        _ = try RunBatch(in: root, threads: 1).carryOut(ExperimentRun(spec(), source: "test"), seeds: [3, 4])
        let batch = try #require(try? FileManager.default.destinationOfSymbolicLink(atPath: root.path + "/last"))
        let survey = try root.createSurvey("survey")
        try Data("{}".utf8).write(to: URL(fileURLWithPath: survey.file(SurveyFolder.resultName)))
        func problem(_ references: [String]) -> String {
            let error = #expect(throws: RunError.self) { try RunComparison(references, in: root) }
            return "\(error?.place ?? ""): \(error?.problem ?? "")"
        }
        #expect(problem([first]).contains("1 run to compare: expected 2 to 12"))
        #expect(problem(Array(repeating: first, count: 13)).contains("13 runs to compare"))
        #expect(problem([first, first]).contains("the run is named twice"))
        #expect(problem([first, root.path + "/" + first + "/"]).contains("this is the run that \(first) names, too"))
        #expect(problem([first, "none"]).contains("no such run"))
        #expect(
            problem([batch, first]).contains(
                "this is a batch: expected some of its runs: \(batch)/3 \(batch)/4"))
        #expect(problem([first, survey.id]).contains("this is a survey without runs"))
        _ = try run(spec(), in: survey.runs)
        #expect(problem([first, survey.id]).contains("\(survey.runs.path)/autoencoder-study-1"))
        #expect(try RunComparison([first, "\(batch)/3"], in: root).runs.map(\.folder.id) == [first, "\(batch)/3"])
    }

    @Test("A run that was killed, and one that goes on, are compared by their last checkpoint")
    func unfinished() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let folders = try [spec(), spec { $0.seed = 2 }].map { try run($0, in: root) }
        let before = try RunComparison(folders.map(\.id), in: root)
        #expect(before.runs.map(\.state) == [.finished, .finished] && before.variations.map(\.key) == ["seed"])
        try FileManager.default.removeItem(atPath: folders[1].file("summary.json"))
        func compared() throws -> ComparedRun { try RunComparison(folders.map(\.id), in: root).runs[1] }
        let killed = try compared()
        #expect(killed.state == .interrupted && killed.summary.weightsSHA256 == before.runs[1].summary.weightsSHA256)
        #expect(killed.summary.epochs == 20 && killed.summary.status == .interrupted)
        #expect(try killed.history().count > 3)
        let lock = try FolderLock(folders[1].path)
        #expect(try compared().state == .running)
        withExtendedLifetime(lock) {}
        try FileManager.default.removeItem(atPath: folders[1].file("history.csv"))
        #expect(try killed.history().isEmpty)
        #expect(throws: (any Error).self) { try before.runs[1].history() }
    }
}
