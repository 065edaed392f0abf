/// What a run notes at one epoch: a row of `history.csv`.
public struct HistoryRow: Sendable, Hashable {
    /// The number of epochs of updates so far.
    public var epoch: Int
    /// The loss over the training samples.
    public var loss: Double
    /// The learning rate of the epoch that begins here.
    public var learningRate: Double
    /// The largest absolute error over the training samples.
    public var maxAbsoluteError: Double
    /// The r² of the code against the position; nil without a scalar code.
    public var codeR2: Double?
    /// How far the code is off its line, over its range; nil without a scalar code.
    public var codeDeviation: Double?

    /// Joins the columns of a row.
    public init(
        epoch: Int, loss: Double, learningRate: Double, maxAbsoluteError: Double, codeR2: Double?,
        codeDeviation: Double? = nil
    ) {
        self.epoch = epoch
        self.loss = loss
        self.learningRate = learningRate
        self.maxAbsoluteError = maxAbsoluteError
        self.codeR2 = codeR2
        self.codeDeviation = codeDeviation
    }
}
