/// What `report --json` prints: the page that was written, and what it is about.
public struct ReportAnswer: Sendable, Encodable {
    private let run: String
    private let file: String

    /// The page of the run, batch or survey with the given id.
    public init(of run: String, writtenTo file: String) { (self.run, self.file) = (run, file) }
}
