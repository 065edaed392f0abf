internal import Experiments
internal import Networks

extension Spec {
    /// Whether the learning rate of an epoch is another than by the spec that was in force before.
    func changesRate(of before: Spec, at epoch: Int) -> Bool {
        training.scheduleState(at: epoch).learningRate != before.training.scheduleState(at: epoch).learningRate
    }
}
