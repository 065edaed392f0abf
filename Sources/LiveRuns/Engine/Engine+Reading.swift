internal import Analysis
internal import Descriptions
internal import Diagnostics
internal import Exchange
internal import Experiments
internal import Foundation
internal import Networks
internal import Plots
internal import RunStore

// Requests that change nothing.

extension Engine {
    private struct Listed: Encodable {
        let id: String
        let name: String
        let seed: String?
        let status: String
        let epoch: Int?
        let epochs: Int?
        let loss: Double?
        let ended: String?
        let tags: [String]
    }

    /// The runs of the folder, those that ended last first.
    func runs() throws -> EngineAnswer {
        guard FileManager.default.fileExists(atPath: root.path) else { return try EngineAnswer(["runs": [Listed]()]) }
        let order = RunTable.Order(key: "ended", isDescending: true)
        let keys = ["run", "name", "seed", "status", "epochs", "loss", "ended", "tags"]
        // Where no run has ended yet, none has this key.
        let table =
            try (try? RunTable(root, query: nil, order: order, limit: 500, columns: keys) { _, _ in })
            ?? RunTable(root, query: nil, limit: 500) { _, _ in }
        let listed = table.rows.map { row in
            func text(_ key: String) -> String? { row.values[key]?.description }
            func number(_ key: String) -> Double? {
                if case .number(let number)? = row.values[key] { number } else { nil }
            }
            let session = session(row.id)
            let state = session?.run.state
            var tags: [String] = []
            if case .words(let words)? = row.values["tags"] { tags = words }
            return Listed(
                id: row.id, name: text("name") ?? "", seed: text("seed"),
                status: state?.status.rawValue ?? text("status") ?? "",
                epoch: session?.epoch ?? number("epochs").flatMap { Int(exactly: $0) },
                epochs: state?.epochs ?? number("epochs").flatMap { Int(exactly: $0) },
                loss: session?.latest?.loss ?? number("loss"), ended: text("ended"), tags: tags)
        }
        return try EngineAnswer(["runs": listed])
    }

    /// All that opening a run needs.
    func run(_ id: String) throws -> EngineAnswer {
        try EngineAnswer(RunAnswer(folder(id), session: session(id)))
    }

    /// The network of an epoch, as a file of weights.
    func frame(_ request: EngineRequest) throws -> EngineAnswer {
        let id = try request.value("run")
        let (network, epoch) = try network(of: id, at: try Self.epoch(request))
        let file = try NetworkFile.file(for: network, signals: nil)
        var metadata = file.metadata
        metadata["epoch"] = String(epoch)
        metadata["weightsSHA256"] = network.weightsSHA256
        let bytes = try SafetensorsFile(tensors: file.tensors, metadata: metadata).encoded()
        return EngineAnswer(Data(bytes), type: "application/octet-stream")
    }

    /// The epoch of a query; nil for "now" and "end".
    static func epoch(_ request: EngineRequest) throws(EngineProblem) -> Int? {
        if let text = request.values["epoch"]?.text, ["now", "end"].contains(text) { return nil }
        return try request.whole("epoch")
    }

    /// The loss of every epoch in stretches: those of a logarithmic axis, or of equal length from one epoch to another.
    func history(_ request: EngineRequest) throws -> EngineAnswer {
        let id = try request.value("run")
        let folder = try folder(id)
        let (from, to) = (try request.whole("from") ?? 0, try request.whole("to"))
        let count = min(4000, max(1, try request.whole("buckets") ?? 400))
        guard from > 0 || to != nil else {
            let told = session(id)?.buckets ?? []
            return try EngineAnswer(told.isEmpty ? HistoryAnswer(folder) : HistoryAnswer(folder, told: told))
        }
        let end = max(from, min(to ?? .max, try folder.lossStream()?.epochs ?? 0))
        return try EngineAnswer(
            HistoryAnswer(folder, from...end, step: max(1, (end - from) / count + 1)))
    }

    /// The exact map of the decoder.
    func atlas(_ request: EngineRequest) throws -> EngineAnswer {
        let id = try request.value("run")
        let samples = try experiment(of: id).samples
        let (network, _) = try network(of: id, at: try Self.epoch(request))
        guard network.parameterCount <= 1 << 18 else {
            throw EngineProblem(
                422, "run", "its exact map would take too long", expected: "a network of at most 262,144 parameters")
        }
        var text = ""
        try AtlasAnswer(network.atlas(on: samples), samples: samples, run: id).forEachLine { text += $0 + "\n" }
        return EngineAnswer(Data(text.utf8), type: "application/json")
    }

    /// The run's experiment, with its data.
    func experiment(of id: String) throws -> ExperimentRun {
        let folder = try folder(id)
        return try folder.run(of: folder.course().end)
    }

