/// Follows training from epoch to epoch, in either precision.
///
/// Where an observer asks for it, training waits: a page that pauses a run holds it in `attend`.
public protocol EpochObserver: AnyObject {
    /// Called before each epoch, on the thread of training, in time that counts: what is not cheap belongs elsewhere.
    ///
    /// - Returns: whether `attend` is to be called as well.
    func note(_ state: EpochState<Float>) -> Bool

    /// The same in double precision.
    func note(_ state: EpochState<Double>) -> Bool

    /// Called where `note` was true, in time that does not count as training.
    ///
    /// - Throws: what ends the run.
    func attend(_ state: EpochState<Float>) throws

    /// The same in double precision.
    func attend(_ state: EpochState<Double>) throws
}

extension EpochObserver {
    /// The observer as a watch over training in one precision.
    public func watch<S: TrainableScalar>() -> EpochWatch<S>? {
        let single = EpochWatch<Float>(note: { self.note($0) }, attend: { try self.attend($0) })
        let double = EpochWatch<Double>(note: { self.note($0) }, attend: { try self.attend($0) })
        return single as? EpochWatch<S> ?? double as? EpochWatch<S>
    }
}
