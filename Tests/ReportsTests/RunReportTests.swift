import Diagnostics
import Foundation
import FoundationXML
import Networks
import Reports
import RunStore
import TestFixtures
import Testing

@testable import Experiments

@Suite struct RunReportTests {
    @Test("Reports of every kind of run are well-formed, offline, and hold their figures", arguments: Experiment.all)
    func reports(experiment: Experiment) throws {
        let folder = try TemporaryFolder()
        var spec = experiment.spec.resized(to: 7)
        spec.epochs = min(spec.epochs, 30)
        let root = RunRoot(folder.path)
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        let html = try RunReport(root.find("last")).html()
        for forbidden in ["<script", "https://", "src=", "href=", "@import", "url(", "NaN", ">nan<", "inf "] {
            #expect(!html.contains(forbidden), "\(forbidden)")
        }
        // On a narrow page long words wrap instead of making it scroll sideways.
        #expect(html.contains("table:not(.columns) td, p, dd { overflow-wrap: anywhere; }"))
        let figures = html.components(separatedBy: "<figure").count - 1
        #expect(figures >= 3)
        #expect(html.components(separatedBy: "<figcaption>").count - 1 == figures)
        // The parts between <svg> and </svg> are XML.
        for part in html.components(separatedBy: "<svg").dropFirst() {
            let svg = "<svg" + part.components(separatedBy: "</svg>")[0] + "</svg>"
            #expect(XMLParser(data: Data(svg.utf8)).parse())
        }
    }

    @Test("A page that is passed on names no folder of the machine; the record of the run does")
    func folders() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        var spec = Experiment.linearCode.spec.resized(to: 9)
        spec.epochs = 2
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        let folder = try root.find("last")
        var environment = try folder.environment()
        environment.workingFolder = "/home/ada/secret"
        environment.command = ["/home/ada/bin/heaviside", "run", "linear-code"]
        try JSONEncoder().encode(environment).write(to: URL(fileURLWithPath: folder.file("environment.json")))
        let html = try RunReport(folder).html()
        #expect(!html.contains("/home/ada") && !html.contains("working folder"))
        #expect(html.contains("heaviside run linear-code"))
        #expect(try folder.environment().workingFolder == "/home/ada/secret")
    }

    @Test("A run that went on with another value says so, and that its spec does not repeat it")
    func continued() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        var spec = Experiment.linearCode.spec.resized(to: 9)
        spec.training.optimizer = .rmsProp(learningRate: 1e-3)
        spec.epochs = 20
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        let folder = try root.find("last")
        #expect(try RunReport(folder).html().contains("<code>heaviside train</code> repeats the run from this file."))
        #expect(Notes.continued(spec: folder.file("spec.yaml")) == nil)
        let summary = try RunBatch.resume(
            Resumption(folder, epochs: 40, changes: ["optimizer.rmsProp.learningRate=1e-4"]))
        let changed = "learningRate 0.001 until epoch 20, then 0.0001"
        let html = try RunReport(folder).html()
        #expect(
            html.contains("some keys were changed on the way: \(NumberText.typeset(changed)). <code>heaviside train"))
        #expect(html.contains("learningRate: 0.001") && !html.contains("repeats the run from this file"))
        let lines = try RunText.lines(summary, in: folder, plots: nil)
        #expect(
            lines.contains { $0.contains("changed ") && $0.contains(changed) && $0.contains("does not repeat the run") }
        )
        #expect(Notes.continued(spec: folder.file("spec.yaml"))?.hasSuffix("is not repeated: \(changed).") == true)
        #expect(Notes.continued(spec: folder.file("summary.json")) == nil)
    }

    @Test(
        "A damaged record beside the model is named, and the report goes without it",
        arguments: [("environment.json", "{"), ("history.csv", "epoch\n1\n"), ("encoder-gradients.csv", "entry\n7\n")])
    func damagedRecord(name: String, text: String) throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let spec = Experiment.linearCode.spec.resized(to: 9)
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        let folder = try root.find("last")
        #expect(folder.damagedRecords.isEmpty)
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file(name)))
        #expect(folder.damagedRecords.count == 1)
        #expect(folder.damagedRecords.first?.contains(name) == true)
        let html = try RunReport(folder).html()
        #expect(html.contains("</html>") && html.contains("id=\"figure-atlas\""))
        #expect(html.contains("id=\"figure-encoder-gradients\"") == (name != "encoder-gradients.csv"))
    }
}