    private struct Events: Encodable {
        let run: String
        let events: [LiveEvent]
        /// Whether these are all so far; others come as messages.
        let complete: Bool
    }

    /// What happened in a run, with causes.
    func events(_ id: String) throws -> EngineAnswer {
        let (events, isComplete) = try events(of: id, within: 5)
        return try EngineAnswer(Events(run: folder(id).id, events: events, complete: isComplete))
    }

    /// What happened in a run, known within so many seconds, and whether that is all.
    ///
    /// A run that is over is trained again where not every epoch was looked at while it trained.
    func events(of id: String, within seconds: Double) throws -> (events: [LiveEvent], isComplete: Bool) {
        let (folder, session) = (try folder(id), session(id))
        // Whatever is waited for, it is not waited for longer than this in all.
        let end = ContinuousClock.now + .seconds(seconds)
        func left() -> Double { max(0, (end - .now) / .seconds(1)) }
        let isOver = session.map { $0.run.hasEnded && $0.waitUntilDone(within: seconds) } ?? true
        let isWhole = session?.beganAt == 0
        if let session, isWhole, !isOver || session.analyst.isExact { return (session.analyst.events, true) }
        // What is wrong with the specs is told, not that nothing happened.
        _ = try folder.course()
        guard let session else {
            return try eventReplay(folder, through: folder.summary().epochs, isEarlier: false).events(within: left())
        }
        guard isOver else {
            let (events, isComplete) = try eventReplay(folder, through: session.beganAt, isEarlier: true)
                .events(within: left())
            return (events + session.analyst.events, isComplete)
        }
        // One that failed has no summary.
        let last = (try? folder.summary().epochs) ?? session.epoch
        let replay = eventReplay(folder, through: last, isEarlier: true)
        // Where it cannot be trained again, what was seen while it trained is all there is.
        if let (events, isComplete) = try? replay.events(within: left(), tellsLater: !isWhole), isComplete {
            return (events + session.analyst.events.filter(\.isFromOutside), true)
        }
        return (session.analyst.events, isWhole)
    }

    private struct ObstaclesAnswer: Encodable {
        let run: String
        let epoch: Int
        let sentences: [String]
    }

    /// What stands in the way of the network of an epoch.
    func obstacles(_ request: EngineRequest) throws -> EngineAnswer {
        let id = try request.value("run")
        let (network, epoch) = try network(of: id, at: try Self.epoch(request))
        let run = try experiment(of: id)
        let sentences = try ObstacleText.present(run.evaluated(network, epochs: epoch))
        return try EngineAnswer(ObstaclesAnswer(run: id, epoch: epoch, sentences: sentences))
    }

    /// The certificate of a run.
    func certificate(_ id: String) throws -> EngineAnswer {
        guard let bytes = try folder(id).certificate else {
            throw EngineProblem(404, "run", "\(id) has no certificate", expected: "one that was certified")
        }
        return EngineAnswer(bytes, type: "application/json")
    }

    /// A figure of the run's report, as SVG.
    func figure(_ request: EngineRequest) throws -> EngineAnswer {
        let figure = try drawFigure(folder(request.value("run")), request.value("name"))
        let svg = figure.drawing.standaloneSVG(
            id: figure.id, title: figure.title, caption: figure.caption, switchesToDark: true)
        return EngineAnswer(Data((svg.serialized() + "\n").utf8), type: "image/svg+xml")
    }

    private struct Evaluation: Encodable {
        let run: String
        let epoch: Int
        let code: Double?
        let outputs: [Double]
    }

    /// What the network makes of a signal of the person's own.
    func evaluate(_ body: JSONValue) throws -> EngineAnswer {
        guard let id = body["run"]?.text else { throw EngineProblem(400, "run", "it is missing") }
        let epoch = body["epoch"]?.whole
        guard case .list(let list)? = body["signal"] else {
            throw EngineProblem(400, "signal", "it is missing", expected: "a list of numbers")
        }
        let signal = list.compactMap(\.number)
        let (network, shown) = try network(of: id, at: epoch)
        guard signal.count == list.count, signal.count == network.inputs, signal.allSatisfy(\.isFinite) else {
            throw EngineProblem(
                422, "signal", "it has \(list.count) entries",
                expected: "\(network.inputs) finite numbers")
        }
        let matrix = Matrix(rows: 1, columns: signal.count, elements: signal)
        let pass = network.inDouble.forward(matrix)
        let code = pass.preactivations.first { $0.columns == 1 }?.elements.first
        return try EngineAnswer(Evaluation(run: id, epoch: shown, code: code, outputs: pass.outputs.elements))
    }
}
