/// How many samples an update sees.
public enum Batching: Sendable, Hashable {
    /// Every sample: one update an epoch.
    case full
    /// Mini-batches of this size, the last one smaller where the size does not divide the samples; `shuffled` draws a new
    /// order for each epoch.
    case mini(size: Int, shuffled: Bool)
}
