internal import Diagnostics
internal import Networks

// A run that goes on with other values of some keys: `heaviside resume --continue-with key=value`.

extension ExperimentRun {
    /// The spec with other values, as far as a run that has begun can have them.
    ///
    /// - Parameter changes: `key=value` pairs, as for `--set`.
    /// - Returns: the spec, and what a person should know: which keys have that value already.
    /// - Throws: ``SpecError`` for a key that cannot change in a run, with those that can, and for a wrong value.
    public func continued(with changes: [String]) throws(SpecError) -> (spec: Spec, notices: [String]) {
        for change in changes { try checkKey(change) }
        let changed = try spec.changed(by: .continuation, changes, source: source)
        let differences = changed.differences(from: spec)
        // A mapping may have brought what no key named: another rule, or another dialect.
        for difference in differences {
            let rule = spec.training.optimizer.name
            let change = changes.last { ContinuableKeys.areRelated(ContinuableKeys.key(of: $0), difference.key) }
            if difference.key == "optimizer", changed.training.optimizer.name != rule {
                throw refused(change, "optimizer", "the checkpoint holds the memory of \(rule)")
            }
            if let reason = ContinuableKeys.reason(against: difference.key, rule: rule) {
                throw refused(change, difference.key, reason)
            }
        }
        let idle = changes.filter { change in
            !differences.contains { ContinuableKeys.areRelated(ContinuableKeys.key(of: change), $0.key) }
        }
        let notices = idle.map { change in
            let key = ContinuableKeys.key(of: change)
            return "\(Self.option(change)): \(key) has this value already, and nothing changes"
                + (key == learningRateKey ? Self.whatElseSetsTheRate(changed.training.schedule) : "")
        }
        return (changed, notices)
    }

    /// A person who names the optimizer's rate may mean the one in force, which a schedule may have set.
    private static func whatElseSetsTheRate(_ schedule: Schedule) -> String {
        switch schedule {
        case .constant: ""
        case .steps(let steps):
            steps.first.map { "; from epoch \($0.fromEpoch) on the schedule sets the rate" } ?? ""
        case .curve: "; the schedule sets the rate in each epoch"
        case .dropOnPlateau: "; the schedule lowers the rate at each plateau"
        }
    }

    /// Checks that the recipe is one, and that each change from another spec makes a difference after an epoch.
    ///
    /// - Parameters:
    ///   - old: the spec until then.
    ///   - epoch: the number of epochs done.
    ///   - changes: the pairs that changed it.
    /// - Throws: ``SpecError`` for a recipe that does not fit, and for a change without an effect.
    public func checkContinuation(of old: Spec, at epoch: Int, changes: [String]) throws(SpecError) {
        do {
            try checkRecipe()
        } catch {
            throw error.naming(overrides: changes, of: .continuation)
        }
        for difference in spec.differences(from: old) {
            guard let problem = idleness(of: difference.key, old, epoch) else { continue }
            let change = changes.last { ContinuableKeys.areRelated(ContinuableKeys.key(of: $0), difference.key) }
            throw SpecError(
                source: change.map(Self.option) ?? source, key: "",
                problem: "\(difference.key) would have no effect from epoch \(epoch) on: \(problem)")
        }
    }

    /// Why a key that has changed makes no difference to the epochs that are left; nil where it does.
    private func idleness(of key: String, _ old: Spec, _ epoch: Int) -> String? {
        let (was, now) = (old.training, spec.training)
        switch key.split(separator: ".").first {
        case "optimizer":
            guard key == "optimizer.\(now.optimizer.name).learningRate", case .steps(let steps) = now.schedule,
                let last = steps.last(where: { $0.fromEpoch <= epoch })
            else { return nil }
            let list =
                (steps.filter { $0.fromEpoch < epoch } + [
                    Schedule.Change(fromEpoch: epoch, learningRate: now.optimizer.learningRate)
                ] + steps.filter { $0.fromEpoch > epoch }).map {
                    "{ fromEpoch: \($0.fromEpoch), learningRate: \(Node($0.learningRate).text ?? "") }"
                }
            return "the schedule has set the learning rate to \(Node(last.learningRate).text ?? "") from epoch "
                + "\(last.fromEpoch) on; to change it: --continue-with 'schedule=[\(list.joined(separator: ", "))]'"
        case "schedule":
            guard was.optimizer.learningRate == now.optimizer.learningRate,
                let (before, after) = Self.both(was.rates(after: epoch), now.rates(after: epoch)), before == after
            else { return nil }
            return "the learning rates after it are the same"
        case "kinkRepair":
            let isSame =
                was.kinkRepair?.acting(after: epoch, through: spec.epochs)
                == now.kinkRepair?.acting(after: epoch, through: spec.epochs)
            return isSame ? "it would act after the same epochs, in the same way" : nil
        case "batch":
            let isSame = was.batching.seen(of: samples.count) == now.batching.seen(of: samples.count)
            return isSame ? "an update sees the same of the \(NumberText.plural(samples.count, "sample"))" : nil
        case "path":
            let path = resolvedPath(now)
            return path == resolvedPath(was) ? "epochs are computed by the path \(path.rawValue) already" : nil
        case "record":
            return rows(of: old.record, after: epoch) == rows(of: spec.record, after: epoch)
                && old.record.checkpointSeconds == spec.record.checkpointSeconds
                ? "the same epochs would be recorded" : nil
        default: return nil
        }
    }

