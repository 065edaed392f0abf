import ArgumentParser
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
        let answer = try Failure.badInput {
            defer { line?.clear() }
            let found = try location.root.reindex { line?.show(IndexText.progress($0, of: $1)) }
            return IndexAnswer(
                runs: found.runs, unreadable: found.unreadable, isIndexed: found.isIndexed,
                seconds: Date().timeIntervalSince(started))
        }
        if output.json { return try Console.json(answer) }
        Console.results(IndexText.lines(answer, root: location.root.path))
    }
}
