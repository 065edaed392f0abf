extension Training {
    /// The state of the schedule at an epoch for who joins there: the rate that the schedule has at that epoch, and a
    /// plateau that has seen nothing yet.
    public func scheduleState(at epoch: Int) -> ScheduleState {
        var state = ScheduleState(learningRate: optimizer.learningRate)
        if case .steps(let changes) = schedule,
            let change = changes.filter({ $0.fromEpoch <= epoch }).max(by: { $0.fromEpoch < $1.fromEpoch })
        {
            state.learningRate = change.learningRate
        }
        return state
    }
}
