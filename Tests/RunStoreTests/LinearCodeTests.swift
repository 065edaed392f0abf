import Analysis
import Networks
import RunStore
import TestFixtures
import Testing

@testable import Experiments

/// The experiment that answers the study's open question, and what its spec refuses.
@Suite struct LinearCodeTests {
    private func run(_ change: (inout Spec) -> Void = { _ in }) throws -> RunResult {
        var spec = Experiment.linearCode.spec
        change(&spec)
        return try ExperimentRun(spec, source: "test").run()
    }

    private func reaches(_ result: RunResult) -> Bool {
        let code = result.measures.code
        return result.status == .finished
            && Goal().isReached(
                relativeError: result.measures.error.maxRelative, deviation: code?.maxDeviation, r2: code?.r2)
    }

    @Test("Every seed, start, amplitude and precision reaches the goal", arguments: 1...8)
    func arrives(seed: Int) throws {
        for amplitude in [0.1, 1, 2.5, 5] {
            for range in [-0.05...0.05, 0...0.05] {
                let result = try run { spec in
                    spec = spec.resized(to: [2, 3, 5, 9, 17, 24, 33, 40][seed - 1])
                    spec.signals.family = .step(
                        StepFunctions(length: spec.signals.length ?? 0, amplitude: .one(amplitude)))
                    spec.initialization = .drawn(.uniform(range))
                    spec.seed = UInt64(seed)
                    spec.precision = seed.isMultiple(of: 2) ? .float64 : .float32
                }
                #expect(reaches(result), "amplitude \(amplitude), \(range): \(result.measures.error.maxRelative)")
            }
        }
    }

    @Test("n = 129: two epochs are enough, and the code ends as a line to the last digits")
    func study() throws {
        #expect(try reaches(run { $0.epochs = 2 }))
        #expect(try !reaches(run { $0.epochs = 1 }))
        let result = try run()
        #expect(reaches(result))
        #expect((result.measures.code?.maxDeviation ?? 1) < 1e-12)
        #expect(result.measures.error.maxRelative < 1e-10)
        #expect(result.measures.breakpoints?.coveredGapCount == 129)
    }

    @Test("Other orientations, a missing blank and more units")
    func variants() throws {
        let leading = try run {
            $0 = $0.resized(to: 17)
            $0.signals.family = .step(StepFunctions(length: 17, amplitude: 2, orientation: .leadingOnes))
        }
        #expect(reaches(leading))
        let unblank = try run {
            $0 = $0.resized(to: 17)
            $0.signals.family = .step(StepFunctions(length: 17, amplitude: 2, blank: false))
        }
        #expect(reaches(unblank))
        let wide = try run {
            $0 = $0.resized(to: 17)
            $0.network[1].outputs = 30
        }
        #expect(reaches(wide))
        // Too few units are a result, not an error.
        let narrow = try run {
            $0 = $0.resized(to: 17)
            $0.network[1].outputs = 10
        }
        #expect(narrow.status == .finished && !reaches(narrow))
    }

    @Test("Without one of its cures a run does not reach the goal", arguments: ["loss", "code", "kinks"])
    func ablations(missing: String) throws {
        let result = try run { spec in
            spec.seed = 1
            switch missing {
            case "loss": spec.training.loss = .squaredError(.mean)
            case "code": spec.training.codeLinearity = nil
            default: spec.training.kinkRepair = nil
            }
        }
        #expect(result.status == .finished && !reaches(result))
    }

    @Test("Without the code term the steps are reconstructed just as well, from codes in any order", arguments: 1...5)
    func anyOrder(seed: Int) throws {
        let result = try run { spec in
            spec.seed = UInt64(seed)
            spec.training.codeLinearity = nil
        }
        let code = try #require(result.measures.code)
        #expect(Goal().isReconstruction(relativeError: result.measures.error.maxRelative))
        #expect(!Goal().isStraight(deviation: code.maxDeviation, r2: code.r2) && !code.isMonotone)
        #expect(result.measures.breakpoints?.coveredGapCount == 129)
    }

    @Test("A spec that the data do not allow is refused with its key")
    func refusals() throws {
        func key(_ overrides: [String], length: Int? = nil) -> String? {
            do {
                let spec = try Spec(
                    yaml: Experiment.linearCode.spec.yaml, source: "test", length: length, overrides: overrides)
                try ExperimentRun(spec, source: "test").check()
                return nil
            } catch { return (error as? SpecError)?.key }
        }
        #expect(key([]) == nil)
        #expect(key([], length: 1) == "signals.length")
        #expect(key(["codeLinearity.projection=1.5"]) == "codeLinearity.projection")
        #expect(key(["codeLinearity.projection=-0.1"]) == "codeLinearity.projection")
        #expect(key(["codeLinearity={}"]) == "codeLinearity")
        #expect(key(["codeLinearity=some"]) == "codeLinearity")
        #expect(key(["signals.amplitude=[1, 2]"]) == "codeLinearity")
        #expect(key(["signals={family: dirac, length: 129}"]) == "codeLinearity")
        #expect(key(["network.0.dense=2"]) == "codeLinearity")
        #expect(key(["network.1.activation=tanh"]) == "kinkRepair")
        #expect(key(["kinkRepair.fraction=0.9"]) == "kinkRepair.fraction")
        #expect(key(["kinkRepair.range=[0.4, 0.1]"]) == "kinkRepair.range")
        #expect(key(["kinkRepair={once: 3, every: 2}"]) == "kinkRepair.once")
        #expect(key(["kinkRepair=none", "codeLinearity=none", "network.0.dense=2"]) == "optimizer")
        #expect(key(["optimizer.slopeNewton.trust=3"]) == "optimizer.slopeNewton.trust")
        #expect(key(["optimizer={slopeNewton: {learningRate: 1, momentum: 0.5}}"]) == "optimizer.slopeNewton.momentum")
        #expect(key(["batch=7"]) == "batch")
        #expect(key(["path=dense"]) == "path")
    }

    @Test("An interrupted run with Shampoo resumes from its folder with the same bits")
    func resumesStatistics() throws {
        let folder = try TemporaryFolder()
        let root = RunRoot(folder.path)
        var spec = Experiment.linearCode.spec.resized(to: 9)
        spec.training.optimizer = .shampoo(learningRate: 0.01, epsilon: 0.01, refresh: 4)
        spec.epochs = 4000
        let run = try ExperimentRun(spec, source: "test")
        let whole = try RunBatch(in: root, threads: 1).carryOut([run])[0]
        let stop = StopRequest()
        let part = try RunBatch(in: root, threads: 1).carryOut([run], stop: stop) { progress in
            if progress.run.epoch > 10 { stop.stop() }
        }[0]
        #expect(part.status == .interrupted)
        let resumed = try RunBatch.resume(Resumption(root.find("last")))
        #expect(resumed.weightsSHA256 == whole.weightsSHA256)
        let sums = try [root.find(whole.folder), root.find("last")].map {
            try $0.result(withGradients: true).encoderGradientSum
        }
        #expect(sums[0] != nil && sums[0] == sums[1])
    }
}
