internal import Diagnostics
internal import Experiments
internal import Foundation
internal import Networks
internal import Reports
public import RunStore
internal import Synchronization

/// Answers requests about runs, trains those that a person watches, and tells what happens in them.
///
/// It speaks the lines of ``EngineRequest`` and ``MessageWriter``; another program guards it from the network.
public final class Engine: Sendable {
    /// The version of the messages.
    static let protocolVersion = 1
    /// The most runs that train at once.
    static let mostLiveRuns = 8

    let root: RunRoot
    let writer: MessageWriter
    private let lessons: LessonFolder?
    private let sessions = Mutex<[String: LiveSession]>([:])
    private let replays = Mutex<[(id: String, replay: Replay)]>([])
    private let eventReplays = Mutex<[(id: String, replay: EventReplay)]>([])
    private let clients = Atomic<Int>(0)
    private let isClosing = Atomic<Bool>(false)
    /// Requests that take long; several at a time.
    private let work = DispatchQueue(label: "work", attributes: .concurrent)

    /// Serves the runs of a folder.
    ///
    /// - Parameters:
    ///   - root: the folder of all runs.
    ///   - writer: where answers and messages go.
    ///   - lessons: a folder of lessons, besides those of the page; nil for none.
    public init(_ root: RunRoot, writer: MessageWriter, lessons: String? = nil) {
        (self.root, self.writer) = (root, writer)
        self.lessons = lessons.map { LessonFolder(path: $0) }
        let ticker = Thread { [self] in tick() }
        ticker.name = "frames"
        ticker.start()
        writer.send("hello", Hello(version: RunEnvironment.version))
    }

    private struct Hello: Encodable {
        let `protocol` = Engine.protocolVersion
        let version: String
        let limits = ["live": Engine.mostLiveRuns]
    }

    /// Answers a request, now or later.
    public func handle(_ request: EngineRequest) {
        if request.ask == "watch" || request.ask == "page" { return answer(request) }
        work.async { [self] in answer(request) }
    }

    /// Refuses a line that is no request.
    public func refuse(_ problem: EngineProblem) { writer.answer(0, EngineAnswer(problem)) }

    /// Stops all runs, each with its checkpoint, and waits for them.
    public func close() {
        isClosing.store(true, ordering: .relaxed)
        let all = sessions.withLock { Array($0.values) }
        for session in all { session.run.stop() }
        for session in all { while !session.run.hasEnded { Thread.sleep(forTimeInterval: 0.01) } }
        writer.close()
    }

    private func answer(_ request: EngineRequest) {
        do {
            writer.answer(request.id, try reply(to: request))
        } catch {
            writer.answer(request.id, EngineAnswer(EngineProblem(error)))
        }
    }

    private func reply(to request: EngineRequest) throws -> EngineAnswer {
        switch request.ask {
        case "watch":
            clients.store(Int(request.values["clients"]?.text ?? "") ?? 0, ordering: .relaxed)
            return try EngineAnswer(["clients": clients.load(ordering: .relaxed)])
        case "page": return try PageFile.answer(request.value("file"))
        case "runs": return try runs()
        case "experiments": return try EngineAnswer(ExperimentsAnswer())
        case "run": return try run(request.value("run"))
        case "frame": return try frame(request)
        case "history": return try history(request)
        case "atlas": return try atlas(request)
        case "lessons": return try EngineAnswer(["lessons": lessons?.list ?? []])
        case "lesson": return try lesson(request.value("name"))
        case "events": return try events(request.value("run"))
        case "obstacles": return try obstacles(request)
        case "certificate": return try certificate(request.value("run"))
        case "offline":
            let html = try film(of: request.value("run"))
            return EngineAnswer(Data(html.utf8), type: "text/html; charset=utf-8")
        case "figure": return try figure(request)
        case "evaluate": return try evaluate(request.body)
        case "check": return try check(request.body)
        case "act": return try act(request.body)
        default:
            throw EngineProblem(
                404, "ask", "\"\(request.ask.prefix(40))\" is no request", expected: "one of the protocol")
        }
    }

