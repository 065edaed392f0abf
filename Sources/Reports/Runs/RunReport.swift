public import Descriptions
internal import Diagnostics
internal import Exchange
internal import Experiments
internal import Foundation
internal import Mustache
internal import Plots
public import RunStore

/// A run as one HTML page that needs no network and no script.
public struct RunReport: Sendable {
    private let folder: RunFolder

    /// The report of a run.
    public init(_ folder: RunFolder) { self.folder = folder }

    /// The page.
    ///
    /// Records that it can do without are left out where they are damaged: see `RunFolder.damagedRecords`.
    ///
    /// - Throws: what reading the other files of the run's folder throws.
    public func html() throws -> String {
        let summary = try folder.summary()
        let course = try folder.course()
        // Without its data the network of a run that has ended cannot be measured; its figures are known.
        let missing = folder.hasEnded ? folder.missingData : nil
        let result = missing == nil ? try storedResult() : nil
        let spec = result?.spec ?? course.end
        let environment = try? folder.environment()
        let figures = try result.map { try drawings($0).all } ?? []
        let obstacles = result.map { ObstacleText.lines($0) } ?? []
        let digest = RunDigest(summary, spec: spec, environment: environment)
        let lines = digest.lines + (missing.map { [DigestLine(name: "missing", text: $0)] } ?? [])
        let changes = Continuation.sentence(course.continuations)
        let experiment = changes == nil ? Experiment.matching(spec) : nil
        let context: [String: Any] = [
            "title": spec.name,
            "style": PlotTheme.css + "\n" + Self.text(PackageResources.report_css),
            "subtitle": experiment?.title ?? "",
            "notice": Self.notice(experiment, spec),
            "source": experiment.map { "\($0.paper), section \($0.section)" } ?? "",
            "headline": NumberText.typeset(digest.headline),
            "lines": lines.map(Self.typeset),
            "obstacles": obstacles.map(Self.typeset),
            "hasObstacles": !obstacles.isEmpty,
            "figures": figures.enumerated().map { index, figure in
                [
                    "id": figure.id, "number": String(index + 1), "title": figure.title,
                    "caption": MathText.html(figure.caption),
                    "svg": figure.drawing.svg(id: figure.id).serialized(),
                ]
            },
            "spec": course.start.yaml,
            "isContinued": changes != nil,
            "changes": changes.map(NumberText.typeset) ?? "",
            "environment": environment.map(Self.lines) ?? [],
            "run": summary.run,
            "weights": summary.weightsSHA256,
            "seed": String(summary.seed),
            "version": environment?.heaviside ?? RunEnvironment.version,
        ]
        return try MustacheTemplate(string: Self.text(PackageResources.report_mustache)).render(context)
    }

    /// The page's figures.
    ///
    /// - Throws: what reading the run's folder throws.
    public func figures() throws -> [ReportFigure] { try drawings(storedResult()).all }

    /// The figure of that name, without the others.
    ///
    /// - Throws: what reading the run's folder throws; ``FigureError`` where the run has no such figure.
    public func figure(named name: String) throws -> ReportFigure {
        let drawings = try drawings(storedResult())
        return try drawings.figure(named: name) ?? FigureList.find(name, among: drawings.all)
    }

    /// The run's result, with the sums of gradients where they can be read.
    private func storedResult() throws -> RunResult {
        try (try? folder.result(withGradients: true)) ?? folder.result()
    }

    private func drawings(_ result: RunResult) throws -> RunFigures {
        let history = (try? folder.history()) ?? []
        return RunFigures(
            result, history: history, losses: LossSource(folder, history: history), snapshots: try folder.snapshots())
    }

    /// What to look at: only where the run is the whole experiment, at its own length.
    private static func notice(_ experiment: Experiment?, _ spec: Spec) -> String {
        guard let experiment, experiment.spec.epochs == spec.epochs,
            experiment.spec.signals.length == spec.signals.length
        else { return "" }
        return experiment.notice
    }

    /// The machine and the software; without the folders of the machine, since a page is passed on.
    static func lines(_ environment: RunEnvironment) -> [[String: String]] {
        var lines = [
            ("started", environment.started), ("machine", environment.host ?? "unknown"),
            ("system", environment.system),
            (
                "processor",
                "\(environment.processor), \(NumberText.plural(environment.cores, "core")), \(environment.architecture)"
            ),
            ("arithmetic", environment.blas),
            ("Heaviside", [environment.heaviside, environment.build].compactMap { $0 }.joined(separator: ", ")),
        ]
        if let finished = environment.finished { lines.insert(("finished", finished), at: 1) }
        if let memory = environment.peakMemoryMiB { lines.append(("peak memory", "\(NumberText.number(memory)) MiB")) }
        if let digest = environment.dataSHA256 { lines.append(("SHA-256 of the data", digest)) }
        if let digest = environment.programSHA256 { lines.append(("SHA-256 of the program", digest)) }
        if let words = environment.command, let program = words.first {
            let command = [PathParts.name(program)] + words.dropFirst()
            lines.append(("command", command.map(NextStep.quoted).joined(separator: " ").printable))
        }
        return lines.map { ["name": $0.0, "text": $0.1] }
    }

    private static func typeset(_ line: DigestLine) -> [String: String] {
        ["name": NumberText.typeset(line.name), "text": NumberText.typeset(line.text)]
    }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