    private func resolvedPath(_ training: Training) -> ComputationPath {
        guard let network: Network<Float> = try? zeroNetwork() else { return training.path }
        return training.path.resolved(for: network, loss: training.loss)
    }

    private func rows(of record: Spec.Record, after epoch: Int) -> [[Int]] {
        let snapshots = record.snapshots ? Self.snapshotEpochs(through: spec.epochs) : []
        return [record.epochs.epochs(through: spec.epochs), snapshots].map { $0.filter { $0 > epoch } }
    }

    private static func both<Value>(_ first: Value?, _ second: Value?) -> (Value, Value)? {
        first.flatMap { first in second.map { (first, $0) } }
    }

    private func checkKey(_ change: String) throws(SpecError) {
        let key = ContinuableKeys.key(of: change)
        guard change.contains("="), !key.isEmpty else {
            throw SpecError(
                source: Self.option(change), key: "",
                problem: "expected key=value, for example --continue-with \(learningRateKey)=1e-4")
        }
        if let reason = ContinuableKeys.reason(against: key, rule: spec.training.optimizer.name) {
            throw refused(change, key, reason)
        }
        guard !ContinuableKeys.isKnown(key) else { return }
        let whole = spec.values.map(\.key).first { $0.hasSuffix(".\(key)") }
        let nearest = whole ?? NearestName.find(key, among: spec.values.map(\.key))
        let hint = nearest.map { ": did you mean \($0)? What" } ?? "; what"
        throw SpecError(
            source: Self.option(change), key: "", problem: "no spec has this key\(hint) can change: \(keys)")
    }

    private var learningRateKey: String { "optimizer.\(spec.training.optimizer.name).learningRate" }

    private var keys: String { ContinuableKeys.words(rule: spec.training.optimizer.name) }

    private func refused(_ change: String?, _ key: String, _ reason: String) -> SpecError {
        SpecError(
            source: change.map(Self.option) ?? source, key: "",
            problem: "\(key) cannot change while a run goes on, since \(reason); what can change: \(keys)")
    }

    private static func option(_ change: String) -> String { SpecOption.continuation.name(change) }
}

extension Training {
    /// The rate after an epoch and the changes that are still to come; nil where a plateau decides.
    fileprivate func rates(after epoch: Int) -> [Schedule.Change]? {
        let now = Schedule.Change(fromEpoch: epoch, learningRate: scheduleState(at: epoch).learningRate)
        switch schedule {
        case .constant: return [now]
        case .steps(let steps): return [now] + steps.filter { $0.fromEpoch > epoch }
        case .dropOnPlateau, .curve: return nil
        }
    }
}

extension KinkRepair {
    /// The same repair of the epochs that are left; nil where it acts after none of them.
    fileprivate func acting(after epoch: Int, through last: Int) -> KinkRepair? {
        var repair = self
        switch occasion {
        case .once(let only): return only > epoch && only <= last ? self : nil
        case .every(let step, let from):
            let step = max(1, step)
            let next = from > epoch ? from : epoch + step - (epoch - from) % step
            guard next <= last else { return nil }
            repair.occasion = .every(step, from: next)
            return repair
        }
    }
}

extension Batching {
    /// What an update sees of some samples.
    fileprivate func seen(of count: Int) -> Batching {
        guard case .mini(let size, let isShuffled) = self else { return .full }
        return size >= count && !isShuffled ? .full : .mini(size: min(size, count), shuffled: isShuffled)
    }
}
