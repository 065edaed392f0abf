/// The figures of one epoch of a run: a row of `history.csv`.
public struct HistoryRow: Sendable, Hashable {
    /// The number of epochs before this row.
    public var epoch: Int
    /// The loss over the training samples.
    public var loss: Double
    /// The learning rate of the next epoch.
    public var learningRate: Double
    /// The largest absolute error over the training samples; NaN for logits, which have none.
    public var maxAbsoluteError: Double
    /// The r² of the code against the position; nil without a scalar code.
    public var codeR2: Double?
    /// The largest distance of the code from its line, over its range; nil without a scalar code, and where all
    /// codes are equal.
    public var codeDeviation: Double?
    /// The loss over the samples that are held out; nil where there are none.
    public var heldOutLoss: Double?
    /// The loss over the samples for the test; nil where there are none.
    public var testLoss: Double?

    /// Creates a row; the figures of the code are nil without a scalar code, the last two without such samples.
    public init(
        epoch: Int, loss: Double, learningRate: Double, maxAbsoluteError: Double, codeR2: Double?,
        codeDeviation: Double? = nil, heldOutLoss: Double? = nil, testLoss: Double? = nil
    ) {
        self.epoch = epoch
        self.loss = loss
        self.learningRate = learningRate
        self.maxAbsoluteError = maxAbsoluteError
        self.codeR2 = codeR2
        self.codeDeviation = codeDeviation
        self.heldOutLoss = heldOutLoss
        self.testLoss = testLoss
    }
}
