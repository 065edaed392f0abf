import Analysis
import Exact
import Foundation
import Testing

@Suite struct ConditioningStudyTests {
    private var small: ConditioningStudy {
        var study = ConditioningStudy()
        study.lengths = [4, 8, 16]
        study.fractionLength = 9
        study.fractions = [0, Rational(1) / 2, Rational(3) / 4]
        study.kinkCounts = [2, 5]
        study.kinkDraws = 50
        study.networkLengths = [5, 9]
        study.networkDraws = 3
        return study
    }

    @Test("The result has every part, in order, and is reproducible")
    func result() throws {
        var told: [ConditioningProgress] = []
        let result = try small.run { told.append($0) }
        #expect(result.lengths.map(\.length) == [4, 8, 16])
        #expect(
            result.fractions.map(\.fraction) == ["0", "1/2", "3/4"] && result.fractions.allSatisfy { $0.length == 9 })
        #expect(result.randomKinks.map(\.kinks) == [2, 5] && result.randomKinks.allSatisfy { $0.draws == 50 })
        #expect(result.drawnNetworks.map(\.length) == [5, 5, 9, 9])
        #expect(result.drawnNetworks.map(\.lower) == [-0.05, 0, -0.05, 0])
        #expect(told.map(\.completed) == Array(0...12) && told.allSatisfy { $0.total == 12 })
        #expect(told.first?.detail == "n = 4" && told[3].detail == "f = 0" && told.last?.part == .finished)
        #expect(try small.run() == result)
        var other = small
        other.seed = 2
        let again = try other.run()
        #expect(again.randomKinks != result.randomKinks && again.lengths == result.lengths)
        let exponent = try #require(result.activationsFit?.exponent)
        #expect((3.5...4).contains(exponent))
        let limit = try #require(result.activationsLimit)
        #expect(abs(limit / ConditioningLaw.activationsConstant - 1) < 0.01)
        #expect(abs(try #require(result.signalsLimit) / ConditioningLaw.signalsConstant - 1) < 0.001)
    }

    @Test("A result survives as JSON, numbers beyond the largest Double included")
    func json() throws {
        var study = small
        study.fractions = [0, Rational(99) / 100]
        study.fractionLength = 160
        let result = try study.run()
        #expect(result.fractions[1].condition == nil)
        #expect(try JSONDecoder().decode(ConditioningResult.self, from: JSONEncoder().encode(result)) == result)
    }

    @Test("Parameters out of bounds are named")
    func bounds() {
        func parameter(_ change: (inout ConditioningStudy) -> Void) -> String? {
            var study = small
            change(&study)
            do {
                _ = try study.run()
                return nil
            } catch {
                return (error as? ConditioningError)?.place
            }
        }
        #expect(parameter { _ in } == nil)
        #expect(parameter { $0.lengths = [4, 1] } == "lengths")
        #expect(parameter { $0.lengths = [5000] } == "lengths")
        #expect(parameter { $0.fractionLength = 0 } == "fractionLength")
        #expect(parameter { $0.fractions = [1] } == "fractions")
        #expect(parameter { $0.kinkCounts = [1] } == "kinkCounts")
        #expect(parameter { $0.kinkDraws = 0 } == "kinkDraws")
        #expect(parameter { $0.networkLengths = [1 << 20] } == "networkLengths")
        #expect(parameter { $0.networkDraws = -1 } == "networkDraws")
        #expect(parameter { $0.networkAmplitude = .nan } == "networkAmplitude")
        #expect(parameter { $0.networkRanges = [-.infinity...0] } == "networkRanges")
    }

    @Test("An error in the callback ends the study")
    func cancelled() {
        struct Enough: Error {}
        var told = 0
        #expect(throws: Enough.self) {
            try small.run { _ in
                told += 1
                if told == 2 { throw Enough() }
            }
        }
        #expect(told == 2)
    }
}
