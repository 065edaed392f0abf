import Experiments
import RunStore
import TestFixtures
import Testing

@testable import Reports

/// The note below a list that is sorted by a number without a common unit.
@Suite struct RunListNoteTests {
    @Test("Losses of several specs are said to be in units of their own; those of one, and relative errors, are not")
    func mixture() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        func lines(_ key: String) throws -> [String] {
            let table = try RunTable(
                root, order: .init(key: key), columns: RunListText.keys(sortedBy: key) + RunListAnswer.keys)
            return RunListText.lines(table, sortedBy: key)
        }
        func run(_ name: String) throws {
            var spec = try #require(Experiment.named(name)).spec.resized(to: 4)
            spec.epochs = 0
            _ = try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])
        }
        try run("reversed-solution")
        try run("reversed-solution")
        #expect(try !lines("loss").contains { $0.contains("units") })
        try run("naive-solution")
        #expect(try lines("loss").last?.contains("these runs are of 2 specs") == true)
        #expect(try !lines("maxRelativeError").contains { $0.contains("units") })
    }
}
