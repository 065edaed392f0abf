internal import Analysis
internal import Diagnostics
public import Networks

extension EventDetector {
    /// Looks at the whole network: at outputs that wake or lose their gradient, and at hidden units that no training
    /// wakes any more.
    ///
    /// What changed since the last look is told with the epoch of this one. Outputs that are off everywhere when the
    /// network is looked at first are not told, nor those that should be 0 on every sample.
    ///
    /// - Parameters:
    ///   - epoch: the number of epochs of updates so far; a state no later than the last whole one is ignored.
    ///   - network: the network.
    ///   - checkpoint: the state of the optimizer, for rules with moments; nil where it is not known.
    /// - Complexity: O(samples · parameters).
    public mutating func observe<S: TrainableScalar>(
        epoch: Int, network: Network<S>, checkpoint: TrainingCheckpoint<S>? = nil
    ) {
        guard outputs.areAwake == nil || epoch > outputs.epoch else { return }
        if epoch - outputs.epoch > OutputWatch.longestPause(after: outputs.epoch) { outputs.isSparse = true }
        let exact = network.converted(to: Double.self)
        guard exact.isFinite, samples.length == network.inputs, network.outputs == samples.targets.columns else {
            return
        }
        let pass = exact.forward(samples.signals)
        let activity = UnitActivity(pass, network: exact, targets: samples.targets)
        let activations = pass.outputs
        let awake = Self.awake(activations)
        let before = outputs.areAwake
        let isNew = before != nil && before != awake
        // Before the first state of the small layers nothing is known of units.
        let sleeping = followsUnits && self.epoch >= 0 ? (0..<setting.units).filter { units.isAsleep($0, table) } : []
        let asksForUnits =
            !units.undecided.isEmpty || (before == nil && !activity.deadHiddenUnits.isEmpty)
            || sleeping.contains { !outputs.dead.contains($0) }
        var verdicts: [DeadUnit] = []
        if isNew || asksForUnits {
            verdicts = DeadUnit.verdicts(
                on: network, samples: samples, activity: activity, training: setting.training, state: checkpoint)
        }
        let isLate = before == nil ? epoch > 0 : epoch - outputs.epoch > 1
        tellDead(verdicts, last: network.layers.count - 1, epoch: epoch, isLate: isLate)
        if let before, isNew { tellOutputs(before, awake, activations, exact, verdicts, epoch: epoch) }
        (outputs.areAwake, outputs.epoch) = (awake, epoch)
    }

    /// Whether each output is above 0 on a sample; nil where that is not told of such a network.
    ///
    /// - Complexity: O(samples · parameters).
    func awakeOutputs<S: TrainableScalar>(of network: Network<S>) -> [Bool]? {
        let exact = network.converted(to: Double.self)
        guard tellsOutputs(of: exact), exact.isFinite, samples.length == network.inputs,
            network.outputs == samples.targets.columns
        else { return nil }
        return Self.awake(exact.forward(samples.signals).outputs)
    }

    private static func awake(_ outputs: Matrix<Double>) -> [Bool] {
        var awake = Array(repeating: false, count: outputs.columns)
        for i in 0..<outputs.rows {
            for (j, value) in outputs.row(i).enumerated() where value > 0 { awake[j] = true }
        }
        return awake
    }

    /// Whether an output that is nowhere above 0 has no gradient.
    private func tellsOutputs(of network: Network<Double>) -> Bool {
        if case .hingeResidual = setting.training.loss { return false }
        return network.layers.last?.dense.activation.canDie ?? false
    }

    // MARK: - Hidden units

