import ArgumentParser

@main
enum Main {
    static func main() {
        do {
            var command = try Heaviside.parseAsRoot()
            try command.run()
        } catch {
            guard Heaviside.exitCode(for: error) == .success else { Heaviside.exit(withError: error) }
            Console.result(
                HelpText.examplesFirst(Heaviside.fullMessage(for: error))
                    + HelpText.reference(for: CommandLine.arguments.dropFirst()))
        }
    }
}
