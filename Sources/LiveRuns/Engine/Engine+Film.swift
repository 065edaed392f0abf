internal import Experiments
internal import RunStore

extension Engine {
    /// A run that has ended as one file that replays it; its events are taken from the session where there is one.
    func film(of id: String) throws -> String {
        let folder = try folder(id)
        if let session = session(id), session.beganAt == 0, session.isOver {
            return try RunFilm(folder).html(
                events: session.analyst.events, replay: replay(folder), within: Self.answerSeconds)
        }
        let replay = eventReplay(folder, through: try folder.summary().epochs, isEarlier: false)
        let (events, isComplete) = replay.events(within: 15)
        guard isComplete else {
            throw EngineProblem(
                409, "run", "every epoch of \(id) is being looked at again, which takes long",
                expected: "to ask again in a while, or heaviside report \(id) --replay")
        }
        return try RunFilm(folder).html(events: events, replay: self.replay(folder), within: Self.answerSeconds)
    }
}