    private mutating func tellDead(_ verdicts: [DeadUnit], last: Int, epoch: Int, isLate: Bool) {
        let hidden = verdicts.filter { $0.layer == last - 1 }
        let undecided = units.takeUndecided()
        let new = hidden.filter { $0.verdict == .permanent && !outputs.dead.contains($0.index) }
        outputs.dead.formUnion(new.map(\.index))
        if !new.isEmpty {
            let reasons = Set(new.flatMap(\.reasons))
            let story = Story.Dead(units: new.map(\.index), reason: because(reasons), isLate: isLate)
            _ = log.add(.dead(story), epoch: epoch, isOpen: false)
        }
        for (unit, fall, since) in undecided where !outputs.dead.contains(unit) {
            let reasons = hidden.first { $0.index == unit }?.reasons ?? []
            let revival = reasons.map(\.words).joined(separator: ", or ")
            let story = Story.Unit(
                unit: unit, isAwake: false, isSettled: true, fall: fall, since: since,
                revival: revival.isEmpty ? nil : revival)
            _ = log.add(.unit(story), epoch: since, isOpen: false)
        }
    }

    /// Why units are dead for ever: "no code switches them on, the codes are fixed, RMSProp has no velocity".
    private func because(_ reasons: Set<DeadUnit.Reason>) -> String {
        let rule =
            switch setting.training.optimizer.rule {
            case .sgd: "gradient descent"
            case .rmsProp: "RMSProp"
            default: ""
            }
        var parts = ["no \(followsUnits ? "code" : "sample") switches them on"]
        if setting.areCodesFixed, followsUnits { parts.append("the codes are fixed") }
        for reason in DeadUnit.Reason.allCases where reasons.contains(reason) {
            parts.append(reason == .noGradient && !rule.isEmpty ? "\(rule) has no velocity" : reason.words)
        }
        return parts.joined(separator: ", ")
    }

    // MARK: - Outputs

    private mutating func tellOutputs(
        _ before: [Bool], _ now: [Bool], _ activations: Matrix<Double>, _ network: Network<Double>,
        _ verdicts: [DeadUnit], epoch: Int
    ) {
        let last = network.layers.count - 1
        guard tellsOutputs(of: network) else { return }
        let changed = now.indices.filter { j in
            now[j] != before[j] && (0..<samples.count).contains { samples.targets[$0, j] > 0 }
        }
        for wakes in [true, false] {
            let group = changed.filter { now[$0] == wakes }
            guard group.count <= 3 else {
                add(group, wakes: wakes, samples: [], forEver: nil, hope: "", epoch: epoch)
                continue
            }
            for j in group {
                let verdict = verdicts.first { $0.layer == last && $0.index == j }
                let layer = network.layers[last]
                let hasWeight = layer.weight.row(j).contains { $0 > 0 }
                let canRise = hasWeight || (layer.bias?[j] ?? 0) > 0
                let isForEver = verdict?.verdict == .permanent
                let hope =
                    hasWeight
                    ? "some of its weights are above 0"
                    : canRise
                        ? "its bias is above 0" : (verdict?.reasons ?? []).map(\.words).joined(separator: ", ")
                add(
                    [j], wakes: wakes, samples: (0..<activations.rows).filter { activations[$0, j] > 0 },
                    forEver: !isForEver
                        ? nil : canRise ? "nothing moves it" : "none of its weights is above 0", hope: hope,
                    epoch: epoch)
            }
        }
    }

    private mutating func add(
        _ group: [Int], wakes: Bool, samples: [Int], forEver: String?, hope: String, epoch: Int
    ) {
        var story = Story.Output(
            outputs: group, wakes: wakes, samples: samples, forEver: forEver, hope: hope, since: epoch)
        // One output that comes and goes is one event.
        if group.count == 1, let (event, last) = outputs.events[group[0]],
            epoch - last < max(UnitTable.settledAfter, epoch / 5), case .output(let earlier) = log.record(event)?.story
        {
            story.since = earlier.since
            log.update(event) { [story, after = outputs.epoch] record in
                record.count += 1
                (record.epoch, record.after) = (epoch, after)
                record.isPartial = record.isPartial || epoch - after > 1
                record.story = .output(story)
            }
            outputs.events[group[0]] = (event, epoch)
            return
        }
        let event = log.add(.output(story), epoch: epoch, after: outputs.epoch, isOpen: false)
        if group.count == 1 { outputs.events[group[0]] = (event, epoch) }
    }
}
