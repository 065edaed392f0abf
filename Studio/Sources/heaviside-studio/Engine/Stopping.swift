@preconcurrency import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The end that somebody wants: first politely, then less so.
///
/// The engine's input ends, so that it writes a checkpoint and ends by itself. It is told to end by a signal after
/// ``patience``, or when somebody asks again; and is killed five seconds after that, or at the third time of asking.
final class Stopping: Sendable {
    /// How long the engine may take.
    static let patience = DispatchTimeInterval.seconds(30)

    private struct State {
        var requests = 0
        var failure: (any Error)?
    }

    private let process: EngineProcess
    private let connection: EngineConnection
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "stopping")
    private let sources: [any DispatchSourceSignal]

    /// Listens to SIGINT, SIGTERM and SIGHUP from now on.
    init(process: EngineProcess, connection: EngineConnection) {
        self.process = process
        self.connection = connection
        let queue = queue
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: queue)
        }
        for source in sources {
            source.setEventHandler { [weak self] in self?.ask() }
            source.activate()
        }
    }

    /// Whether somebody wants the end.
    var hasBegun: Bool { state.withLock { $0.requests > 0 } }

    /// What went wrong, where that is the reason.
    var failure: (any Error)? { state.withLock { $0.failure } }

    /// Ends the engine, since the server cannot go on.
    func ask(because error: any Error) {
        state.withLock { $0.failure = error }
        ask()
    }

    private func ask() {
        let requests = state.withLock { state in
            state.requests += 1
            return state.requests
        }
        switch requests {
        case 1:
            connection.close()
            queue.asyncAfter(deadline: .now() + Self.patience) { self.process.send(SIGTERM) }
            queue.asyncAfter(deadline: .now() + Self.patience + .seconds(5)) { self.process.send(SIGKILL) }
        case 2: process.send(SIGTERM)
        default: process.send(SIGKILL)
        }
    }
}
