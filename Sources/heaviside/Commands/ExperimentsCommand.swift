import ArgumentParser
import Experiments

struct ExperimentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "experiments",
        abstract: "List the built-in experiments.",
        usage: """
            heaviside experiments
            heaviside experiments --json

            heaviside experiments [--json]
            """)

    @Flag(help: "Print the list as one JSON object.")
    var json = false

    private struct Entry: Encodable {
        let name: String
        let title: String
        let paper: String
        let section: String
        let notice: String
        let length: Int?
        let epochs: Int?
    }

    private struct List: Encodable {
        let experiments: [Entry]
    }

    func run() throws {
        let all = Experiment.all
        if json {
            return try Console.json(
                List(
                    experiments: all.map {
                        Entry(
                            name: $0.name, title: $0.title, paper: $0.paper, section: $0.section, notice: $0.notice,
                            length: $0.spec.signals.length, epochs: $0.spec.epochs)
                    }
                        + Survey.all.map {
                            Entry(
                                name: $0.name, title: $0.title, paper: $0.paper, section: $0.section,
                                notice: $0.notice, length: nil, epochs: nil)
                        }))
        }
        for experiment in all {
            show(experiment.name, experiment.title, experiment.notice, experiment.paper, experiment.section)
        }
        for survey in Survey.all { show(survey.name, survey.title, survey.notice, survey.paper, survey.section) }
        Console.message("Next: heaviside run \(all[0].name)")
    }

    private func show(_ name: String, _ title: String, _ notice: String, _ paper: String, _ section: String) {
        Console.result(name)
        Console.result("  \(title).")
        Console.result("  \(notice)")
        Console.result("  From: \(paper), section \(section).")
        Console.result("")
    }
}
