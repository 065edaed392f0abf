internal import Diagnostics
internal import Exchange
internal import Experiments
internal import Foundation
internal import Networks
internal import RunStore

// Requests that begin, steer and end runs.

extension Engine {
    private struct Acted: Encodable {
        let run: String
        let epoch: Int
    }

    private struct Checked: Encodable {
        let spec: String
        let name: String
        let length: Int?
        let epochs: Int
    }

    /// Reads a spec as a person types it, and answers the whole of it.
    func check(_ body: JSONValue) throws -> EngineAnswer {
        let run: ExperimentRun
        do {
            run = try experiment(body)
        } catch let error as any InputError {
            // What is wrong with a spec while it is typed is the answer, not a refusal.
            return try EngineAnswer(["problems": [EngineProblem(error)]])
        }
        return try EngineAnswer(
            Checked(spec: run.spec.yaml, name: run.spec.name, length: run.spec.signals.length, epochs: run.spec.epochs))
    }

    /// Does what a person asks for.
    func act(_ body: JSONValue) throws -> EngineAnswer {
        guard let act = body["act"]?.text else { throw EngineProblem(400, "act", "it is missing") }
        let value = body["value"] ?? .null
        if act == "start" { return try start(value) }
        guard let id = body["run"]?.text else { throw EngineProblem(400, "run", "it is missing") }
        switch act {
        case "fork": return try fork(id, at: body.whole("at"), value)
        case "continue": return try further(id, value)
        case "certify":
            let (name, epoch) = (try folder(id).id, try body.whole("at"))
            return try prove(name) { [self] in try certify(name, at: epoch) }
        case "edit": return try edit(id, at: body.whole("at"), value)
        default: return try steer(id, act, value)
        }
    }

    private func steer(_ id: String, _ act: String, _ value: JSONValue) throws -> EngineAnswer {
        guard ["pause", "resume", "step", "pace", "stop", "rate"].contains(act) else {
            throw EngineProblem(
                400, "act", "\"\(act.prefix(40))\" is no act",
                expected: "start, pause, resume, step, rate, pace, stop, continue, fork, certify or edit")
        }
        _ = try folder(id)
        guard let session = session(id), !session.run.hasEnded else {
            throw EngineProblem(409, "run", "\(id) is not training here", expected: "a run that is, or continue")
        }
        let control = session.run.control
        switch act {
        case "pause": control.pause()
        case "resume": control.release()
        case "step":
            guard let count = value == .null ? 1 : value.whole, (1...1_000_000).contains(count) else {
                throw EngineProblem(422, "value", "it is no number of epochs", expected: "1 to 1,000,000")
            }
            control.step(count)
        case "pace":
            guard let pace = Pace(value.text ?? value.whole.map(String.init) ?? "") else {
                throw EngineProblem(
                    422, "value", "it is no pace", expected: "epochs a frame, such as 1 or 10, decade, or flat")
            }
            control.setPace(pace)
        case "stop": session.run.stop()
        default: try changeRate(of: session, to: value)
        }
        session.tellState()
        return try EngineAnswer(Acted(run: id, epoch: session.epoch))
    }

    /// Changes the learning rate from the present epoch on.
    private func changeRate(of session: LiveSession, to value: JSONValue) throws {
        guard let rate = value.number, rate.isFinite, rate > 0 else {
            throw EngineProblem(422, "value", "it is no learning rate", expected: "a number above 0")
        }
        guard session.latest.map({ $0.epoch > 0 }) ?? false else {
            throw EngineProblem(
                409, "run", "no epoch is done yet", expected: "at least one, or a new run with another rate")
        }
        session.run.change(
            LiveRun.Change(epoch: nil, change: { .pairs(Self.pairs(rate, at: $0, $1)) }, cause: "by hand"))
    }

    /// The change of a spec that sets a learning rate from an epoch on, and leaves later changes as they are.
    private static func pairs(_ rate: Double, at epoch: Int, _ spec: Spec) -> [String] {
        var changes: [Schedule.Change] = []
        switch spec.training.schedule {
        // By hand the rate is that from now on.
        case .constant, .curve: break
        case .steps(let steps): changes = steps.filter { $0.fromEpoch != epoch }
        case .dropOnPlateau: return ["optimizer.\(spec.training.optimizer.name).learningRate=\(rate)"]
        }
        changes.append(Schedule.Change(fromEpoch: epoch, learningRate: rate))
        changes.sort { $0.fromEpoch < $1.fromEpoch }
        let list = changes.map { "{ fromEpoch: \($0.fromEpoch), learningRate: \($0.learningRate) }" }
        return ["schedule=[\(list.joined(separator: ", "))]"]
    }

