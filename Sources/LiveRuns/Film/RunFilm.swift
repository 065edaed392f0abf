internal import Descriptions
internal import Experiments
internal import Networks
public import RunStore

/// A run that has ended as one file of HTML, which replays it without a server.
///
/// It holds the live page, a few networks as they are stored, about fifty between them with large tensors in eight
/// bits, the loss of every epoch, and what happened. The run is trained again to see these epochs.
public struct RunFilm {
    /// The most bytes of a page, roughly: frames are left out of a longer one.
    public static let largest = 2_000_000

    private let folder: RunFolder

    /// The film of a run.
    public init(_ folder: RunFolder) { self.folder = folder }

    /// The file.
    ///
    /// - Throws: ``EngineProblem`` for a run that trains now, and for one that cannot be trained again; what reading
    ///   its folder throws.
    /// - Complexity: O(epochs · what an epoch costs).
    public func html() throws -> String {
        let events = EventReplay(folder, through: try folder.summary().epochs, firstID: 0) { _ in }
        return try html(events: events.events(within: .infinity).events, replay: Replay(folder))
    }

    /// The file, with events that are known, and networks that are computed within so many seconds.
    func html(events: [LiveEvent], replay: Replay, within seconds: Double = .infinity) throws -> String {
        let start = ContinuousClock.now
        guard !folder.isBeingWritten else {
            throw EngineProblem(409, folder.id, "the run trains now", expected: "one that has ended, or was stopped")
        }
        let run = try RunAnswer(folder, session: nil)
        let (end, last) = (run.epoch, try folder.network())
        let experiment = try folder.run(of: folder.course().end)
        let history = try HistoryAnswer(folder)
        let obstacles = try ObstacleText.present(experiment.evaluated(last, epochs: end))
        func shown(_ epoch: Int) throws -> TrainedNetwork {
            let left = seconds - (ContinuousClock.now - start) / .seconds(1)
            return epoch == end ? last : try replay.network(at: epoch, within: max(0, left))
        }
        let wholeEpochs = Film.wholeEpochs(through: end, buckets: history.buckets, events: events)
        let whole = try wholeEpochs.map { try FilmFrame(whole: shown($0), epoch: $0) }
        var count = Film.frameCount
        while true {
            let between = Film.frameEpochs(through: end, count: count).filter { !wholeEpochs.contains($0) }
            let frames = try between.map { try FilmFrame(rounded: shown($0), epoch: $0) }
            let film = Film(
                run: run, history: history, events: Film.Events(run: folder.id, events: events),
                obstacles: Film.Obstacles(run: folder.id, epoch: end, sentences: obstacles), frames: whole + frames,
                certificate: folder.certificate.map { Deflate.text($0) }, command: Self.command(experiment.spec))
            let html = try FilmPage.html(film)
            if html.utf8.count <= Self.largest || count < 4 { return html }
            count /= 2
        }
    }

    /// How to make the run again.
    private static func command(_ spec: Spec) -> String {
        guard let experiment = Experiment.matching(spec), let length = spec.signals.length else {
            return "heaviside train with the spec of this page"
        }
        var words = "heaviside run \(experiment.name)"
        if length != experiment.spec.signals.length { words += " --length \(length)" }
        if spec.epochs != experiment.spec.epochs { words += " --epochs \(spec.epochs)" }
        return spec.seed == experiment.spec.seed ? words : "\(words) --seed \(spec.seed)"
    }
}
