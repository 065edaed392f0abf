import ArgumentParser
import Diagnostics
import Foundation

@main
enum Main {
    static func main() {
        ProcessGuard.install()
        do {
            if let key = try HelpText.key(for: CommandLine.arguments.dropFirst()) {
                Console.result(key)
                ProcessGuard.end(EXIT_SUCCESS)
            }
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
            ProcessGuard.end(code.rawValue)
        }
        ProcessGuard.end(EXIT_SUCCESS)
    }

    /// What other programs call some of the commands.
    private static let usualNames = [
        "ls": "runs", "list": "runs", "rm": "delete", "remove": "delete", "plot": "figure", "plots": "figure",
        "prove": "certify", "diff": "compare", "continue": "resume", "view": "show", "info": "show", "describe": "show",
        "open": "report", "html": "report", "explain": "spec", "config": "spec", "examples": "experiments",
        "batch": "run", "grid": "sweep", "population": "sweep", "losses": "history", "log": "history", "best": "runs",
        "share": "export",
        "save": "export", "import": "certify", "copy": "fork", "clone": "fork", "check": "claims",
    ]

    /// Refuses a first argument, or one after `help`, that is no command: the parser would call it unexpected, or print
    /// the general help. After `help` each further name must be one of a command's own commands.
    private static func checkCommand(_ arguments: ArraySlice<String>) throws {
        let isHelp = arguments.first == "help"
        var names = (isHelp ? arguments.dropFirst() : arguments.prefix(1)).prefix { !$0.hasPrefix("-") }
        var commands = Heaviside.configuration.subcommands
        var path = ""
        while let name = names.popFirst() {
            let known = commands.compactMap { $0.configuration.commandName } + (path.isEmpty ? ["help"] : [])
            guard known.contains(name) else {
                if path.isEmpty, let usual = Self.usualNames[String(name)] {
                    throw ValidationError("there is no command \"\(name)\"; did you mean \"\(usual)\"?")
                }
                let none = "there is no command \"\(path)\(String(name.prefix(80)).printable)\"; "
                throw ValidationError(
                    none
                        + (known.isEmpty
                            ? "expected no more than \(path.dropLast())" : NearestName.hint(name, among: known)))
            }
            commands = commands.first { $0.configuration.commandName == name }?.configuration.subcommands ?? []
            path += name + " "
        }
    }

    /// A line of a message without its middle where it is long: the argument that it quotes, seldom what it says of it.
    private static func shortened(_ line: Substring) -> String {
        line.unicodeScalars.count <= 600 ? String(line) : "\(line.prefix(200)) … \(line.suffix(300))"
    }

    /// What an option that a command does not have is called there, in place of what the parser proposes; other
    /// messages as they are.
    private static func advised(_ message: String) -> String {
        let arguments = CommandLine.arguments.dropFirst()
        if message.hasPrefix("Unknown option"), arguments.first?.hasPrefix("-") == true {
            return "\(message): expected a command first, and its options after it: heaviside COMMAND … --option"
        }
        if let advice = Advice.after(message, Array(arguments)) { return advice }
        if message == "Missing expected argument '<run>'", arguments.contains("--remove") {
            return "\(message): --remove takes every word after it; expected the run before it"
        }
        return message
    }

    /// A value that an option refuses, in the words of the options that are checked later: "--epochs 5x: expected …",
    /// where the parser says "The value '5x' is invalid for '--epochs <epochs>': expected …"; other messages as they
    /// are.
    private static func uniform(_ message: String) -> String {
        let (start, middle, end) = ("The value '", "' is invalid for '", "': ")
        guard message.hasPrefix(start), let invalid = message.range(of: middle),
            let name = message[invalid.upperBound...].range(of: end)
        else { return message }
        let value = message[..<invalid.lowerBound].dropFirst(start.count)
        let option = message[invalid.upperBound..<name.lowerBound].prefix { $0 != " " }
        return "\(option) \(value.isEmpty ? "''" : value): \(message[name.upperBound...])"
    }

    /// Where to read more, for an error that a command finds after its options are read: the parser does not know then
    /// which command it was, and points to the general help.
    private static func ofCommand(_ pointer: Substring) -> String {
        let commands = Heaviside.configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let command = CommandLine.arguments.dropFirst().first, commands.contains(command) else {
            return String(pointer)
        }
        return pointer.replacingOccurrences(of: "'heaviside --help'", with: "'heaviside \(command) --help'")
    }

    /// Says what is wrong with the arguments, in the same form as every other error; nothing for a bare exit status,
    /// whose reason has been told.
    private static func complain(_ error: any Error) {
        let message = advised(uniform(Heaviside.message(for: error)))
            .split(separator: "\n", omittingEmptySubsequences: false).map { shortened($0) }.joined(separator: "\n")
        guard !message.isEmpty else { return }
        Console.message("error: \(message.printable(keepingNewlines: true))")
        let lines = Heaviside.fullMessage(for: error).split(separator: "\n").map { $0.drop { $0 == " " } }
        if let pointer = lines.last(where: { $0.hasPrefix("See '") }) { Console.message(ofCommand(pointer)) }
    }
}
