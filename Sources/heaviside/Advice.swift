import ArgumentParser
import Exchange
import Experiments
import RunStore

/// What would be right in place of an argument or an option that a command does not take.
enum Advice {
    /// After "Unknown option '--learning-rate'" and "Unexpected argument 'foo'": what to write instead; nil where
    /// nothing more is known than the parser says.
    ///
    /// - Parameters:
    ///   - message: what the parser says.
    ///   - arguments: those of the program, the command first.
    /// - Returns: the message with what is known.
    static func after(_ message: String, _ arguments: [String]) -> String? {
        guard let command = arguments.first else { return nil }
        if let option = quoted(message, after: "Unknown option '") {
            let said = "Unknown option '\(option)'"
            if ["-o", "--output"].contains(option) { return "\(said): \(instead(of: option, command, arguments))" }
            return key(option, command, arguments).map { "\(said): \($0)" }
        }
        if let argument = quoted(message, after: "Unexpected argument '") {
            return unexpected(argument, command, arguments).map { "Unexpected argument '\(argument)': \($0)" }
        }
        return nil
    }

    private static func quoted(_ message: String, after start: String) -> String? {
        guard message.hasPrefix(start) else { return nil }
        return String(message.dropFirst(start.count).prefix { $0 != "'" })
    }

    private static func configuration(_ command: String) -> (any ParsableCommand.Type)? {
        Heaviside.configuration.subcommands.first { $0.configuration.commandName == command }
    }

    /// The options of a command, as its help lists them.
    private static func has(_ option: String, _ command: String) -> Bool {
        configuration(command)?.helpMessage().contains("  \(option) ") == true
    }

    // MARK: -o

    private static func instead(of option: String, _ command: String, _ arguments: [String]) -> String {
        let value = arguments.firstIndex(of: option).flatMap { k in arguments.dropFirst(k + 1).first } ?? "FILE"
        let folder = has("--out", command) ? "; the folder of all runs is --out" : ""
        guard ["run", "train", "resume", "fork"].contains(command) else {
            return "this command prints its result: expected '>\(value)' in its place\(folder)"
        }
        return "this command writes no single file\(folder)"
    }

    // MARK: Keys of a spec as options

    /// That an option is a key of the spec, with the keys that the spec has.
    private static func key(_ option: String, _ command: String, _ arguments: [String]) -> String? {
        let setter = command == "resume" ? "--continue-with" : "--set"
        guard option.hasPrefix("--"), has(setter, command) else { return nil }
        let name = String(option.dropFirst(2))
        let table = SpecKeys.spec.paths(meant: name)
        guard !table.isEmpty else { return nil }
        let next = arguments.firstIndex(of: option).flatMap { k in arguments.dropFirst(k + 1).first }
        let given = arguments.first { $0.hasPrefix("\(option)=") }.map { String($0.dropFirst(option.count + 1)) }
        let value = given ?? next.flatMap { $0.hasPrefix("-") ? nil : $0 } ?? "VALUE"
        func setting(_ key: String) -> String { "\(setter) \(key)=\(value)" }
        guard let spec = spec(command, arguments) else {
            return "keys of a spec are changed with \(setter), as in \(setting(table[0].replacing("*", with: "0"))); "
                + "'heaviside help spec \(table[0])' explains it"
        }
        let keys = spec.keys(meant: name)
        let idle = spec.epochs == 0 ? "; it trains nothing as it is, since epochs is 0" : ""
        switch keys.count {
        case 0:
            let place = table[0].split(separator: ".").dropLast().joined(separator: ".")
            return "this is a key of a spec, \(table[0]), which this spec does not have"
                + (place.isEmpty ? "" : ": 'heaviside help spec \(place)' explains where it stands")
        case 1:
            let now = keys[0].value.map { ", now \($0)" } ?? ""
            return "this is a key of the spec\(now): expected \(setting(keys[0].key))\(idle)"
        default:
            let shown = keys.prefix(8).map { $0.key + ($0.value.map { " (now \($0))" } ?? "") }
            let more = keys.count > 8 ? " and \(keys.count - 8) more" : ""
            return "several keys of the spec are meant by it, \(shown.joined(separator: ", "))\(more): expected one of "
                + "them, as in \(setting(keys[0].key))\(idle)"
        }
    }

    /// The spec that a command is about: that of the first argument which names one.
    private static func spec(_ command: String, _ arguments: [String]) -> Spec? {
        let root =
            arguments.firstIndex(of: "--out").flatMap { k in arguments.dropFirst(k + 1).first }
            .map { RunRoot($0) } ?? RunRoot()
        for argument in arguments.dropFirst() where !argument.hasPrefix("-") {
            switch command {
            case "run":
                if case .experiment(let experiment)? = try? BuiltIn.named(argument) { return experiment.spec }
            case "train":
                if let bytes = try? AtomicFile.read(argument, limit: 1 << 20),
                    let spec = try? Spec(yaml: String(decoding: bytes, as: UTF8.self), source: argument)
                {
                    return spec
                }
            default:
                let run = argument.lastIndex(of: "@").map { String(argument[..<$0]) } ?? argument
                if case .run(let folder)? = try? root.findAny(run) { return try? folder.course().end }
            }
        }
        return nil
    }

    // MARK: Arguments too many

    private static func unexpected(_ argument: String, _ command: String, _ arguments: [String]) -> String? {
        let first = arguments.dropFirst().first { !$0.hasPrefix("-") && $0 != argument } ?? "RUN"
        switch command {
        case "runs":
            return argument.contains(where: "=<>~".contains)
                ? "expected the condition after --where: heaviside runs --where '\(argument)'"
                : "expected 'heaviside show \(argument)' for one run, or a condition: heaviside runs --where "
                    + "'name=\(argument)'"
        case "experiments":
            return "expected 'heaviside run \(argument)', or 'heaviside spec \(argument)' for its spec"
        case "schema": return "the schema is that of all specs: expected no argument"
        case "reindex": return "expected the folder of all runs with --out: heaviside reindex --out \(argument)"
        case "run": return "expected one experiment: each is a command of its own"
        case "train": return "expected one spec: each is a command of its own"
        case "show", "report", "history", "resume", "studio":
            return "expected one run: 'heaviside compare \(first) \(argument)' puts runs beside each other"
        case "figure":
            return
                "expected one run and one figure: 'heaviside compare RUN RUN --figure loss -o FILE' draws several runs"
        case "note": return "expected the note in quotes, as one argument"
        case "certify", "atlas", "geometry", "export": return "expected one run or model"
        case "data", "gradient", "spec": return "expected one of them at a time"
        default: return nil
        }
    }
}
