import ArgumentParser
import Diagnostics
import Foundation

@main
enum Main {
    static func main() {
        ProcessGuard.install()
        do {
            try checkCommand(CommandLine.arguments.dropFirst())
            var command = try Heaviside.parseAsRoot()
            ProcessGuard.checkMemory()
            try command.run()
        } catch {
            let code = Heaviside.exitCode(for: error)
            if !String(reflecting: type(of: error)).hasPrefix("ArgumentParser.") {
                // The parser would print whatever the library that failed calls its error.
                Console.message("error: \(ErrorText.sentence(error).printable(keepingNewlines: true))")
            } else if code == .success {
                Console.result(
                    HelpText.examplesFirst(Heaviside.fullMessage(for: error))
                        + HelpText.reference(for: CommandLine.arguments.dropFirst()))
            } else {
                complain(error)
            }
            exit(code.rawValue)
        }
    }

    /// Refuses a first argument, or one after `help`, that is no command: the parser would call it unexpected, or print
    /// the general help.
    private static func checkCommand(_ arguments: ArraySlice<String>) throws {
        let asked = arguments.first == "help" ? arguments.dropFirst() : arguments
        guard let name = asked.first, !name.hasPrefix("-") else { return }
        let known = Heaviside.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
        guard !known.contains(name) else { return }
        throw ValidationError(
            "there is no command \"\(String(name.prefix(80)).printable)\"; " + NearestName.hint(name, among: known))
    }

    /// A line of a message without its middle where it is long: the argument that it quotes, seldom what it says of it.
    private static func shortened(_ line: Substring) -> String {
        line.unicodeScalars.count <= 600 ? String(line) : "\(line.prefix(200)) … \(line.suffix(300))"
    }

    /// Says what is wrong with the arguments, in the same form as every other error; nothing for a bare exit status,
    /// whose reason has been told.
    private static func complain(_ error: any Error) {
        let message = Heaviside.message(for: error).split(separator: "\n", omittingEmptySubsequences: false)
            .map { shortened($0) }.joined(separator: "\n")
        guard !message.isEmpty else { return }
        Console.message("error: \(message.printable(keepingNewlines: true))")
        let lines = Heaviside.fullMessage(for: error).split(separator: "\n").map { $0.drop { $0 == " " } }
        if let pointer = lines.last(where: { $0.hasPrefix("See '") }) { Console.message(String(pointer)) }
    }
}
