/// The state of training between two epochs, read in place: valid during the call that hands it over.
public struct EpochState<Element: TrainableScalar> {
    private let loop: TrainingLoop<Element>

    init(_ loop: TrainingLoop<Element>) { self.loop = loop }

    /// The number of epochs of updates so far.
    public var epoch: Int { loop.epoch }

    /// The loss that the last update was computed for; infinite before the first.
    public var loss: Double { loop.lastLoss }

    /// The loss of the parameters as they are, with its penalties: that of a run which ends here.
    ///
    /// - Complexity: O(samples · parameters).
    public func presentLoss() -> Double { loop.fullLoss() }

    /// The learning rate of the epoch that begins here.
    public var learningRate: Double { loop.learningRate }

    /// The parameters of all layers but the last, without a copy.
    ///
    /// The tensors follow each other from the input to the output, weight (row-major `[outputs × inputs]`) before bias;
    /// each begins at a multiple of 16 scalars, and zeros fill the gaps. Empty for a network of one layer.
    public var front: UnsafeBufferPointer<Element> {
        UnsafeBufferPointer(start: UnsafePointer(loop.parameters.pointer), count: loop.layout.weights.last?.offset ?? 0)
    }

    /// The number of scalars that ``front`` has for a network.
    ///
    /// - Complexity: O(parameters).
    public static func frontCount(of network: Network<Element>) -> Int {
        ParameterLayout(network).weights.last?.offset ?? 0
    }

    /// A copy of the network.
    ///
    /// - Complexity: O(parameters).
    public func network() -> Network<Element> { loop.network() }

    /// A copy of all that training needs to go on from here.
    ///
    /// Its seconds of training are 0.
    ///
    /// - Complexity: O(parameters).
    public func checkpoint() -> TrainingCheckpoint<Element> { loop.checkpoint(seconds: 0) }
}
