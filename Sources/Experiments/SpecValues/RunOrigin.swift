/// The run that another one has its first epochs in common with.
public struct RunOrigin: Sendable, Hashable, Codable {
    /// The id of that run.
    public var run: String
    /// The number of epochs that both have in common; of an edited network, the epoch that it was taken from.
    public var epoch: Int
    /// Whether the run began with the network of that epoch, in which a person had changed a number; absent otherwise.
    public var edited: Bool?

    /// Creates the origin of a run that has `epoch` epochs in common with `run`.
    public init(run: String, epoch: Int, edited: Bool? = nil) {
        (self.run, self.epoch, self.edited) = (run, epoch, edited)
    }
}
