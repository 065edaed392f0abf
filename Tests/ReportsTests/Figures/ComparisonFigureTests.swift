import Networks
import Plots
import TestFixtures
import Testing

@testable import Descriptions
@testable import Experiments
@testable import Reports
@testable import RunStore

/// How samples are drawn that runs do not train on, or that have no order, and what errors are divided by.
@Suite struct ComparisonFigureTests {
    private func figures(_ name: String, _ changes: [(inout Spec) -> Void]) throws -> [ReportFigure] {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let ids = try changes.map { change in
            var spec = try #require(Experiment.named(name)).spec.resized(to: 7)
            spec.epochs = min(spec.epochs, 3)
            change(&spec)
            return try RunBatch(in: root, threads: 1).carryOut([ExperimentRun(spec, source: "test")])[0].run
        }
        let figures = try ComparisonFigures(RunComparison(ids, in: root))
        return figures.groups.flatMap { [figures.code($0), figures.error($0)].compactMap(\.self) }
    }

    private func chart(_ figure: ReportFigure?) throws -> Chart { try #require(figure?.drawing as? Chart) }

    private func several(_ spec: inout Spec) {
        spec.signals = SignalSpec(.step(StepFunctions(length: 7, amplitude: .list([1, 2]))))
    }

    @Test("Samples that are held out are rings, where the others lie on a line and where they are points")
    func heldOut() throws {
        for figure in try figures(
            "autoencoder-study",
            [
                { $0.signals.holdOut = .every(3) },
                { spec in
                    several(&spec)
                    spec.signals.holdOut = .every(4)
                },
            ])
        {
            let marks = try chart(figure).marks
            #expect(marks.count { if case .rings = $0 { true } else { false } } == 2, "\(figure.id)")
            #expect(marks.count { if case .points = $0 { true } else { false } } == 1, "\(figure.id)")
            #expect(figure.caption.contains("Rings are samples that were held out."))
        }
    }

    @Test("The unit of errors is that of all runs, and an error of 0 does not look as if it could be negative")
    func units() throws {
        func error(_ changes: [(inout Spec) -> Void], of name: String = "autoencoder-study") throws -> ReportFigure {
            try #require(try figures(name, changes).first { $0.id == "error" })
        }
        let one = try error([{ _ in }, { $0.seed = 2 }])
        #expect(try chart(one).y.label == "mean error / amplitude" && one.caption.contains("over the amplitude."))
        let many = try error([several, several])
        #expect(try chart(many).y.label == "mean error / largest amplitude")
        let mixed = try error([{ _ in }, several])
        #expect(try chart(mixed).y.label == "mean error / largest target")
        #expect(mixed.caption.contains("over the largest target of its run."))
        let exact = try chart(try error([{ _ in }, { $0.seed = 2 }], of: "reversed-solution"))
        #expect(exact.domains.y.lower == 0)
    }

    @Test("No line joins samples that have no order")
    func unordered() throws {
        func pieces(_ spec: inout Spec) {
            spec.signals = SignalSpec(.piecewiseConstant(PiecewiseConstants(length: 7, transitions: 2)))
        }
        let error = try figures("autoencoder-study", [pieces, pieces]).first { $0.id == "error" }
        #expect(try chart(error).marks.allSatisfy { if case .points = $0 { true } else { false } })
    }
}
