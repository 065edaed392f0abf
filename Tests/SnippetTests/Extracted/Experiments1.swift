// swift-format-ignore-file
// Block 1 of Sources/Experiments/Experiments.docc/Experiments.md: edit it there, then run Scripts/snippets.
import Analysis
import Experiments

extension Snippets {
    static func experiments1() throws {
        let text = """
            name: small-study
            signals: { family: step, length: 33, amplitude: 5 }
            network:
              - { dense: 1 }
              - { dense: 33, activation: relu }
              - { dense: 33, activation: relu, bias: false }
            initialization: { uniform: [0, 0.05] }
            loss: { squaredError: mean }
            optimizer: { rmsProp: { learningRate: 1e-3 } }
            epochs: 20000
            """
        let spec = try Spec(yaml: text, source: "study.yaml", overrides: ["network.1.dense=64"])
        let run = try ExperimentRun(spec, source: "study.yaml")
        try run.check()
        let result = try run.run()
        print(result.measures.error.maxRelative)
        _ = (text, spec, run, result)
    }
}
