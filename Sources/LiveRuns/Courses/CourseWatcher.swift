internal import Networks

/// Looks at the states of a run that is trained again.
///
/// All is called on the thread of training, in the order of the epochs. A state at which another recipe comes into
/// force comes twice: at the end of a stage, and where the next one begins.
protocol CourseWatcher: AnyObject {
    /// Notes that a person has changed the learning rate from the next epoch on.
    func expectRateByHand()

    /// Looks at all layers but the last; returns whether the whole state is asked for.
    func note<S: TrainableScalar>(_ state: EpochState<S>) -> Bool

    /// Looks at a state that was asked for, or that is the last of a stage; returns whether training goes on.
    func see(_ state: TrainingState) throws -> Bool
}

extension CourseWatcher {
    func expectRateByHand() {}
}
