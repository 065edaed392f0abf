import Guards
import HummingbirdCore
import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import ServiceLifecycle
import Streams

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The server from start to end: it starts the engine, listens, and ends with it.
struct Studio: Sendable {
    /// The program that is started as `engine serve --stdio`.
    let engine: String
    let engineArguments: [String]
    let host: String
    /// The port; 0 for any that is free.
    let port: Int
    let token: AccessToken
    /// The path and query of the address that is printed.
    let openPath: String

    /// Runs until the engine ends, or somebody wants the end of both.
    ///
    /// - Returns: the exit status.
    /// - Throws: ``EngineProblem`` where the engine cannot be started; an error of the system where nobody can listen.
    func run() async throws -> Int32 {
        ProcessSettings.prepare()
        let process = try EngineProcess(path: engine, arguments: engineArguments)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let hub = StreamHub()
        let breach = NIOLockedValueBox<EngineProblem?>(nil)
        let connection = try await EngineConnection.open(process, on: group) { name, latest, data in
            hub.publish(name, latest: latest, data: data.readableBytesView)
        } onEnd: { problem in
            breach.withLockedValue { $0 = problem }
            // Without its pipes it is of no use, if it is alive at all.
            process.send(SIGTERM)
        }
        let stopping = Stopping(process: process, connection: connection)
        Task {
            for await count in hub.counts {
                connection.tell("watch", Array(#""values":{"clients":"\#(count)"}"#.utf8))
            }
        }
        Task {
            do {
                try await serve(connection: connection, hub: hub, on: group)
            } catch {
                stopping.ask(because: error)
            }
        }

        let end = await process.end()
        connection.close()
        let problem = breach.withLockedValue { $0 }
        try await tell(problem?.description ?? end.phrase, isWanted: stopping.hasBegun, to: hub)
        if let failure = stopping.failure { throw failure }
        return problem == nil ? end.status : max(end.status, 1)
    }

    /// Tells whoever looks at the page why nothing moves any more, and gives the words a moment to arrive.
    private func tell(_ phrase: String, isWanted: Bool, to hub: StreamHub) async throws {
        let what = isWanted ? "The studio has been stopped." : "The engine \(phrase)."
        if !isWanted { Terminal.warn("error: \(what)") }
        let message = Refusal(
            503, what, at: "the studio", right: "Start it again; runs go on from their checkpoints.")
        hub.publish("problem", latest: nil, data: message.json.utf8)
        hub.end()
        let last = ContinuousClock.now + .seconds(1)
        repeat {
            try await Task.sleep(for: .milliseconds(50))
        } while (hub.count > 0 || !isWanted) && ContinuousClock.now < last
    }

    private func serve(connection: EngineConnection, hub: StreamHub, on group: any EventLoopGroup) async throws {
        // The guard needs the port, which is known when the server listens; no request comes before that.
        let responder = NIOLockedValueBox<Responder?>(nil)
        let channel = HTTP1Channel(
            responder: { request, writer, channel in
                try await responder.withLockedValue { $0 }?.respond(to: request, writer, on: channel)
            },
            configuration: .init(
                idleTimeout: .seconds(30),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100)))
        let logger = Logger(label: "heaviside-studio") { _ in SwiftLogNoOpLogHandler() }
        let server = channel.server(
            configuration: .init(
                address: .hostname(host, port: port),
                availableConnectionsDelegate: .maximum(ProcessSettings.greatestConnections, logger: logger)),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? port
                let hosts = HostNames(listeningOn: host, machine: ProcessSettings.machineName)
                responder.withLockedValue {
                    $0 = Responder(
                        requestGuard: RequestGuard(hosts: hosts, token: token, port: port), engine: connection,
                        pages: PageFiles(engine: connection), hub: hub)
                }
                Terminal.say(address(port: port))
            },
            eventLoopGroup: group, logger: logger)
        try await server.run()
    }

    /// The address with the token, as a person opens it.
    private func address(port: Int) -> String {
        let name = ["0.0.0.0", "::"].contains(host) ? "127.0.0.1" : host.contains(":") ? "[\(host)]" : host
        return "http://\(name):\(port)\(openPath)\(openPath.contains("?") ? "&" : "?")token=\(token.text)"
    }
}
