/// A record of a run that cannot be read, and what that does to a list.
public struct RunDamage: Sendable, Hashable {
    /// What a damaged record does to a list.
    public enum Effect: String, Sendable, Hashable, Encodable {
        /// The run is in no list.
        case leftOut
        /// Whether the run is one of those asked for cannot be told; it is left out of this list.
        case undecided
        /// The run is listed without the values of the record.
        case incomplete
        /// The run is listed with the values of a record that was changed after it was written.
        case changed
        /// The folder holds no run, and can be deleted.
        case noRun
    }

    /// The run's folder.
    public let folder: String
    /// What is wrong, with the file.
    public let problem: String
    /// What it does to the list.
    public let effect: Effect

    init(folder: String, problem: String, effect: Effect) {
        (self.folder, self.problem, self.effect) = (folder, problem, effect)
    }
}
