import ArgumentParser
import Diagnostics
import Foundation
import Reports
import RunStore

struct DeleteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Move runs, batches or surveys to the trash, or empty the trash.",
        usage: """
            heaviside delete autoencoder-study-3
            heaviside delete --empty-trash

            heaviside delete [<run> ...] [--yes] [--empty-trash] [options]
            """,
        discussion: """
            The trash is the folder '.trash' beside the runs. A run that was deleted comes back when its folder is moved \
            back. Only --empty-trash removes anything for good.
            """)

    @Argument(help: ArgumentHelp("Runs: their folders, their ids, or last.", valueName: "run"), completion: .runs)
    var references: [String] = []

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Remove everything in the trash for good.")
    var emptyTrash = false

    @OptionGroup var location: RunRootOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if references.isEmpty, !emptyTrash { throw ValidationError("expected a run, or --empty-trash") }
        if !references.isEmpty, emptyTrash {
            throw ValidationError("--empty-trash: expected no runs with it; delete them first")
        }
    }

    func run() throws {
        if emptyTrash { return try empty() }
        // All are found before one is moved: "last" means another run afterwards.
        let folders = try Failure.badInput {
            Self.distinct(try references.map { try location.root.findDeletable($0) })
        }
        guard try confirm("Move \(DeletionText.list(folders.map(\.path))) to the trash?") else { return }
        var moved: [(from: String, to: String)] = []
        do {
            for folder in folders {
                moved.append((folder.path, try Failure.work { try folder.root.moveToTrash(folder) }))
            }
        } catch {
            moved.forEach { Console.message("\($0.from) is already \($0.to)".printable) }
            throw error
        }
        if output.json { return try Console.json(DeletionAnswer(moved: moved)) }
        Console.results(moved.map { "\($0.from) is now \($0.to)".printable })
        output.hint(moved.first.map { NextStep.afterDeletion(from: $0.from, to: $0.to) })
    }

    /// The folders, each of them once, without those that lie in another one of them; paths are compared by bytes.
    private static func distinct(_ folders: [any StoredFolder]) -> [any StoredFolder] {
        func real(_ folder: any StoredFolder) -> [UInt8] {
            Array(URL(fileURLWithPath: folder.path).resolvingSymlinksInPath().path.utf8)
        }
        var paths: Set<[UInt8]> = []
        let once = folders.filter { paths.insert(real($0)).inserted }
        return once.filter { folder in
            let own = real(folder)
            return !own.indices.contains { own[$0] == UInt8(ascii: "/") && paths.contains(Array(own[..<$0])) }
        }
    }

    private func empty() throws {
        let names = location.root.trash()
        guard !names.isEmpty else {
            if output.json { return try Console.json(DeletionAnswer(removed: [])) }
            return Console.result("the trash is empty")
        }
        let paths = names.map { "\(location.root.trashPath)/\($0)" }
        guard try confirm("Remove \(DeletionText.list(paths)) for good?") else { return }
        try Failure.work { try location.root.emptyTrash() }
        if output.json { return try Console.json(DeletionAnswer(removed: paths)) }
        Console.results(paths.map { "removed \($0)".printable })
    }

    /// Asks a person, who has to say yes.
    private func confirm(_ question: String) throws -> Bool {
        guard !yes else { return true }
        guard isatty(STDIN_FILENO) == 1 else {
            Console.message(
                "error: \(question.printable) Standard input is no terminal, so that nobody can answer: expected --yes")
            throw Failure.malformed
        }
        _ = Console.write("\(question.printable) [y/N] ", to: STDERR_FILENO)
        if let answer = readLine()?.lowercased(), ["y", "yes"].contains(answer) { return true }
        Console.message("Nothing was changed.")
        return false
    }
}
