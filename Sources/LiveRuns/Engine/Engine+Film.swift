internal import Experiments
internal import RunStore

extension Engine {
    /// A run that has ended as one file that replays it; its events are taken from the session where there is one.
    func film(of id: String) throws -> String {
        let folder = try folder(id)
        if let session = session(id), session.beganAt == 0, session.isOver {
            return try RunFilm(folder).html(events: session.analyst.events)
        }
        let events = eventReplay(folder, through: try folder.summary().epochs, isEarlier: false)
        return try RunFilm(folder).html(events: events.events(within: 50).events)
    }
}
