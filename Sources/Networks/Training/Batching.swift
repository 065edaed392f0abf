/// How many samples an update sees.
public enum Batching: Sendable, Hashable {
    /// Every sample: one update an epoch.
    case full
    /// Mini-batches of this size, the last one smaller where the size does not divide the samples; `shuffled` draws a
    /// new order for each epoch.
    case mini(size: Int, shuffled: Bool)

    /// Whether every update sees all of `count` samples, in order.
    func takesAll(_ count: Int) -> Bool {
        switch self {
        case .full: true
        case .mini(let size, let shuffled): size >= count && !shuffled
        }
    }
}
