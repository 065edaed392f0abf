import Foundation
import FoundationXML
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
