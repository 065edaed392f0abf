internal import Derivations
internal import Descriptions
internal import Diagnostics
internal import Exchange
internal import Experiments
internal import Foundation
internal import Networks
internal import RunStore
internal import Synchronization

// Requests about networks that belong to no run: other programs make them in loops, where a process for each would
// take longer than the work.

extension Engine {
    /// The most epochs of a training that is kept in memory alone.
    private static let mostEpochs = 1_000_000

    /// Trains without a folder, and answers the network with its history and its figures.
    ///
    /// - Throws: ``EngineProblem`` for a training that is too long to be kept in memory; what the spec is refused for.
    func train(_ body: JSONValue) throws -> EngineAnswer {
        let tellsObstacles = try body.flag("obstacles") ?? false
        let run = try described(body)
        guard run.spec.epochs <= Self.mostEpochs else {
            throw EngineProblem(
                422, "epochs", "\(run.spec.epochs) are too many for a training without a folder",
                expected: "at most 1,000,000, or a run with a folder")
        }
        let (memory, stop, start) = (RunMemory(), StopRequest(), ContinuousClock.now)
        let result = try run.run(recorder: memory, stop: stop) { _ in
            if ContinuousClock.now - start > .seconds(Self.answerSeconds) { stop.stop() }
        }
        guard result.status != .interrupted else {
            throw EngineProblem(
                409, "epochs",
                "after \(Int(Self.answerSeconds)) seconds \(result.epochs) of \(run.spec.epochs) are done",
                expected: "fewer epochs, or a run with a folder, which Ctrl-C leaves with a checkpoint")
        }
        let file = try NetworkFile.file(
            for: result.network, signals: run.spec.signals, normalisation: result.normalisation)
        let summary = RunSummary(result, run: "", folder: "", weightsSHA256: result.network.weightsSHA256)
        var metadata = file.metadata
        metadata["summary"] = String(decoding: try LiveJSON.encoder().encode(summary), as: UTF8.self)
        metadata["spec"] = run.spec.yaml
        if tellsObstacles {
            let told = ObstacleText.lines(result).map { ["name": $0.name, "text": $0.text] }
            metadata["obstacles"] = String(decoding: try LiveJSON.encoder().encode(told), as: UTF8.self)
        }
        let tensors = try file.tensors + memory.tensors()
        return EngineAnswer(
            Data(try SafetensorsFile(tensors: tensors, metadata: metadata).encoded()), type: "application/octet-stream")
    }

    /// Decides whether a model reproduces its samples, as `heaviside certify --json` does.
    func certifyModel(_ body: JSONValue) throws -> EngineAnswer {
        let start = ContinuousClock.now
        let stored = try storedModel(body)
        let certification = try Certification(
            stored.network, signals: stored.signals, data: stored.data(), polishing: body.flag("polish") ?? false)
        var report = CertificationReport(certification, weightsSHA256: certification.network.weightsSHA256)
        if let path = body["certificate"]?.text {
            let files = CertificateFiles(certification, of: stored, output: path)
            try files.check()
            try files.write(&report)
        }
        report.seconds = (ContinuousClock.now - start) / .seconds(1)
        return try EngineAnswer(report)
    }

    /// The exact map of a decoder, as `heaviside atlas --json` prints it.
    func atlasModel(_ body: JSONValue) throws -> EngineAnswer {
        let stored = try storedModel(body)
        guard stored.network.parameterCount <= 1 << 18 else {
            throw EngineProblem(
                422, "model", "its exact map would take too long", expected: "a network of at most 262,144 parameters")
        }
        let samples = try stored.data().training
        var text = ""
        try AtlasAnswer(stored.network.atlas(on: samples), samples: samples, run: nil).forEachLine { text += $0 + "\n" }
        return EngineAnswer(Data(text.utf8), type: "application/json")
    }

    /// Every value of a forward and backward pass, as `heaviside gradient --json` prints them.
    func gradientCase(_ body: JSONValue) throws -> EngineAnswer {
        let path = try Self.path("file", body)
        let bytes = try AtomicFile.read(path, limit: GradientCase.maximumSize)
        let cases = try GradientCase.read(bytes, source: path)
        return try EngineAnswer(
            GradientAnswer(cases.map { GradientOutcome($0, layout: .weightShaped, tolerance: 1e-12) }))
    }

    /// The experiment of a training: that of the one before where only the seed differs, and where it reads no file,
    /// which may have changed.
    private func described(_ body: JSONValue) throws -> ExperimentRun {
        guard case .object(var keys) = body, let seed = try Self.seed(body) else { return try experiment(body) }
        keys["seed"] = nil
        if let last = lastTraining.withLock({ $0 }), last.keys == keys { return last.run.seeded(seed) }
        let run = try experiment(body)
        var readsFile = run.spec.signals.file != nil
        switch run.spec.initialization {
        case .file, .lifted: readsFile = true
        case .drawn, .construction: break
        }
        if !readsFile { lastTraining.withLock { $0 = DescribedTraining(keys: keys, run: run) } }
        return run
    }

    private func storedModel(_ body: JSONValue) throws -> StoredNetwork {
        let path = try Self.path("model", body)
        guard FileManager.default.fileExists(atPath: path) else {
            throw EngineProblem(404, "model", "there is no file \(path.shortened(to: 200))")
        }
        return try StoredNetwork(path, root: root, overrides: body.texts("set"))
    }

    private static func path(_ key: String, _ body: JSONValue) throws(EngineProblem) -> String {
        guard let path = body[key]?.text, !path.isEmpty, !path.contains("\0") else {
            throw EngineProblem(400, key, "it is missing", expected: "the path of a file")
        }
        return path
    }
}
