import Analysis
import Networks
import RunStore
import TestFixtures
import Testing

@testable import Descriptions
@testable import Experiments
@testable import Reports

/// The verdicts on dead units of a run: kept, read again, and put into words.
@Suite struct DeadUnitRunTests {
    private func spec(_ change: (inout Spec) -> Void = { _ in }) throws -> Spec {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 17)
        spec.epochs = 300
        change(&spec)
        return spec
    }

    @Test("A run has a verdict on each dead unit, and keeps them in its folder")
    func kept() throws {
        let folder = try TemporaryFolder()
        let root = RunRoot(folder.path)
        let run = try ExperimentRun(
            spec { $0.training.optimizer = .momentum(learningRate: 1e-3) }, source: "test")
        let summary = try RunBatch(in: root, threads: 1).carryOut([run])[0]
        let verdicts = try #require(summary.deadUnits)
        let result = try root.find("last").result()
        let activity = result.measures.activity
        #expect(
            verdicts.map { UnitActivity.Unit(layer: $0.layer, index: $0.index) }
                == activity.deadHiddenUnits
                + activity.deadOutputs.map { UnitActivity.Unit(layer: 2, index: $0) })
        #expect(verdicts.count > 2 && verdicts.allSatisfy { $0.actsOnHeldOut == nil })
        #expect(result.deadUnits == verdicts)
        // The moments are not kept: without the summary's verdicts they would not be known.
        var old = summary
        old.deadUnits = nil
        let again = run.evaluate(result.network, summary: old).deadUnits
        #expect(again.map(\.index) == verdicts.map(\.index))
        #expect(again.contains { $0.reasons.contains(.unknownState) })
        #expect(!verdicts.contains { $0.reasons.contains(.unknownState) })
        #expect(RunDigest(summary, spec: run.spec).lines.contains { $0.name == "revival" })
        #expect(!RunDigest(old, spec: run.spec).lines.contains { $0.name == "revival" })
    }

    @Test("Hidden units that are dead on the training samples may act on those held out")
    func heldOut() throws {
        var marks: Set<Bool?> = []
        for seed in 1...6 {
            let result = try ExperimentRun(
                spec {
                    $0.signals.holdOut = .gap(3...8)
                    $0.seed = UInt64(seed)
                    $0.epochs = 20
                }, source: "test"
            ).run()
            let silent = try #require(result.heldOut).activity.deadHiddenUnits
            for unit in result.deadUnits {
                let isSilent = silent.contains(UnitActivity.Unit(layer: unit.layer, index: unit.index))
                #expect(unit.actsOnHeldOut == (unit.layer == 2 ? nil : !isSilent))
                marks.insert(unit.actsOnHeldOut)
            }
        }
        #expect(marks.contains(false))
    }

    @Test("In words: how many stay dead and why, how many may revive and by what")
    func words() {
        func unit(_ index: Int, _ reasons: [DeadUnit.Reason], actsOnHeldOut: Bool? = nil) -> DeadUnit {
            DeadUnit(
                layer: 1, index: index, verdict: reasons[0].verdict, reasons: reasons, actsOnHeldOut: actsOnHeldOut)
        }
        #expect(DeadUnitText.sentence([]) == nil)
        #expect(
            DeadUnitText.sentence([unit(0, [.noGradient])])
                == "1 stays dead: without a gradient nothing moves the weights")
        #expect(
            DeadUnitText.sentence([
                unit(0, [.lowerLayers]), unit(1, [.noGradient]), unit(2, [.decay, .lowerLayers]),
                unit(3, [.noGradient], actsOnHeldOut: true), unit(4, [.lowerLayers], actsOnHeldOut: false),
            ])
                == "2 stay dead: without a gradient nothing moves the weights; 2 can become active again, through changes of the layers below; "
                + "1 can become active again, through weight decay or changes of the layers below; 1 of them acts on held-out samples"
        )
    }
}
