import ArgumentParser
import Diagnostics
import Foundation
import Reports
import RunStore

struct ReindexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reindex",
        abstract: "Build the index of the runs anew from their folders.",
        usage: """
            heaviside reindex

            heaviside reindex [--out <folder>] [options]
            """,
        discussion: """
            The index makes lists of many runs fast. It keeps itself up to date: it has to be built anew only where records \
            were changed by hand and their times were set back.
            """)

    @OptionGroup var location: RunRootOption
    @OptionGroup var output: OutputOptions

    func run() throws {
        let (line, started) = (output.progressLine(), Date())
        let found = try Failure.badInput {
            defer { line?.clear() }
            return try location.root.reindex { line?.show(IndexText.progress($0, of: $1)) }
        }
        let answer = IndexAnswer(
            runs: found.runs, unreadable: found.damage.map(\.folder), state: found.state,
            seconds: Date().timeIntervalSince(started))
        IndexText.damage(found.damage).forEach(Console.message)
        if output.json { try Console.json(answer) }
        if case .failed(let problem) = found.state {
            Console.message("error: \(problem)".printable)
            throw ExitCode.failure
        }
        if !output.json { Console.results(IndexText.lines(answer, root: location.root.path)) }
    }
}
