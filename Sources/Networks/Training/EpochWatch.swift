/// What is called between two epochs of training.
public struct EpochWatch<Element: TrainableScalar> {
    /// Called before each epoch, in time that counts as training and with subnormal numbers flushed to zero; true
    /// where ``attend`` is to be called as well.
    public let note: (EpochState<Element>) -> Bool
    /// Called where ``note`` was true: in plain IEEE arithmetic and in time that does not count, so that it may wait.
    public let attend: (EpochState<Element>) throws -> Void

    /// Creates a watch from its two parts.
    public init(
        note: @escaping (EpochState<Element>) -> Bool, attend: @escaping (EpochState<Element>) throws -> Void
    ) {
        self.note = note
        self.attend = attend
    }
}
