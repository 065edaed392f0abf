/// Which outputs were seen to be above 0, and when.
struct OutputWatch: Sendable {
    /// Whether each output was above 0 on a sample; nil before the first look.
    var areAwake: [Bool]?
    /// The epoch of the last look.
    var epoch = 0
    /// Whether two looks were so far apart that an output may have changed and changed back in between.
    var isSparse = false

    /// The most epochs between two looks that together see everything.
    static func longestPause(after epoch: Int) -> Int { max(5, epoch / 200) }
    /// The latest event of each output, and its epoch.
    var events: [Int: (event: Int, epoch: Int)] = [:]
    /// The units that were told to be dead for ever.
    var dead: Set<Int> = []
}
