import Analysis
import Exchange
import Foundation
import Networks
import TestFixtures
import Testing

@testable import Experiments

/// Classes from files: how they are read, what a run says of them, and what is refused where.
@Suite struct ClassDataTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try write("good.csv", "a,b,y,p0,p1,p2\n1,0,0,1,0,0\n0,1,1,0,1,0\n1,1,2,0,0,1\n0,2,2,0,0,1\n3,1,0,1,0,0\n")
        try write(
            "bad.csv",
            "a,half,below,above,one,p0,p1,p2\n1,0,0,0,1,0.5,0.5,0\n2,1.5,1,1,1,0,1,0\n3,2,-1,3,1,0,0.25,0.75\n")
    }

    private func write(_ name: String, _ text: String) throws {
        try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
    }

    private func spec(_ signals: String, outputs: Int = 3, _ lines: String = "loss: crossEntropy") throws -> Spec {
        let text = """
            name: classes
            signals: \(signals)
            network: [{ dense: \(outputs) }]
            initialization: zeros
            \(lines)
            optimizer: { sgd: { learningRate: 0.1 } }
            epochs: 1
            """
        return try Spec(yaml: text, source: "test")
    }

    private func run(_ signals: String, outputs: Int = 3, _ lines: String = "loss: crossEntropy") throws
        -> ExperimentRun
    {
        let run = try ExperimentRun(
            spec(signals, outputs: outputs, lines), source: "test", searchFolders: [folder.path])
        try run.check()
        return run
    }

    @Test("A column of whole numbers is the class of each sample, for the loss crossEntropy")
    func column() throws {
        let run = try run("{ file: good.csv, inputs: [a, b], targets: y }")
        #expect(run.samples.classes == [0, 1, 2, 2, 0])
        #expect(run.samples.targets.nested == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1], [1, 0, 0]])
        #expect(run.spec.signals.file?.classes == 3)
        #expect(try Spec(yaml: run.spec.yaml, source: "again") == run.spec)
        let other = try self.run("{ file: good.csv, inputs: [a, b], targets: y }", outputs: 1, "loss: squaredError")
        #expect(other.samples.classes == nil && other.samples.targets.elements == [0, 1, 2, 2, 0])
    }

    @Test("Rows with a single 1 are classes, too; other probabilities are not")
    func rows() throws {
        let good = try run("{ file: good.csv, inputs: [a, b], targets: { from: p0, through: p2 } }")
        #expect(good.samples.classes == [0, 1, 2, 2, 0])
        let soft = try run("{ file: bad.csv, inputs: a, targets: [p0, p1, p2] }")
        #expect(soft.samples.classes == nil && soft.samples.targets.row(2) == [0, 0.25, 0.75])
        let result = try soft.run()
        let summary = RunSummary(result, run: "r", folder: "f", weightsSHA256: "")
        #expect(summary.classification == nil && summary.maxAbsoluteError == nil)
    }

    @Test("Words are classes in alphabetical order, or in the order that is given, and the run knows their names")
    func words() throws {
        try write("words.csv", "a,b,kind\n1,2,dog\n2,3, cat\n3,1,dog\n0,0,bird\n")
        let run = try run("{ file: words.csv, inputs: [a, b], targets: kind }")
        #expect(run.samples.classes == [2, 1, 2, 0] && run.spec.signals.file?.classNames == ["bird", "cat", "dog"])
        let summary = RunSummary(try run.run(), run: "r", folder: "f", weightsSHA256: "")
        #expect(summary.classification?.names == ["bird", "cat", "dog"])
        // The spec of the run keeps the order, whatever the file says later.
        let kept = try Spec(yaml: run.spec.yaml, source: "kept")
        #expect(kept.signals.file?.classNames == ["bird", "cat", "dog"] && kept.signals.file?.classes == 3)
        let given = try self.run(
            "{ file: words.csv, inputs: [a, b], targets: kind, classes: [dog, cat, bird, fox] }", outputs: 4)
        #expect(given.samples.classes == [0, 1, 0, 2] && given.samples.targets.columns == 4)
        // Numbers may have names, too.
        let numbers = try self.run("{ file: good.csv, inputs: [a, b], targets: y, classes: [low, mid, high] }")
        #expect(numbers.samples.classes == [0, 1, 2, 2, 0])
        #expect(
            RunSummary(try numbers.run(), run: "r", folder: "f", weightsSHA256: "").classification?.names?[2] == "high")
    }

    @Test("Bad words are refused with what is found")
    func badWords() throws {
        func message(_ table: String, keys: String = "", outputs: Int = 3, loss: String = "loss: crossEntropy") throws
            -> String
        {
            try write("words.csv", table)
            let error = #expect(throws: (any Error).self) {
                try self.run("{ file: words.csv, inputs: [a, b], targets: kind\(keys) }", outputs: outputs, loss)
            }
            return error.map { "\($0)" } ?? ""
        }
        // Spelled in two ways, a class is two.
        let spelled = try message("a,b,kind\n1,2,dog\n2,3,cat\n3,1,Dog\n0,0,bird\n1,1,dog\n")
        #expect(spelled.contains("has 4 classes, Dog (1), bird (1), cat (1), dog (2): expected 3"), "\(spelled)")
        let unknown = try message("a,b,kind\n1,2,dog\n2,3,cot\n", keys: ", classes: [dog, cat, fox]")
        #expect(unknown.contains("row 1 of column \"kind\"") && unknown.contains("did you mean \"cat\"?"), "\(unknown)")
        #expect(try message("a,b,kind\n1,2,dog\n", keys: ", classes: [dog, cat, dog]").contains("given twice"))
        let empty = try message("a,b,kind\n1,2,dog\n2,3,\n3,1,cat\n0,0,bird\n")
        #expect(empty.contains("row 1 is empty: the class is missing"), "\(empty)")
        let absent = try message("a,b,kind\n1,2,\n2,3,dog\n3,1,cat\n0,0,bird\n")
        #expect(absent.contains("row 0 is empty: the class is missing"), "\(absent)")
        #expect(try message("a,b,kind\n1,2,dog\n2,3,NA\n").contains("row 1 is \"NA\", a missing class"))
        let mixed = try message("a,b,kind\n1,2,0\n2,3,1\n3,1,x\n")
        #expect(mixed.contains("row 2 is the word \"x\", and row 0 is the number 0"), "\(mixed)")
        #expect(try message("a,b,kind\n1,2,x\n2,3,7\n").contains("row 1 is the number 7, and row 0 is the word \"x\""))
        let many = try message("a,b,kind\n" + (0..<1100).map { "1,2,w\($0)\n" }.joined())
        #expect(many.contains("row 1000") && many.contains("at most 1,000 classes"), "\(many)")
        let long = try message("a,b,kind\n1,2,x\n1,2,\(String(repeating: "y", count: 300))\n")
        #expect(long.contains("row 1") && long.contains("256 bytes"), "\(long)")
        let regression = try message("a,b,kind\n1,2,x\n2,3,y\n", outputs: 1, loss: "loss: squaredError")
        #expect(regression.contains("names 2 classes by words, x (1), y (1): expected numbers, or loss: crossEntropy"))
        try write("words.csv", "a,b,kind\n1,2,dog\n2,3,cat\n3,1,fox\n")
        let unseen = #expect(throws: (any Error).self) {
            try self.run("{ file: words.csv, inputs: [a, b], targets: kind, holdOut: { indices: [2] } }")
        }
        #expect(unseen.map { "\($0)" }?.contains("class fox is held out, and none is for training") == true)
    }

    @Test("A missing class among numbers keeps its own words")
    func missingClass() throws {
        func message(_ table: String) throws -> String {
            try write("words.csv", table)
            let error = #expect(throws: (any Error).self) {
                try self.run("{ file: words.csv, inputs: [a, b], targets: kind }")
            }
            return error.map { "\($0)" } ?? ""
        }
        let missing = try message("a,b,kind\n1,2,0\n2,3,nan\n3,1,1\n")
        #expect(missing.contains("is NaN: a class is missing there") && !missing.contains("mean"), "\(missing)")
        // Targets that are no classes keep the old words.
        try write("words.csv", "a,b,kind\n1,2,nan\n")
        let error = #expect(throws: (any Error).self) {
            try self.run("{ file: words.csv, inputs: [a, b], targets: kind }", outputs: 1, "loss: squaredError")
        }
        #expect(error.map { "\($0)" }?.contains("such as the mean") == true)
    }

    @Test("The spec may name the classes, for any loss")
    func named() throws {
        let run = try run(
            "{ file: good.csv, inputs: [a, b], targets: y, classes: 4 }", outputs: 4, "loss: squaredError")
        #expect(run.samples.targets.columns == 4 && run.samples.classes == [0, 1, 2, 2, 0])
        let summary = RunSummary(try run.run(), run: "r", folder: "f", weightsSHA256: "")
        #expect(summary.classification?.classes == 4 && summary.maxAbsoluteError != nil && summary.targets == nil)
    }

    @Test("A run counts the classes that it finds in each part of the data, and no errors of logits")
    func summary() throws {
        let run = try run(
            "{ file: good.csv, inputs: [a, b], targets: y, holdOut: { indices: [3] }, test: { indices: [4] } }")
        let result = try run.run()
        let summary = RunSummary(result, run: "r", folder: "f", weightsSHA256: "")
        let found = try #require(summary.classification)
        #expect(found.classes == 3 && found.confusion?.joined().reduce(0, +) == 3 && found.accuracyByClass?.count == 3)
        #expect(found.correct == result.measures.classification?.correct && found.undecided == 0)
        #expect(summary.maxAbsoluteError == nil && summary.maxRelativeError == nil)
        #expect(summary.samplesWithinOnePercent == nil && summary.targets == nil)
        for held in [summary.heldOut, summary.test] {
            #expect(held?.classification?.confusion?.joined().reduce(0, +) == 1 && held?.samples == 1)
            #expect(held?.maxAbsoluteError == nil && held?.loss != nil)
        }
        let statistics = SeedStatistics([summary, summary])
        #expect(
            statistics.accuracy?.median == found.accuracy && statistics.best == "r" && statistics.reconstructing == 0)
    }

    @Test("A network whose outputs are NaN finds no class, and is never right")
    func notANumber() throws {
        let run = try run("{ file: good.csv, inputs: [a, b], targets: y, test: { indices: [4] } }")
        let trained = RunSummary(try run.run(), run: "r", folder: "f", weightsSHA256: "")
        var network: Network<Float> = try run.zeroNetwork()
        network.layers[0].bias = [0, .nan, 0]
        let summary = RunSummary(
            run.evaluate(.float32(network), summary: trained), run: "r", folder: "f", weightsSHA256: "")
        #expect(summary.classification?.undecided == 4 && summary.classification?.correct == 0)
        #expect(summary.classification?.confusion?.joined().allSatisfy { $0 == 0 } == true)
        #expect(summary.test?.classification?.accuracy == 0 && summary.test?.loss == nil)
        #expect(summary.test?.classification?.undecided == 1)
    }

    private static let refusals: [(signals: String, outputs: Int, words: [String])] = [
        ("{ file: bad.csv, inputs: a, targets: half }", 3, ["signals.targets", "half[1]", "1.5", "0 to 2"]),
        ("{ file: bad.csv, inputs: a, targets: below }", 3, ["signals.targets", "below[2]", "is −1:", "0 to 2"]),
        ("{ file: bad.csv, inputs: a, targets: above }", 3, ["signals.targets", "above[2]", "is 3:", "0 to 2"]),
        ("{ file: bad.csv, inputs: a, targets: [above] }", 3, ["signals.targets", "row 2", "\"above\"", "is 3:"]),
        ("{ file: bad.csv, inputs: a, targets: one }", 3, ["signals.targets", "class 1", "at least two classes"]),
        ("{ file: bad.csv, inputs: a, targets: [p0, p1] }", 3, ["signals.targets", "[3, 2]", "0 to 2"]),
        ("{ file: bad.csv, inputs: a }", 3, ["signals.targets", "missing"]),
        ("{ file: bad.csv, inputs: a, targets: one }", 1, ["network.0", "at least two"]),
        ("{ file: good.csv, inputs: [a, b], targets: y, classes: 4 }", 3, ["network.0", "3 outputs: expected 4"]),
        ("{ file: good.csv, inputs: [a, b], targets: y, classes: 1 }", 3, ["signals.classes", "2 to"]),
        (
            "{ file: good.csv, inputs: [a, b], targets: y, holdOut: { indices: [1] } }", 3,
            ["signals.holdOut", "class 1", "none is for training"]
        ),
        (
            "{ file: good.csv, inputs: [a, b], targets: y, test: { indices: { from: 2, through: 3 } } }", 3,
            ["signals.test", "2 samples of class 2 are", "none is for training"]
        ),
    ]

    @Test("Bad classes are refused where they are", arguments: 0..<12)
    func refused(index: Int) {
        let (signals, outputs, words) = Self.refusals[index]
        let error = #expect(throws: SpecError.self, "\(signals)") { _ = try run(signals, outputs: outputs) }
        let text = error.map { "\($0)" } ?? ""
        for word in words { #expect(text.contains(word), "\(signals): \(text)") }
        #expect(!text.contains("\n"))
    }

    @Test("A sigmoid does not suit classes, and an autoencoder of a family keeps its cross-entropy")
    func others() throws {
        let error = #expect(throws: SpecError.self) {
            var spec = try spec("{ file: good.csv, inputs: [a, b], targets: y }")
            spec.network[0].activation = .sigmoid
            try ExperimentRun(spec, source: "test", searchFolders: [folder.path]).check()
        }
        #expect(error?.problem.contains("logits") == true)
        let run = try run("{ family: dirac, length: 4 }", outputs: 4)
        let summary = RunSummary(try run.run(), run: "r", folder: "f", weightsSHA256: "")
        #expect(summary.classification == nil && summary.maxAbsoluteError == nil && summary.loss != nil)
    }

    @Test("Each target that is a number has its own errors, by the name of its column")
    func targets() throws {
        let signals = "{ file: good.csv, inputs: [b], targets: { from: a, through: y }, test: { indices: [3, 4] } }"
        let run = try run(signals, outputs: 3, "loss: squaredError")
        #expect(run.spec.signals.file?.targets == .columns(["a", "b", "y"]))
        let summary = RunSummary(try run.run(), run: "r", folder: "f", weightsSHA256: "")
        #expect(summary.targets?.map(\.name) == ["a", "b", "y"])
        #expect(summary.test?.targets?.map(\.name) == ["a", "b", "y"])
        #expect(summary.targets?.allSatisfy { $0.r2 != nil && $0.rootMeanSquareError != nil } == true)
    }

    @Test(
        "The spec for a file takes a column of classes for what it is",
        arguments: [
            ("a,b,kind\n", "0.5,1,%\n", 3, true), ("a,b,kind\n", "0.5,1,%.5\n", 3, false),
            ("a,b,kind\n", "%,%,%\n", 3, false),
            ("a,label,b\n", "1,%,0.5\n", 3, true), ("a,b,label\n", "0,1,%\n", 2, true),
            ("a,b,y\n", "0.5,1,%\n", 30, false),
        ])
    func suggestion(head: String, row: String, classes: Int, isFound: Bool) throws {
        let rows = (0..<40).map { row.replacing("%", with: String($0 % classes)) }
        try write("table.csv", head + rows.joined())
        let file = try DataFile(folder.path("table.csv"))
        let suggested = try #require(DataSuggestion(for: file, file.names.map { try file.summary(of: $0) }))
        #expect(suggested.yaml.contains("loss: crossEntropy") == isFound, "\(suggested.yaml)")
        guard isFound else { return }
        #expect(suggested.yaml.contains("{ dense: \(classes) }"))
        let spec = try Spec(yaml: suggested.yaml, source: "suggestion")
        try ExperimentRun(spec, source: "test", searchFolders: [folder.path]).check()
    }
}
