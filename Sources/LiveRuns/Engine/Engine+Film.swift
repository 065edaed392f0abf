internal import Experiments
internal import Foundation
internal import Networks
internal import Reports
internal import RunStore

extension Engine {
    /// The most bytes of a page with a film, roughly: frames are left out of a longer one.
    static let largestFilm = 2_000_000

    /// A run as one file of HTML that replays it without a server.
    ///
    /// - Throws: ``EngineProblem`` for a run that does not exist, what reading and training it again throws.
    public func film(of id: String) throws -> String {
        let folder = try folder(id)
        let experiment = try experiment(of: id)
        let run = try RunAnswer(folder, session: session(id))
        let end = run.epoch
        let replay = try Replay(folder)
        let events = allEvents(folder, through: end)
        let history = try JSONDecoder().decode(
            JSONValue.self, from: historyAnswer(folder, session(id)?.buckets ?? []).bytes)
        var buckets = LossBuckets()
        try (try? folder.lossStream())?.forEachBlock { epoch, losses in
            for (k, loss) in losses.enumerated() { buckets.add(epoch + k, loss) }
        }
        let last = try network(of: id, at: nil).network
        let obstacles = try ObstacleText.present(experiment.evaluated(last, epochs: end))
        func shown(_ epoch: Int) throws -> TrainedNetwork { epoch == end ? last : try replay.network(at: epoch) }
        let wholes = Film.wholeEpochs(through: end, buckets: buckets.buckets, events: events)
        let whole = try wholes.map { try FilmFrame(whole: shown($0), epoch: $0) }
        let certificate = (try? certificate(id)).map { Deflate.text($0.bytes) }
        var count = Film.frameCount
        while true {
            let between = Film.frameEpochs(through: end, count: count).filter { !wholes.contains($0) }
            let frames = try between.map { try FilmFrame(rounded: shown($0), epoch: $0) }
            let film = Film(
                run: run, history: history, events: Film.Events(run: id, events: events),
                obstacles: Film.Obstacles(run: id, epoch: end, sentences: obstacles), frames: whole + frames,
                certificate: certificate, command: "heaviside train spec.yaml, with the spec of this page")
            let html = try FilmPage.html(film)
            if html.utf8.count <= Self.largestFilm || count < 4 { return html }
            count /= 2
        }
    }

    private func allEvents(_ folder: RunFolder, through end: Int) -> [LiveEvent] {
        if let session = session(folder.id), session.beganAt == 0 { return session.analyst.events }
        return eventReplay(folder, through: end, isEarlier: false).events(within: 60).events
    }
}
