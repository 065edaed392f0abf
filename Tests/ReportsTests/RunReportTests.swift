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
}
