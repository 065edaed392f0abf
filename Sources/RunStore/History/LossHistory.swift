/// The loss of every epoch of a run, and its learning rates, in memory.
public struct LossHistory: Sendable {
    /// The loss that the update of each epoch was computed for, from epoch 0 on; NaN where it was not a number or is
    /// not known.
    public private(set) var losses: [Double] = []
    /// The epochs at which the learning rate changed, in order, with the rate from there on.
    public let learningRates: [(epoch: Int, rate: Double)]
    /// What is wrong with the file; nil where it is whole.
    public let damage: String?

    /// Reads the file of a run.
    ///
    /// - Throws: ``RunError`` where it cannot be read, and where it is another file.
    init(contentsOf path: String) throws {
        let stream = try LossStream(contentsOf: path)
        (learningRates, damage) = (stream.learningRates, stream.damage)
        losses.reserveCapacity(stream.epochs)
        try stream.forEachBlock { epoch, block in
            losses += repeatElement(.nan, count: epoch - losses.count)
            losses += block
        }
    }
}
