import Foundation
import FoundationXML
import Reports
import RunStore
import Testing

@testable import Experiments

@Suite struct ReportTests {
    @Test("Reports of every kind of run are well-formed, offline, and hold their figures", arguments: Experiment.all)
    func reports(experiment: Experiment) throws {
        let folder = try RunTests.Folder()
        var spec = experiment.spec.resized(to: 7)
        spec.epochs = min(spec.epochs, 30)
        let root = RunRoot(folder.path)
        _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        let html = try RunReport(root.find("last")).html()
        for forbidden in ["<script", "https://", "src=", "href=", "@import", "url(", "NaN", ">nan<", "inf "] {
            #expect(!html.contains(forbidden), "\(forbidden)")
        }
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
        "Numbers are written as people read them",
        arguments: [
            (0.0, "0"), (0.0274, "0.0274"), (4.987, "4.99"), (-12.34, "−12.3"), (1234.5, "1234"), (1.3e-7, "1.3e−7"),
            (-2.5e12, "−2.5e12"), (999_999, "999999"), (5, "5"), (100, "100"), (1e-5, "1e−5"), (.nan, "not a number"),
        ])
    func numbers(value: Double, text: String) { #expect(FigureText.number(value) == text) }

    @Test func words() {
        #expect(FigureText.count(557_600) == "557,600" && FigureText.count(12) == "12")
        #expect(
            FigureText.fit(0.7912) == "0.791" && FigureText.fit(0.999_973) == "0.999973" && FigureText.fit(1) == "1.000"
        )
        #expect(FigureText.duration(97) == "1 min 37 s" && FigureText.duration(0.00017) == "170 µs")
        #expect(FigureText.plural(1, "unit") == "1 unit" && FigureText.plural(0, "unit") == "0 units")
    }
}
