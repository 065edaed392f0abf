public import Networks

extension DeadUnit {
    /// The verdicts on the dead hidden units and outputs of a network, by layer and index.
    ///
    /// - Parameters:
    ///   - network: the network at the end of training.
    ///   - samples: the training samples, rounded to the network's precision.
    ///   - activity: which units are dead on them.
    ///   - training: the recipe that would go on.
    ///   - state: moments, rate and number of updates; nil where they are not known.
    /// - Returns: one verdict for each dead unit.
    /// - Complexity: O(rounds · samples · parameters), where every round but the last drops a unit.
    public static func verdicts<S: TrainableScalar>(
        on network: Network<S>, samples: SampleSet, activity: UnitActivity, training: Training,
        state: TrainingCheckpoint<S>?
    ) -> [DeadUnit] {
        let last = network.layers.count - 1
        let dead = activity.deadHiddenUnits + activity.deadOutputs.map { UnitActivity.Unit(layer: last, index: $0) }
        guard !dead.isEmpty else { return [] }
        var survey = StandstillSurvey(network, samples: samples, training: training, state: state)
        survey.settle()
        return dead.map { unit in
            let reasons = survey.reasons(unit.layer, unit.index)
            return DeadUnit(
                layer: unit.layer, index: unit.index, verdict: reasons.first?.verdict ?? .revivable, reasons: reasons)
        }
    }
}
