import ArgumentParser
import Guards

@main
struct StudioCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "heaviside-studio",
        abstract: "Serve the live page; 'heaviside studio' starts this program.",
        usage: """
            heaviside-studio --engine /usr/local/bin/heaviside
            heaviside-studio --engine .build/release/heaviside --port 8129 --open-path '/?run=last'
            """,
        discussion: """
            Starts 'PATH serve --stdio' as its engine, prints the page's address with its token, and ends with the \
            engine. On SIGINT or SIGTERM the engine writes a checkpoint first.
            """)

    @Option(help: ArgumentHelp("The program that trains: heaviside.", valueName: "path"))
    var engine: String

    @Option(
        name: .customLong("engine-argument"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp("One more argument of the engine, after 'serve --stdio'; repeatable.", valueName: "argument")
    )
    var engineArguments: [String] = []

    @Option(help: "The host to listen on. Any other than this machine's own is a risk.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 for any that is free.")
    var port: UInt16 = 0

    @Option(
        help: """
            The token instead of a random one: at least \(AccessToken.leastLength) letters, digits, '-' and '_'. Other \
            users of this machine may see it among the arguments.
            """)
    var token: String?

    @Option(help: ArgumentHelp("The path and query of the address that is printed.", valueName: "path"))
    var openPath = "/"

    func validate() throws {
        guard token.map({ AccessToken($0) != nil }) ?? true else {
            throw ValidationError(
                "--token: expected \(AccessToken.leastLength) to \(AccessToken.greatestLength) letters, digits, "
                    + "“-” and “_”")
        }
        do {
            guard try RequestTarget(openPath).value("token") == nil else {
                throw ValidationError("--open-path: expected no token; the studio adds its own")
            }
        } catch let refusal as Refusal {
            throw ValidationError("--open-path: \(refusal.what) Expected: \(refusal.right)")
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw ValidationError("--host: expected a name or an address")
        }
    }

    func run() async throws {
        if !HostNames(listeningOn: host, machine: "").isLoopback {
            Terminal.warn(
                """
                warning: the studio listens on \(host): other machines can reach it, and nothing it sends is encrypted. \
                Whoever reads the token on the way controls your runs. Safer: leave --host out, and use a tunnel, \
                ssh -L.
                """)
        }
        let studio = Studio(
            engine: engine, engineArguments: engineArguments, host: host, port: Int(port),
            token: token.flatMap { AccessToken($0) } ?? AccessToken(), openPath: openPath)
        let status: Int32
        do {
            status = try await studio.run()
        } catch let problem as EngineProblem {
            Terminal.warn("error: --engine: the engine \(problem); expected the program heaviside")
            status = 64
        } catch {
            Terminal.warn("error: \(ListeningProblem.sentence(error, host: host, port: Int(port)))")
            status = 64
        }
        throw ExitCode(status)
    }
}
