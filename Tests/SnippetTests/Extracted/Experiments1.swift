// swift-format-ignore-file
// Block 1 of Sources/Experiments/Experiments.docc/Experiments.md: edit it there, then run Scripts/snippets.
import Experiments

extension Snippets {
    static func experiments1() throws {
        let text = "name: study"
        let spec = try Spec(yaml: text, source: "study.yaml", overrides: ["network.1.dense=64"])
        let result = try ExperimentRun(spec, source: "study.yaml").run()
        _ = (text, spec, result)
    }
}
