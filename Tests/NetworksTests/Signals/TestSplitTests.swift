import Networks
import Testing

/// Samples that are held out, and samples for a test.
@Suite struct TestSplitTests {
    /// Samples 0 to 19 with a label, which every fourth does not have.
    private let samples = SampleSet(
        shape: [1, 2], signals: Matrix(rows: 20, columns: 2, elements: (0..<40).map { Double($0) }),
        labels: ["warmth": (0..<20).map { $0.isMultiple(of: 4) ? nil : Double($0) / 2 }])

    private func indices(_ set: SampleSet?) -> [Int] {
        (0..<(set?.count ?? 0)).map { Int(set?.signals[$0, 0] ?? 0) / 2 }
    }

    private func split(_ holdOut: HoldOut, _ test: HoldOut) throws -> [[Int]] {
        let parts = try holdOut.split(samples, test: test)
        #expect(parts.training.shape == [1, 2] && parts.training.labels["warmth"]?.count == parts.training.count)
        return [parts.training, parts.heldOut, parts.test].map(indices)
    }

    @Test("The test comes first; indices are those of the whole set")
    func parts() throws {
        let byIndex = try split(.indices([7, 3]), .span(from: 10, through: 19))
        #expect(byIndex == [[0, 1, 2, 4, 5, 6, 8, 9], [3, 7], Array(10...19)])
        // Warmth 2 to 5: samples 4 to 10 without 4 and 8, which have no label; then every third of the others.
        let byLabel = try split(.every(3), .label("warmth", 2...5))
        #expect(byLabel[2] == [5, 6, 7, 9, 10])
        #expect(byLabel[1] == [2, 8, 13, 16] && byLabel[0].count == 11)
        let drawn = try split(.random(share: 0.25, seed: 1), .random(share: 0.2, seed: 1))
        #expect(drawn.map(\.count) == [12, 4, 4] && Set(drawn.joined()).count == 20)
        #expect(try split(.none, .none) == [Array(0..<20), [], []])
    }

    static let refusals: [(holdOut: HoldOut, test: HoldOut, place: String, word: String)] = [
        (.indices([3]), .indices([2, 3]), "holdOut.indices", "sample 3"),
        (.indices([3, 20]), .none, "holdOut.indices.1", "from 0 to 19"),
        (.none, .indices([-1]), "test.indices.0", "from 0 to 19"),
        (.span(from: 5, through: 4), .none, "holdOut.indices.from", "expected 0 to 4"),
        (.none, .span(from: 0, through: 20), "test.indices.through", "from 0 to 19"),
        (.label("cold", 0...1), .none, "holdOut.label", "expected one of warmth"),
        (.gap(0...1), .none, "holdOut.gap", "no label position"),
        (.none, .label("warmth", 90...91), "test", "no sample"),
        (.span(from: 0, through: 9), .span(from: 10, through: 19), "holdOut", "left for training"),
    ]

    @Test("What cannot be split is refused at its key", arguments: refusals)
    func refused(holdOut: HoldOut, test: HoldOut, place: String, word: String) {
        let error = #expect(throws: SignalError.self) { try holdOut.split(samples, test: test) }
        #expect(error?.place == place && error?.problem.contains(word) == true, "\(String(describing: error))")
    }
}
