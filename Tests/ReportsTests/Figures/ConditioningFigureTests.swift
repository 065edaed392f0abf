import Analysis
internal import Descriptions
import Diagnostics
import Exact
import Foundation
import Plots
import Reports
import Testing

@Suite struct ConditioningFigureTests {
    private func result(_ change: (inout ConditioningStudy) -> Void = { _ in }) throws -> ConditioningResult {
        var study = ConditioningStudy()
        study.lengths = [8, 16]
        study.fractionLength = 12
        study.kinkCounts = [2, 4, 12]
        study.kinkDraws = 100
        study.networkLengths = [9]
        study.networkDraws = 3
        change(&study)
        return try study.run()
    }

    @Test("Four figures, with computed numbers in their captions")
    func figures() throws {
        let result = try result()
        let figures = ConditioningFigures(result).all
        #expect(figures.map(\.id) == ["condition-lengths", "condition-fractions", "kinks-exact", "kinks-covered"])
        let condition = try #require(result.lengths.last)
        #expect(figures[0].caption.contains("At n = 16, κ(XᵀX) of the signals is 438"))
        #expect(figures[0].caption.contains(NumberText.count(Int(condition.activations.rounded()))))
        #expect(figures[1].caption.contains("at f = 0.49, κ(A₂) is") && figures[1].caption.contains("f = 0.75"))
        #expect(figures[2].caption.contains("100 times"))
        #expect(figures[3].caption.contains("from −0.05 to 0.05") && figures[3].caption.contains("no gap"))
        for figure in figures {
            let svg = figure.drawing.svg(id: figure.id).serialized()
            #expect(svg.hasPrefix("<svg") && !svg.contains("nan") && !svg.contains("inf"))
        }
    }

    @Test("An empty result gives no figure and no line")
    func empty() throws {
        let result = try result {
            $0.lengths = []
            $0.fractions = []
            $0.kinkCounts = []
            $0.networkLengths = []
        }
        #expect(ConditioningFigures(result).all.isEmpty && ConditioningText.summary(result).isEmpty)
    }

    @Test("Tables for a terminal have one line a row, columns aligned")
    func text() throws {
        let lines = ConditioningText.summary(try result())
        #expect(lines.count { $0.isEmpty } == 3)
        #expect(lines.contains { $0.hasPrefix("  16") && $0.contains("437.7") })
        #expect(lines.contains { $0.contains("3/4") && $0.hasSuffix("grow") })
        let table = lines.drop { !$0.contains("max|W3|") }.prefix { !$0.isEmpty }
        #expect(table.count == 10 && Set(table.map(\.count)).count == 1)
        #expect(lines.allSatisfy { $0.count <= 120 })
    }
}