    private func lesson(_ name: String) throws -> EngineAnswer {
        guard let lessons else {
            throw EngineProblem(404, "name", "no folder of lessons was named", expected: "heaviside studio --lessons")
        }
        return EngineAnswer(try lessons.bytes(of: name), type: "application/json")
    }

    private func tick() {
        var count = 0
        while !isClosing.load(ordering: .relaxed) {
            Thread.sleep(forTimeInterval: 1 / Pace.framesPerSecond)
            count += 1
            let watched = clients.load(ordering: .relaxed) > 0
            for session in sessions.withLock({ Array($0.values) }) where !session.isOver {
                session.tick(watched: watched)
            }
        }
    }

    /// The live run of an id, or of the word "live" the one that began last; nil for one that was not begun here.
    func session(_ id: String) -> LiveSession? {
        sessions.withLock { sessions in
            id == "live" ? sessions.values.max { $0.began < $1.began } : sessions[id]
        }
    }

    /// Keeps a live run that has begun.
    func add(_ session: LiveSession) {
        sessions.withLock { $0[session.id] = session }
        replays.withLock { $0.removeAll { $0.id == session.id } }
        eventReplays.withLock { $0.removeAll { $0.id == session.id } }
    }

    /// Does some work when there is time.
    func inBackground(_ work: @escaping @Sendable () -> Void) { self.work.async(execute: work) }

    /// How many runs train now.
    var liveCount: Int { sessions.withLock { $0.values.count { !$0.run.hasEnded } } }

    /// The folder of a run.
    ///
    /// - Throws: ``EngineProblem`` where there is none.
    func folder(_ id: String) throws(EngineProblem) -> RunFolder {
        if let session = session(id) { return session.folder }
        // An id is a name, or two with a slash; a path is not an id.
        let parts = id.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 3, parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }), !id.contains("\0") else {
            throw EngineProblem(404, "run", "\"\(id.prefix(80))\" is no run", expected: "an id of the list of runs")
        }
        do {
            return try root.find(id)
        } catch {
            throw EngineProblem(404, "run", ErrorText.sentence(error))
        }
    }

    /// The network of an epoch of a run: of the newest, of a snapshot, or computed again.
    ///
    /// - Returns: the network, and its epoch.
    /// - Throws: ``EngineProblem`` for a run or an epoch that does not exist.
    func network(of id: String, at epoch: Int?) throws -> (network: TrainedNetwork, epoch: Int) {
        let folder = try folder(id)
        if let session = session(id), !session.run.hasEnded || session.isOver {
            if let frame = session.latest, epoch == nil || epoch == frame.epoch { return (frame.network, frame.epoch) }
            if epoch == nil, !session.run.hasEnded {
                session.run.control.wantFrame()
                for _ in 0..<100 {
                    Thread.sleep(forTimeInterval: 0.01)
                    if let frame = session.latest { return (frame.network, frame.epoch) }
                    session.tick(watched: false)
                }
            }
        }
        guard let epoch else { return (try folder.network(), try folder.summary().epochs) }
        return (try replay(folder).network(at: epoch), epoch)
    }

    /// What happened in the first epochs of a run, which is trained again to see it.
    ///
    /// - Parameters:
    ///   - folder: the run.
    ///   - epoch: the last of these epochs.
    ///   - isEarlier: whether a session goes on from there, whose events have ids from 0 on.
    /// - Returns: the events, as they are found.
    func eventReplay(_ folder: RunFolder, through epoch: Int, isEarlier: Bool) -> EventReplay {
        eventReplays.withLock { known in
            if let replay = known.first(where: { $0.id == folder.id })?.replay { return replay }
            let replay = EventReplay(folder, through: epoch, firstID: isEarlier ? -1_000_000 : 0) { [writer] in
                LiveSession.tell($0, of: folder.id, writer)
            }
            known.append((folder.id, replay))
            if known.count > 8 { known.removeFirst() }
            return replay
        }
    }

    private func replay(_ folder: RunFolder) throws -> Replay {
        if let known = replays.withLock({ $0.first { $0.id == folder.id }?.replay }) { return known }
        let replay = try Replay(folder)
        replays.withLock {
            $0.append((folder.id, replay))
            if $0.count > 4 { $0.removeFirst() }
        }
        return replay
    }
}
