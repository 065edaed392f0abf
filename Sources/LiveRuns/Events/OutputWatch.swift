/// Which outputs were seen to be above 0, and when.
struct OutputWatch: Sendable {
    /// Whether each output was above 0 on a sample; nil before the first look.
    var areAwake: [Bool]?
    /// The epoch of the last look.
    var epoch = 0
    /// The latest event of each output, and its epoch.
    var events: [Int: (event: Int, epoch: Int)] = [:]
    /// The units that were told to be dead for ever.
    var dead: Set<Int> = []
}
