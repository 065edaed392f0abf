/// How far a survey is that has not finished.
public struct SurveyState: Sendable, Hashable {
    /// Whether it is computed in one go, and nothing of it is kept before its end.
    public let isInOneGo: Bool
    /// The number of its runs.
    public internal(set) var runs = 0
    /// The number of those that have ended.
    public internal(set) var ended = 0
    /// The number of those that have begun, and were stopped or killed or are under way.
    public internal(set) var begun = 0

    init(isInOneGo: Bool) { self.isInOneGo = isInOneGo }
}
