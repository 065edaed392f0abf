import Exchange
import Foundation
import Networks
import TestFixtures
import Testing

@testable import Experiments
@testable import RunStore

/// Checkpoints, surveys and records that were edited or damaged: refused by name, with nothing lost.
@Suite struct DamagedRecordTests {
    /// A run that was stopped, and the path of its checkpoint.
    private func interrupted(_ optimizer: Optimizer, in root: RunRoot) throws -> (RunFolder, String) {
        var spec = Experiment.linearCode.spec.resized(to: 9)
        spec.training.optimizer = optimizer
        spec.epochs = 1_000_000
        let stop = StopRequest()
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")], stop: stop) { _ in
            stop.stop()
        }
        let folder = try root.find("last")
        return (folder, folder.file("checkpoint/state-1.safetensors"))
    }

    private func problem(_ folder: RunFolder) -> String? {
        do {
            _ = try Resumption(folder)
            return nil
        } catch { return "\(error)" }
    }

    @Test("A checkpoint of another optimizer is refused, also with as many moments")
    func otherOptimizer() throws {
        let temporary = try TemporaryFolder()
        let (folder, _) = try interrupted(.adam(learningRate: 1e-3), in: RunRoot(temporary.path))
        #expect(problem(folder) == nil)
        var spec = try folder.spec()
        spec.training.optimizer = .muon(learningRate: 1e-3)
        try AtomicFile.write(Array(spec.yaml.utf8), to: folder.file("spec.yaml"))
        #expect(problem(folder)?.contains("optimizer was { adam: ") == true)
    }

    @Test("Malformed numbers, and missing or extra tensors, are refused by name")
    func tensors() throws {
        let temporary = try TemporaryFolder()
        let (folder, path) = try interrupted(
            .shampoo(learningRate: 0.01, epsilon: 0.01), in: RunRoot(temporary.path))
        let good = try SafetensorsFile(contentsOf: path)
        func change(_ name: String, _ edit: ([Double]) -> [Double]?) throws {
            let tensors = try good.tensors.compactMap { named -> NamedTensor? in
                guard named.name == name, case .float64(let values) = named.tensor.storage else { return named }
                guard let edited = edit(values) else { return nil }
                let shape = edited.count == values.count ? named.tensor.shape : [edited.count]
                return NamedTensor(name: name, tensor: try Tensor(shape: shape, storage: .float64(edited)))
            }
            try AtomicFile.write(SealedFile.bytes(of: tensors, metadata: good.metadata), to: path)
        }
        #expect(problem(folder) == nil)
        for name in ["layers.0.weight", "statistics.2", "encoderGradientSum"] {
            try change(name) { [.nan] + $0.dropFirst() }
            #expect(problem(folder)?.contains(name) == true)
        }
        try change("encoderGradientSum") { _ in nil }
        #expect(problem(folder)?.contains("encoderGradientSum is missing") == true)
        try change("encoderGradientSum") { Array($0.dropLast()) }
        #expect(problem(folder)?.contains("encoderGradientSum") == true)
        try change("statistics.19") { _ in nil }
        #expect(problem(folder)?.contains("another optimizer") == true)
        try good.write(to: path)
        #expect(problem(folder) == nil)
    }

    @Test("An edited file of gradients stops only those who read it")
    func gradients() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let spec = Experiment.linearCode.spec.resized(to: 9)
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        let folder = try root.find("last")
        #expect(try folder.result(withGradients: true).encoderGradientSum?.count == 9)
        for text in ["", "entry,accumulatedGradient\n1,2\n0,3\n", "entry,accumulatedGradient\n0,nan\n"] {
            try AtomicFile.write(Array(text.utf8), to: folder.file("encoder-gradients.csv"))
            #expect(throws: (any Error).self) { try folder.result(withGradients: true) }
            #expect(throws: Never.self) { try folder.result() }
        }
    }

    @Test(
        "A damaged record is refused with file, key and what was expected, in words of no library",
        arguments: [
            (
                "summary.json", "\"epochs\" : 2", "\"epochs\" : \"two\"",
                ": epochs: expected a whole number, found \"two\""
            ),
            ("summary.json", "\"epochs\" : 2", "\"epochs\" : 1e30", ": epochs: expected "),
            (
                "summary.json", "\"status\" : \"finished\"", "\"status\" : \"gone\"",
                ": status: expected one of finished, "
            ),
            ("summary.json", "\"weightsSHA256\"", "\"weights\"", ": weightsSHA256: it is missing"),
            ("summary.json", "}", "", ": not JSON: "), ("summary.json", "{", "[", ": not JSON: "),
            ("environment.json", "\"cores\" : ", "\"cores\" : null, \"x\" : ", ": cores: expected a whole number"),
        ])
    func records(name: String, text: String, replacement: String, expected: String) throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        var spec = Experiment.linearCode.spec.resized(to: 9)
        spec.epochs = 2
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        let folder = try root.find("last")
        #expect(throws: Never.self) { try folder.environment() }
        #expect(throws: Never.self) { try folder.summary() }
        let json = String(decoding: try AtomicFile.read(folder.file(name)), as: UTF8.self)
        let edited = json.replacingOccurrences(of: text, with: replacement)
        #expect(edited != json)
        try AtomicFile.write(Array(edited.utf8), to: folder.file(name))
        do {
            if name == "summary.json" { _ = try folder.summary() } else { _ = try folder.environment() }
            Issue.record("accepted")
        } catch {
            #expect("\(error)".hasPrefix(folder.file(name) + expected), "\(error)")
            for raw in ["DecodingError", "NSCocoa", "Swift", "Context"] { #expect(!"\(error)".contains(raw)) }
        }
    }

    @Test("A spec that is not UTF-8 is refused by name")
    func bytes() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        _ = try RunBatch(in: root, threads: 1).carryOut([
            ExperimentRun(Experiment.linearCode.spec.resized(to: 9), source: "test")
        ])
        let folder = try root.find("last")
        try AtomicFile.write(try AtomicFile.read(folder.file("spec.yaml")) + [0xFF], to: folder.file("spec.yaml"))
        do {
            _ = try folder.spec()
            Issue.record("accepted")
        } catch { #expect("\(error)" == "\(folder.file("spec.yaml")): not UTF-8: expected YAML text") }
    }

    @Test(
        "A survey with impossible results is refused",
        arguments: [
            ("\"seconds\" : ", "\"seconds\" : 1e30, \"x\" : "), ("\"length\" : ", "\"length\" : 5000000000, \"x\" : "),
            ("{", "["),
        ])
    func surveys(text: String, replacement: String) throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        var ladder = Ladder(rungs: [], seeds: 1...1)
        ladder.rungs = [
            Ladder.Rung("one", .arrives, remark: "", spec: Experiment.linearCodeSpec(name: "one", length: 9))
        ]
        _ = try SurveyBatch(in: root, threads: 1).carryOut(Survey.linearCodeLadder, ladder, runs: ladder.runs())
        guard case .survey(let folder) = try root.findAny("last") else {
            Issue.record("no survey")
            return
        }
        #expect(throws: Never.self) { try folder.summary() }
        let json = String(decoding: try AtomicFile.read(folder.file("survey.json")), as: UTF8.self)
        let edited = json.replacingOccurrences(of: text, with: replacement)
        #expect(edited != json)
        try AtomicFile.write(Array(edited.utf8), to: folder.file("survey.json"))
        #expect(throws: RunError.self) { try folder.summary() }
    }
}