    /// The experiment that a request describes: a built-in one or a spec, with changes.
    func experiment(_ value: JSONValue) throws -> ExperimentRun {
        let source = "spec"
        let overrides = try value.texts("set")
        let length = try value.whole("length")
        var spec: Spec
        if let text = value["spec"]?.text {
            guard text.utf8.count <= 1 << 20 else {
                throw EngineProblem(422, "spec", "it is too long", expected: "at most 1 MiB")
            }
            spec = try Spec(yaml: text, source: source, length: length, overrides: overrides)
        } else if let name = value["name"]?.text {
            guard let experiment = Experiment.named(name) else {
                throw EngineProblem(
                    404, "name", "there is no experiment \(name.prefix(80))",
                    expected: "one of \(Experiment.all.map(\.name).joined(separator: ", "))")
            }
            spec = try experiment.spec.changed(length: length, overrides: overrides, source: source)
        } else {
            throw EngineProblem(400, "spec", "it is missing", expected: "a spec, or the name of an experiment")
        }
        if let seed = try Self.seed(value) { spec.seed = seed }
        let run = try ExperimentRun(spec, source: source)
        try run.check()
        return run
    }

    /// The seed of a request; nil where it names none.
    ///
    /// - Throws: ``EngineProblem`` for what is no seed.
    static func seed(_ value: JSONValue) throws(EngineProblem) -> UInt64? {
        guard let seed = value["seed"], seed != .null else { return nil }
        guard let whole = seed.whole.flatMap({ UInt64(exactly: $0) }) ?? seed.text.flatMap({ UInt64($0) }) else {
            throw EngineProblem(422, "seed", "it is no seed", expected: "a whole number from 0 on")
        }
        return whole
    }

    private static func pace(_ value: JSONValue) throws(EngineProblem) -> Pace {
        guard let given = value["pace"], given != .null else { return .decade }
        guard let pace = Pace(given.text ?? given.whole.map(String.init) ?? "") else {
            throw EngineProblem(422, "pace", "it is no pace", expected: "1, 10, decade or flat")
        }
        return pace
    }

    /// Begins a run on a thread of its own.
    private func begin(
        _ beginning: LiveRun.Beginning, pace: Pace, isPaused: Bool, changes: [LiveRun.Change] = [],
        at epoch: Int = 0, losses: [LossBuckets.Bucket] = [],
        origin: String? = nil, temporaryFile: String? = nil
    ) throws -> EngineAnswer {
        var further: String?
        if case .further(let folder, _) = beginning { further = folder.id }
        let run = LiveRun(
            beginning, in: root, pace: pace, isPaused: isPaused, changes: changes, temporaryFile: temporaryFile
        ) { [self] in
            guard let session = session($0.state.run) else { return }
            session.tellState()
            if $0.hasEnded { inBackground { [self] in tellEnding(of: session) } }
        }
        let live = try keep(further: further) {
            let live = try LiveSession(run, in: run.begin(), at: epoch, origin: origin, writer: writer)
            live.begin(with: losses)
            return live
        }
        live.tellState()
        if run.hasEnded { inBackground { [self] in tellEnding(of: live) } }
        return try EngineAnswer(Acted(run: live.id, epoch: live.epoch))
    }

    /// Begins the run of a spec, which a page then finds by the name "live".
    ///
    /// - Throws: what is wrong with the spec.
    public func start(spec: String) throws { _ = try start(.object(["spec": .text(spec)])) }

    private func start(_ value: JSONValue) throws -> EngineAnswer {
        try begin(
            .new(experiment(value), nil), pace: Self.pace(value), isPaused: value.flag("paused") ?? false)
    }

    private func further(_ id: String, _ value: JSONValue) throws -> EngineAnswer {
        let folder = try folder(id)
        guard session(id)?.run.hasEnded ?? true else {
            throw EngineProblem(409, "run", "\(id) is training already")
        }
        let epochs = try value.whole("epochs")
        // Refuses in words what cannot go on.
        let epoch = try Resumption(folder, epochs: epochs).epoch
        var losses = LossBuckets()
        try (try? folder.lossStream())?.forEachBlock { epoch, values in
            for (k, loss) in values.enumerated() { losses.add(epoch + k, loss) }
        }
        return try begin(
            .further(folder, epochs: epochs), pace: Self.pace(value), isPaused: value.flag("paused") ?? false,
            at: epoch, losses: losses.buckets)
    }

