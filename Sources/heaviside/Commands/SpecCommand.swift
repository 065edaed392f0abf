import ArgumentParser
import Experiments

struct SpecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spec",
        abstract: "Print the spec of a built-in experiment, to be edited.",
        usage: """
            heaviside spec autoencoder-study > study.yaml
            heaviside spec hard-threshold --length 64

            heaviside spec <name> [options]
            """)

    @Argument(help: "The name of the experiment.")
    var name: String

    @Option(
        parsing: .unconditional,
        help: "The length of the signals; layers as wide as the signals are resized with them.",
        transform: WholeNumber.read)
    var length: Int?

    func run() throws {
        switch try Failure.badInput({ try BuiltIn.named(name) }) {
        case .survey(let survey): try print(survey)
        case .experiment(let experiment): try print(experiment)
        }
    }

    private func print(_ experiment: Experiment) throws {
        let spec = try Failure.badInput {
            let spec = try experiment.spec.changed(length: length, source: name)
            try ExperimentRun(spec, source: name).check()
            return spec
        }
        Console.result(String(spec.yaml.dropLast(while: { $0 == "\n" })))
    }

    /// The specs of a ladder's rungs, one YAML document each.
    private func print(_ survey: Survey) throws {
        let specs = try Failure.badInput {
            guard case .ladder(let ladder) = survey.plan else {
                throw SpecError(source: name, key: "", problem: "it trains nothing and has no spec")
            }
            return try ladder.runs(length: length).compactMap(\.first?.spec)
        }
        Console.result(
            specs.map { String($0.yaml.dropLast(while: { $0 == "\n" })) }.joined(separator: "\n---\n"))
    }
}

extension StringProtocol {
    fileprivate func dropLast(while predicate: (Character) -> Bool) -> SubSequence {
        guard let end = lastIndex(where: { !predicate($0) }) else { return self[startIndex..<startIndex] }
        return self[...end]
    }
}
