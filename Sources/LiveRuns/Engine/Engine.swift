public import Descriptions
internal import Diagnostics
internal import Experiments
internal import Foundation
internal import Networks
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
    /// A figure of a run's report, by its name.
    let drawFigure: @Sendable (RunFolder, String) throws -> ReportFigure
    private let sessions = Mutex(LiveSessions())
    private let replays = Mutex<[Replay]>([])
    private let eventReplays = Mutex<[EventReplay]>([])
    /// The runs that are being proved or refuted.
    private let proving = Mutex<Set<String>>([])
    private let clients = Atomic<Int>(0)
    private let isClosing = Atomic<Bool>(false)
    /// Requests that take a moment, and those that may take long, so that these never keep a run from being steered.
    private let (quick, slow) = (RequestQueue(width: 16), RequestQueue(width: 6))
    private let open = Mutex(OpenRequests())
    /// The last training without a folder.
    let lastTraining = Mutex<DescribedTraining?>(nil)
    private let background = DispatchQueue(label: "background", attributes: .concurrent)

    /// Serves the runs of a folder.
    ///
    /// - Parameters:
    ///   - root: the folder of all runs.
    ///   - writer: where answers and messages go.
    ///   - lessons: a folder of lessons, besides those of the page; nil for none.
    ///   - drawFigure: a figure of a run's report, by its name; what draws reports is not known here.
    public init(
        _ root: RunRoot, writer: MessageWriter, lessons: String? = nil,
        drawFigure: @escaping @Sendable (RunFolder, String) throws -> ReportFigure
    ) {
        (self.root, self.writer, self.drawFigure) = (root, writer, drawFigure)
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
        let queue = request.mayTakeLong ? slow : quick
        let number = open.withLock { $0.add(request.id) }
        let isAdded = queue.add { [self] isLate in
            finish(number, request.id, isLate ? EngineAnswer(RequestQueue.full) : answered(request))
        }
        if !isAdded { finish(number, request.id, EngineAnswer(RequestQueue.full)) }
    }

    /// Refuses a line that is no request.
    public func refuse(_ problem: EngineProblem, id: Int) { writer.answer(id, EngineAnswer(problem)) }

    /// Stops all runs, each with its checkpoint, and waits for them.
    public func close() {
        isClosing.store(true, ordering: .relaxed)
        sessions.withLock { $0.isClosed = true }
        // One that is just beginning comes late.
        while true {
            let (live, beginning) = sessions.withLock { ($0.live, $0.beginning.count) }
            if live.isEmpty, beginning == 0 { break }
            for session in live { session.run.stop() }
            Thread.sleep(forTimeInterval: 0.01)
        }
        writer.close()
    }

    private func answer(_ request: EngineRequest) { writer.answer(request.id, answered(request)) }

    private func answered(_ request: EngineRequest) -> EngineAnswer {
        do {
            return try reply(to: request)
        } catch {
            return EngineAnswer(EngineProblem(error))
        }
    }

    private func finish(_ number: Int, _ id: Int, _ answer: EngineAnswer) {
        if open.withLock({ $0.claim(number) }) { writer.answer(id, answer) }
    }

    private func refuseLate() {
        for id in open.withLock({ $0.takeLate() }) {
            let problem = EngineProblem(409, "the engine", "this takes long", expected: "to ask for less")
            writer.answer(id, EngineAnswer(problem))
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
        case "train": return try train(request.body)
        case "certifyModel": return try certifyModel(request.body)
        case "atlasModel": return try atlasModel(request.body)
        case "gradientCase": return try gradientCase(request.body)
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
        var due = ContinuousClock.now
        while !isClosing.load(ordering: .relaxed) {
            // By the clock, whatever the last frame took to tell: else each would be that much later than it should be.
            // Where a frame takes longer than its time, others get a moment at least.
            due = max(due + .seconds(1 / Pace.framesPerSecond), .now + .milliseconds(5))
            Thread.sleep(forTimeInterval: (due - .now) / .seconds(1))
            count += 1
            if count % 30 == 0 { refuseLate() }
            let watched = clients.load(ordering: .relaxed) > 0
            for session in sessions.withLock({ Array($0.all.values) }) where !session.isOver {
                session.tick(watched: watched)
            }
        }
    }

    /// The live run of an id, or of the word "live" the one that began last; nil for one that was not begun here.
    func session(_ id: String) -> LiveSession? {
        sessions.withLock { sessions in
            id == "live" ? sessions.all.values.max { $0.began < $1.began } : sessions.all[id]
        }
    }

    /// Begins a run in a place of its own among those that train, and keeps it.
    ///
    /// - Parameters:
    ///   - id: the run that goes on; nil for a new one.
    ///   - body: begins it.
    /// - Returns: its session.
    /// - Throws: ``EngineProblem`` where there is no place, and where the run trains already; what `body` throws.
    func keep(further id: String?, _ body: () throws -> LiveSession) throws -> LiveSession {
        let name = id ?? UUID().uuidString
        try sessions.withLock { try $0.reserve(name, most: Self.mostLiveRuns) }
        defer { sessions.withLock { _ = $0.beginning.remove(name) } }
        let session = try body()
        sessions.withLock { $0.all[session.id] = session }
        return session
    }

    /// Carries out a proof, which may take longer than anybody waits for an answer.
    ///
    /// - Parameters:
    ///   - id: the run.
    ///   - body: the proof; it tells every client what it found.
    /// - Returns: what `body` returns.
    /// - Throws: ``EngineProblem`` where it takes longer, and where too much is being proved; what `body` throws.
    func prove(_ id: String, _ body: @escaping @Sendable () throws -> EngineAnswer) throws -> EngineAnswer {
        let isFree = proving.withLock { $0.count < Self.mostProofs && $0.insert(id).inserted }
        guard isFree else {
            throw EngineProblem(409, "act", "a proof is being looked for already", expected: "to wait for its verdict")
        }
        let found = Found()
        inBackground { [self] in
            let result = Result { try body() }
            found.result.withLock { $0 = result }
            proving.withLock { _ = $0.remove(id) }
            found.isThere.signal()
        }
        guard found.isThere.wait(timeout: .now() + Self.answerSeconds) == .success,
            let result = found.result.withLock({ $0 })
        else {
            throw EngineProblem(
                409, "act", "the proof takes long", expected: "to wait: every client is told the verdict")
        }
        return try result.get()
    }

    private static let mostProofs = 4

    private final class Found: Sendable {
        let result = Mutex<Result<EngineAnswer, any Error>?>(nil)
        let isThere = DispatchSemaphore(value: 0)
    }

    /// Does some work when there is time.
    func inBackground(_ work: @escaping @Sendable () -> Void) { background.async(execute: work) }

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
        let folder: RunFolder
        do {
            folder = try root.find(id)
        } catch {
            throw EngineProblem(404, "run", ErrorText.sentence(error))
        }
        guard RunFolder.isInside(folder.path, root.path) else {
            throw EngineProblem(
                404, "run", "\"\(id.prefix(80))\" is a link that leads out of \(root.path)",
                expected: "a folder inside")
        }
        return folder
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
        let reached = try reachedEpoch(of: folder)
        guard epoch <= reached else {
            throw EngineProblem(
                404, "epoch", "\(folder.id) has not come to epoch \(epoch)", expected: "at most \(reached)")
        }
        return (try replay(folder).network(at: epoch, within: Self.answerSeconds), epoch)
    }

    /// The seconds for which epochs are computed again for one request.
    static let answerSeconds = 25.0

    /// The last epoch that a run has come to.
    func reachedEpoch(of folder: RunFolder) throws -> Int {
        if let session = session(folder.id), !session.run.hasEnded {
            return session.epoch
        }
        let (ended, written) = (try? folder.summary().epochs, (try? folder.lossStream())?.epochs)
        if ended == nil, written == nil { return try folder.course().end.epochs }
        return max(ended ?? 0, written ?? 0)
    }

    /// What happened in the first epochs of a run, which is trained again to see it.
    ///
    /// - Parameters:
    ///   - folder: the run.
    ///   - epoch: the last of these epochs.
    ///   - isEarlier: whether they come before events of a session, which have ids from 0 on.
    /// - Returns: the events, as they are found.
    func eventReplay(_ folder: RunFolder, through epoch: Int, isEarlier: Bool) -> EventReplay {
        eventReplays.withLock { known in
            if let replay = known.first(where: { $0.id == folder.id && $0.end == epoch }) { return replay }
            for replay in known where replay.id == folder.id { replay.cancel() }
            known.removeAll { $0.id == folder.id }
            let replay = EventReplay(folder, through: epoch, firstID: isEarlier ? -1_000_000 : 0) { [writer] in
                LiveSession.tell($0, of: folder.id, writer)
            }
            known.append(replay)
            if known.count > 8 { known.removeFirst().cancel() }
            return replay
        }
    }

    /// The states of a run that are kept, as long as its course is the same: a change of the rate begins anew.
    func replay(_ folder: RunFolder) throws -> Replay {
        let replay = try Replay(folder)
        return replays.withLock { known in
            if let same = known.first(where: { $0.id == folder.id && $0.course == replay.course }) { return same }
            known.removeAll { $0.id == folder.id }
            known.append(replay)
            if known.count > 4 { known.removeFirst() }
            return replay
        }
    }
}