    /// Trains a run again, to the same bits up to an epoch, and on with changes from there.
    private func fork(_ id: String, at epoch: Int?, _ value: JSONValue) throws -> EngineAnswer {
        let (pace, isPaused) = (try Self.pace(value), try value.flag("paused") ?? false)
        let folder = try folder(id)
        let fork = try Fork(
            folder, at: epoch, changes: value.texts("set"), reached: reachedEpoch(of: folder), pace: pace,
            pauses: isPaused)
        // From epoch 0 on there is nothing to do again.
        return try begin(
            .new(fork.run, fork.plan), pace: fork.epoch == 0 ? pace : .flat, isPaused: fork.epoch == 0 && isPaused,
            changes: fork.arrival.map { [$0] } ?? [], origin: fork.isSame ? fork.origin : nil)
    }

    /// Begins a run from the network of an epoch, with one number changed by hand.
    private func edit(_ id: String, at epoch: Int?, _ value: JSONValue) throws -> EngineAnswer {
        let folder = try folder(id)
        let (network, shown) = try network(of: id, at: epoch)
        let edited = try network.edited(value)
        let course = try folder.course()
        var spec = course.stages.last { $0.epoch <= shown }?.spec ?? course.start
        let path = FileManager.default.temporaryDirectory.path + "/heaviside-\(UUID().uuidString).safetensors"
        try NetworkFile.file(for: edited, signals: nil).write(to: path)
        spec.initialization = .file(path, layout: .outputsFirst)
        // The epochs that are left, or as many again where none is.
        spec.epochs = shown < course.end.epochs ? course.end.epochs - shown : max(1, course.end.epochs)
        do {
            let run = try ExperimentRun(spec, source: "edit", searchFolders: [folder.path])
            try run.check()
            let plan = ForkPlan(RunOrigin(run: folder.id, epoch: shown, edited: true))
            return try begin(
                .new(run, plan), pace: Self.pace(value), isPaused: value.flag("paused") ?? true, temporaryFile: path)
        } catch {
            unlink(path)
            throw error
        }
    }

    private struct Verdict: Encodable {
        let run: String
        let epoch: Int
        let proved: Bool
        let theta: Double?
        let sample: Int?
        let output: Int?
        let error: String?
        let samples: Int
        let failing: Int
        let certificate: Bool
        let weights: String
        let seconds: Double
        let report: CertificationReport
    }

    /// Proves or refutes the network of an epoch, and tells every client.
    private func certify(_ id: String, at epoch: Int?) throws -> EngineAnswer {
        let start = ContinuousClock.now
        let folder = try folder(id)
        let (network, shown) = try network(of: id, at: epoch)
        let run = try experiment(of: id)
        let certification = try Certification(network, signals: run.spec.signals, data: run.data)
        var report = CertificationReport(certification, weightsSHA256: network.weightsSHA256)
        var hasCertificate = false
        if session(id)?.run.hasEnded ?? true, let summary = try? folder.summary(),
            summary.weightsSHA256 == network.weightsSHA256
        {
            let stored = try StoredNetwork(folder.path, root: root)
            let files = CertificateFiles(certification, of: stored, output: nil)
            try files.check()
            try files.write(&report)
            hasCertificate = report.certificate != nil
        }
        let verdict = Verdict(
            run: id, epoch: shown, proved: certification.isProved, theta: report.worst?.position,
            sample: report.worst?.sample, output: report.worst?.output, error: report.worst?.error,
            samples: report.samples, failing: report.wrongSamples, certificate: hasCertificate,
            weights: network.weightsSHA256, seconds: (ContinuousClock.now - start) / .seconds(1), report: report)
        writer.send("verdict", verdict)
        // A position names a sample only where no other one has it.
        let isNamed = Set(run.samples.positions.compactMap { $0 }).count == run.samples.count
        session(id)?.analyst.add(
            certification.isProved
                ? .proved(epoch: shown, samples: report.samples)
                : .refuted(
                    epoch: shown, theta: isNamed ? report.worst?.position : nil, sample: report.worst?.sample ?? 0,
                    output: report.worst?.output ?? 0, error: report.worst?.error ?? ""))
        return try EngineAnswer(verdict)
    }
}
