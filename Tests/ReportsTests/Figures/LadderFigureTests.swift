internal import Descriptions
import Experiments
import Foundation
import Plots
import Testing

@testable import Reports

@Suite struct LadderFigureTests {
    private func ladder() throws -> LadderResult {
        func attempt(_ seed: Int, _ gaps: Int) -> String {
            """
            {"run": "r-\(seed)", "seed": \(seed), "status": "finished", "epochs": 100, "seconds": 2, "deadOutputs": 0,
             "coveredGaps": \(gaps), "maxRelativeError": 0.1, "reached": false}
            """
        }
        func rung(_ name: String, _ title: String, _ role: String, _ gaps: [Int]) -> String {
            let attempts = gaps.enumerated().map { attempt($0 + 1, $1) }.joined(separator: ", ")
            return """
                {"name": "\(name)", "title": "\(title)", "remark": "m", "role": "\(role)", "epochs": 100,
                 "attempts": [\(attempts)]}
                """
        }
        let rungs = [
            rung("study", "RMSProp at 1e-3", "plain", [3, 3, 3]), rung("kinks", "+ kinks", "climbs", [4]),
            rung("a", "only W3, A", "rival", [8]), rung("b", "only W3, B", "rival", [8]), rung("c", "C", "rival", [8]),
        ]
        let text = """
            {"length": 8, "amplitude": 2, "rungs": [\(rungs.joined(separator: ", "))],
             "goal": {"maxRelativeError": 0.001, "codeDeviation": 0.01, "codeR2": 0.9999}}
            """
        return try JSONDecoder().decode(LadderResult.self, from: Data(text.utf8))
    }

    private func history(_ epochs: Int, _ error: (Int) -> Double) -> [HistoryRow] {
        (0...epochs).map {
            HistoryRow(epoch: $0, loss: 1, learningRate: 1, maxAbsoluteError: error($0), codeR2: nil)
        }
    }

    private func figures() throws -> LadderFigures {
        LadderFigures(
            try ladder(),
            histories: [
                "study": history(9) { 2 / Double($0 + 1) }, "kinks": history(9) { 1 / Double($0 + 1) },
                "a": history(9) { 2 / Double($0 + 1) }, "b": history(9) { 2.01 / Double($0 + 1) },
                "c": history(4) { _ in 2 },
            ])
    }

    @Test("The goal lies inside the plot, above the bottom axis")
    func goal() throws {
        for (id, roles) in [("ladder-cures", Set([Ladder.Rung.Role.plain, .climbs])), ("ladder-rivals", [.rival])] {
            let chart = try #require(try figures().errors(id: id, roles: roles)?.drawing as? Chart)
            let domain = chart.domains.y
            #expect(domain.lower <= 0.001 / 1.4 && domain.upper > 0.7)
        }
    }

    @Test("Lines that end early, and lines that lie on each other, are told of")
    func words() throws {
        let rivals = try #require(try figures().errors(id: "ladder-rivals", roles: [.rival]))
        #expect(rivals.caption.contains("“C” at 4, the others at 9."))
        #expect(rivals.caption.contains("The lines of “only W₃, A” and “only W₃, B” lie on each other."))
        let cures = try #require(try figures().errors(id: "ladder-cures", roles: [.plain, .climbs]))
        #expect(!cures.caption.contains("lie on each other") && !cures.caption.contains("A line ends"))
        #expect((cures.drawing as? Chart)?.marks.first?.series?.name == "RMSProp at 10⁻³")
        #expect(try figures().time?.title == "The error over the seconds of training")
    }

    @Test("Gaps have the rungs' names, and a place for every run")
    func gaps() throws {
        let chart = try #require(try figures().gaps?.drawing as? Chart)
        #expect(chart.y.namedTicks.map(\.label) == ["RMSProp at 10⁻³", "+ kinks", "only W₃, A", "only W₃, B", "C"])
        #expect(chart.svg(id: "g").serialized().contains(">+ kinks<"))
        for case .points(let points, _) in chart.marks {
            #expect(points.count == 7 && Set(points).count == 7)
            #expect(points.prefix(3).allSatisfy { $0.x == 3 && abs($0.y - 1) < 0.5 })
        }
    }
}
