/// How a run stands, for a page.
enum LiveStatus: String, Sendable, Hashable, Encodable {
    /// It has not begun.
    case idle
    /// It trains.
    case running
    /// It is held between two epochs.
    case paused
    /// It has done all its epochs.
    case finished
    /// Its loss is not a finite number any more.
    case diverged
    /// It was stopped, and can go on.
    case stopped
}
