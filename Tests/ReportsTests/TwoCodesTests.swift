import Analysis
import CertificateChecker
internal import Descriptions
import Exchange
import Networks
import Plots
import Testing

@testable import Experiments
@testable import Reports
@testable import RunStore

@Suite struct TwoCodesTests {
    private func experiment(_ name: String, length: Int, epochs: Int? = nil) throws -> RunResult {
        var spec = try #require(Experiment.named(name)).spec.resized(to: length)
        if let epochs { spec.epochs = epochs }
        return try ExperimentRun(spec, source: "test").run()
    }

    @Test(
        "The construction is proved, in any order of summation, and the checker accepts its certificate",
        arguments: [2, 7, 33])
    func certified(length: Int) throws {
        let result = try experiment("position-amplitude", length: length)
        let certification = try Certification(result.network, signals: result.spec.signals)
        #expect(certification.isProved && certification.float32?.isExactInAnyOrder == true)
        #expect(certification.samples.count == 9 * length + 1)
        let model = try NetworkFile.file(for: result.network, signals: result.spec.signals).encoded()
        let verdict = CertificateCheck.verdict(
            certificate: Array(try Certificate(certification).text.utf8), model: model)
        guard case .valid = verdict else {
            Issue.record("\(verdict)")
            return
        }
    }

    @Test("The trained experiment has the construction's layers and data, starts from random weights, and learns")
    func training() throws {
        let (trained, written) = (
            try #require(Experiment.named("position-amplitude-training")).spec,
            try #require(Experiment.named("position-amplitude")).spec
        )
        #expect(trained.network == written.network && trained.signals == written.signals)
        let before = try experiment("position-amplitude-training", length: 6, epochs: 0)
        let after = try experiment("position-amplitude-training", length: 6, epochs: 2000)
        #expect(before.measures.error.maxRelative > 0.5 && after.loss < before.loss / 1000)
        #expect(after.measures.error.maxRelative < 0.1 && after.measures.activity.deadOutputs.isEmpty)
        #expect(after.measures.codePlane?.position != nil && after.measures.codePlane?.amplitude != nil)
    }

    @Test("The summary and the digest say how position and amplitude are read; a scalar code has neither")
    func summary() throws {
        let result = try experiment("position-amplitude", length: 5)
        var summary = RunSummary(result, run: "r", folder: "f", weightsSHA256: "")
        #expect(summary.codePlane?.position?.weights == [1, 0] && summary.codePlane?.amplitude?.weights == [0, 1])
        #expect(summary.code == nil && summary.coveredGaps == nil)
        summary.codePlane?.position?.r2 = 0.5
        summary.codePlane?.position?.maxDeviation = 0.25
        let lines = RunDigest(summary, spec: result.spec).lines
        #expect(
            lines.first { $0.name == "position" }?.text
                == "read from the two codes by an affine map: r² = 0.500, off by up to 25 % of its range")
        #expect(lines.first { $0.name == "amplitude" }?.text.contains("r² = 1.000") == true)
        let scalar = try experiment("reversed-solution", length: 5)
        let other = RunSummary(scalar, run: "r", folder: "f", weightsSHA256: "")
        #expect(other.codePlane == nil && !RunDigest(other, spec: scalar.spec).lines.contains { $0.name == "position" })
        #expect(RunFigures(scalar, history: []).codePlane == nil)
    }

    @Test("The figure joins equal amplitudes and equal positions, and sets the blank apart")
    func figure() throws {
        let result = try experiment("position-amplitude", length: 4)
        let figure = try #require(RunFigures(result, history: []).codePlane)
        #expect(
            figure.caption.hasPrefix("The position is z₁ exactly. The amplitude is z₂ exactly. If both"))
        let chart = try #require(figure.drawing as? Chart)
        func points(_ name: String) -> [PlotPoint] {
            chart.marks.lazy.compactMap { mark -> [PlotPoint]? in
                guard mark.series?.name == name else { return nil }
                switch mark {
                case .line(let points, _), .points(let points, _), .shaded(let points, _, _), .rings(let points, _):
                    return points
                default: return nil
                }
            }.first ?? []
        }
        let amplitudes = (0..<9).map { 1 + Double($0) / 2 }
        func curves(_ points: [PlotPoint]) -> [[PlotPoint]] {
            points.split { $0.x.isNaN }.map(Array.init)
        }
        #expect(curves(points("equal amplitude")) == amplitudes.map { c in (1...4).map { PlotPoint(Double($0), c) } })
        #expect(curves(points("equal position")) == (1...4).map { θ in amplitudes.map { PlotPoint(Double(θ), $0) } })
        #expect(points("largest amplitude") == (1...4).map { PlotPoint(Double($0), 5) })
        #expect(points("position θ, 1 to 4").count == 36)
        #expect(points("no amplitude or position") == [PlotPoint(1, 0)])
    }
}
