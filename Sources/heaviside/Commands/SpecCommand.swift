import ArgumentParser
import Experiments

struct SpecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spec",
        abstract: "Print the spec of a built-in experiment, to edit.",
        usage: """
            heaviside spec autoencoder-study > study.yaml
            heaviside spec hard-threshold --length 64

            heaviside spec <name> [options]
            """)

    @Argument(help: "The experiment's name.")
    var name: String

    @Option(help: "The length of the signals; layers as wide as the signals are resized with them.")
    var length: Int?

    func run() throws {
        let spec = try Failure.badInput {
            guard let experiment = Experiment.named(name) else { throw Experiment.unknown(name) }
            let spec = try Spec(yaml: experiment.spec.yaml, source: name, length: length)
            try ExperimentRun(spec, source: name).check()
            return spec
        }
        Console.result(String(spec.yaml.dropLast(while: { $0 == "\n" })))
    }
}

extension StringProtocol {
    fileprivate func dropLast(while predicate: (Character) -> Bool) -> SubSequence {
        guard let end = lastIndex(where: { !predicate($0) }) else { return self[startIndex..<startIndex] }
        return self[...end]
    }
}
