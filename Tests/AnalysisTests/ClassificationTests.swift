import Networks
import Testing

@testable import Analysis

@Suite struct ClassificationTests {
    private func found(_ rows: [[Double]], _ classes: [Int]) -> Classification {
        Classification(
            outputs: Matrix(rows: rows.count, columns: rows.first?.count ?? 0, elements: rows.flatMap(\.self)),
            classes: classes)
    }

    @Test("The greatest output is the class, of equal ones the first")
    func ties() {
        let ties = found([[1, 1, 1], [0, 2, 2], [-3, -3, -4], [0, 0, 1], [-0.0, 0, -1]], [0, 2, 0, 2, 1])
        #expect(ties.found == [0, 1, 0, 2, 0])
        #expect(ties.correct == 3 && ties.undecided == 0 && ties.accuracy == 0.6)
    }

    @Test("An output that is NaN is no class and never right; an infinite one may be the greatest")
    func notANumber() {
        let lost = found([[.nan, 1, 0], [1, .nan, 0], [1, 0, .nan], [-.infinity, .infinity, 5]], [0, 0, 0, 1])
        #expect(lost.found == [nil, nil, nil, 1])
        #expect(lost.correct == 1 && lost.undecided == 3 && lost.accuracy == 0.25)
        let shares: [Double?] = [0, 1, nil]
        #expect(lost.accuracyByClass == shares)
        #expect(lost.confusion == [[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    }

    @Test("Rows of the confusion are classes, columns what is found")
    func confusion() {
        let few = found([[1, 0], [1, 0], [0, 1], [0, 1]], [0, 1, 1, 1])
        #expect(few.confusion == [[1, 0], [1, 2]])
        let shares: [Double?] = [1, 2.0 / 3]
        #expect(few.accuracyByClass == shares)
        #expect(few.description == "3 of 4 samples in their class")
    }

    @Test("Measures have classes where the samples do")
    func measures() throws {
        let network = try Network<Double>(
            inputs: 1,
            layers: [Layer(dense: Dense(2), weight: Matrix(rows: 2, columns: 1, elements: [1, -1]), bias: [0, 0])])
        let signals = Matrix<Double>(rows: 3, columns: 1, elements: [2, -2, 0])
        let targets = SampleSet.targets(ofClasses: [0, 0, 0], count: 2)
        let samples = SampleSet(signals: signals, targets: targets, classes: [0, 0, 0])
        #expect(Measures(of: network, on: samples).classification?.found == [0, 1, 0])
        #expect(Measures(of: network, on: SampleSet(signals: signals, targets: targets)).classification == nil)
    }
}
