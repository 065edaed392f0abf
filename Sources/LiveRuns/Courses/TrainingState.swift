internal import Experiments
internal import Networks

/// A state of training in either precision: all that training needs to go on from there.
enum TrainingState: Sendable {
    case float32(TrainingCheckpoint<Float>)
    case float64(TrainingCheckpoint<Double>)

    /// The number of epochs done.
    var epoch: Int {
        switch self {
        case .float32(let checkpoint): checkpoint.epoch
        case .float64(let checkpoint): checkpoint.epoch
        }
    }

    /// The network.
    var network: TrainedNetwork {
        switch self {
        case .float32(let checkpoint): TrainedNetwork(checkpoint.network)
        case .float64(let checkpoint): TrainedNetwork(checkpoint.network)
        }
    }

    /// The state in one precision; nil where it is of the other.
    func checkpoint<S: TrainableScalar>() -> TrainingCheckpoint<S>? {
        switch self {
        case .float32(let checkpoint): checkpoint as? TrainingCheckpoint<S>
        case .float64(let checkpoint): checkpoint as? TrainingCheckpoint<S>
        }
    }

    /// The same state where another recipe is in force from here on.
    func continued(by spec: Spec, after before: Spec) -> TrainingState {
        switch self {
        case .float32(var checkpoint):
            checkpoint.schedule = spec.training.scheduleState(
                at: checkpoint.epoch, after: before.training, checkpoint.schedule)
            return .float32(checkpoint)
        case .float64(var checkpoint):
            checkpoint.schedule = spec.training.scheduleState(
                at: checkpoint.epoch, after: before.training, checkpoint.schedule)
            return .float64(checkpoint)
        }
    }
}
