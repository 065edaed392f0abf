import ArgumentParser
import Diagnostics
import Experiments

struct SpecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spec",
        abstract: "Print the spec of a built-in experiment, to be edited; or the reference of every key.",
        usage: """
            heaviside spec autoencoder-study > study.yaml
            heaviside spec hard-threshold --length 64

            heaviside spec <name> [options]
            """,
        discussion: """
            'heaviside help spec' explains every key of a spec, 'heaviside help spec network' those of one part; 'heaviside \
            schema' prints their JSON Schema for editors.
            """)

    @Argument(help: "The name of the experiment.", completion: .builtIn)
    var name: String?

    @Option(
        parsing: .unconditional,
        help: "The length of the signals; layers as wide as the signals are resized with them.",
        transform: WholeNumber.reader(1...Int.max))
    var length: Int?

    @Flag(help: "Print the reference of every key instead.")
    var reference = false

    @Flag(help: "Print the reference as the page of the documentation.")
    var markdown = false

    func validate() throws {
        guard (name == nil) == (reference || markdown) else {
            throw ValidationError("expected the name of an experiment, or --reference")
        }
        if length != nil, name == nil { throw ValidationError("--length: expected the name of an experiment") }
    }

    func run() throws {
        guard let name else {
            let text = SpecReference(.spec)
            Console.result(markdown ? String(text.article.dropLast()) : text.text(width: min(Console.width, 100)))
            return
        }
        switch try Failure.badInput({ try OtherKinds.builtIn(name, "spec") }) {
        case .survey(let survey): try print(survey, name: name)
        case .experiment(let experiment): try print(experiment, name: name)
        }
    }

    private func print(_ experiment: Experiment, name: String) throws {
        let spec = try Failure.badInput {
            do {
                let spec = try experiment.spec.changed(length: length, source: name)
                try ExperimentRun(spec, source: name).check()
                return spec
            } catch let error as SpecError {
                throw error.naming(overrides: [], length: length)
            }
        }
        Console.result(String(spec.yaml.dropLast(while: { $0 == "\n" })))
    }

    /// The specs of a ladder's rungs, one YAML document each.
    private func print(_ survey: Survey, name: String) throws {
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
