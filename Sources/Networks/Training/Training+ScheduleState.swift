extension Training {
    /// The state of the schedule at an epoch for who joins there: the rate that the schedule has at that epoch, and a
    /// plateau that has seen nothing yet.
    public func scheduleState(at epoch: Int) -> ScheduleState {
        var state = ScheduleState(learningRate: optimizer.learningRate)
        switch schedule {
        case .constant, .dropOnPlateau: break
        case .steps(let changes):
            let begun = changes.filter { $0.fromEpoch <= epoch }
            if let change = begun.max(by: { $0.fromEpoch < $1.fromEpoch }) { state.learningRate = change.learningRate }
        case .curve(let curve): state.learningRate = curve.rate(at: epoch, from: optimizer.learningRate)
        }
        return state
    }

    /// The state of the schedule at an epoch where another recipe was in force until then.
    ///
    /// It stays as it was where neither rate nor schedule changes, and where one plateau follows another; else it is
    /// ``scheduleState(at:)``.
    public func scheduleState(at epoch: Int, after old: Training, _ state: ScheduleState) -> ScheduleState {
        guard optimizer.learningRate == old.optimizer.learningRate else { return scheduleState(at: epoch) }
        if schedule == old.schedule { return state }
        if case .dropOnPlateau = schedule, case .dropOnPlateau = old.schedule { return state }
        return scheduleState(at: epoch)
    }
}
