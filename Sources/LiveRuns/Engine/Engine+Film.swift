internal import Experiments
internal import RunStore

extension Engine {
    /// A run that has ended as one file that replays it; its events are those that opening it shows.
    func film(of id: String) throws -> String {
        let folder = try folder(id)
        let (events, isComplete) = try events(of: id, within: 15)
        guard isComplete else {
            throw EngineProblem(
                409, "run", "every epoch of \(id) is being looked at again, which takes long",
                expected: "to ask again in a while, or heaviside report \(id) --replay")
        }
        return try RunFilm(folder).html(events: events, replay: replay(folder), within: Self.answerSeconds)
    }
}
