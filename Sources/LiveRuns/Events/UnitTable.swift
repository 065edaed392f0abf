/// The units that can be active on no sample: when they fall asleep, wake and blink.
///
/// - A unit sleeps when it is active on no sample for 100 epochs; the event has the epoch of the first.
/// - A unit that slept wakes as soon as it is active on a sample, and for good when it is for 100 epochs. When it falls
///   asleep before, that was a blink; all blinks until it wakes for good are one event, which then says that it wakes.
/// - Where several units wake for good about the same time, no two further apart than a fifth of their epoch, the last
///   is said to be the last.
struct UnitTable: Sendable {
    static let settledAfter = 100

    private struct Unit {
        /// Whether it was awake for 100 epochs later than it was asleep for so long.
        var isSettledAwake: Bool
        /// The epoch of the last change.
        var since: Int
        /// The learning rate of the epoch in which it woke last.
        var rate = 0.0
        /// How it fell asleep last.
        var fall: Fall?
        /// The id of the event of its blinks; 0 for none.
        var event = 0
    }

    private struct Due {
        let epoch: Int
        let unit: Int
    }

    private var units: [Unit] = []
    private var dues: [Due] = []
    private var done = 0
    /// The number of units that woke for good about the same time, the last one's event, and when it woke.
    private var woken: (count: Int, event: Int, epoch: Int) = (0, 0, 0)
    /// Units that have slept for 100 epochs since this was taken last, nothing moving the codes, and since when.
    private(set) var undecided: [(unit: Int, fall: Fall?, epoch: Int)] = []

    /// The units as they are in the first state.
    mutating func begin(_ table: SideTable, epoch: Int) {
        units = table.active.map { Unit(isSettledAwake: $0 > 0, since: epoch) }
    }

    /// Whether a unit does not sleep: passes of its kink are told.
    func isSettledAwake(_ unit: Int) -> Bool { units[unit].isSettledAwake }

    /// Whether a unit sleeps for 100 epochs or blinks.
    func isAsleep(_ unit: Int, _ table: SideTable) -> Bool { !units[unit].isSettledAwake && table.active[unit] == 0 }

    /// Notes that a unit is active on a sample again, `sample` being one of them.
    mutating func wake(
        _ table: SideTable, unit k: Int, sample: Int, epoch: Int, rate: Double, log: inout EventLog
    ) {
        units[k].since = epoch
        guard !units[k].isSettledAwake else { return }
        dues.append(Due(epoch: epoch + Self.settledAfter, unit: k))
        units[k].rate = rate
        let move = Move(table, unit: k, sample: sample)
        undecided.removeAll { $0.unit == k }
        if units[k].event == 0 {
            units[k].event = log.add(
                .unit(Story.Unit(unit: k, isAwake: true, wake: move, since: epoch)), epoch: epoch, isOpen: true)
        } else {
            tell(k, &log) { unit, record in
                (unit.isAwake, unit.isSettled, unit.wake) = (true, false, move)
                record.epoch = epoch
            }
        }
    }

    /// Notes that a unit is active on no sample any more, `sample` being the last.
    mutating func sleep(_ table: SideTable, unit k: Int, sample: Int, epoch: Int, log: inout EventLog) {
        let (rises, count) = (table.weight(k) > 0, table.samples)
        let (least, most) = (table.sortedCode(0), table.sortedCode(count - 1))
        let fall = Fall(
            move: Move(table, unit: k, sample: sample), rises: rises, extreme: rises ? most : least,
            meanGap: (most - least) / Double(max(1, count - 1)))
        let time = epoch - units[k].since
        let move = max(abs(table.weight(k) - table.weightBefore(k)), abs(table.bias(k) - table.biasBefore(k)))
        let step = units[k].rate > 0 && move.isFinite ? move / units[k].rate : 0
        units[k].since = epoch
        units[k].fall = fall
        dues.append(Due(epoch: epoch + Self.settledAfter, unit: k))
        guard !units[k].isSettledAwake else { return }
        tell(k, &log) { unit, record in
            (unit.isAwake, unit.isSettled, unit.fall) = (false, false, fall)
            unit.blinks += 1
            unit.throwsOfKink += fall.move.isByCode ? 0 : 1
            unit.longest = max(unit.longest, time)
            unit.steps = unit.steps.map { min($0.lowerBound, step)...max($0.upperBound, step) } ?? step...step
            record.count = unit.blinks
        }
    }

    /// Tells who has slept or been awake for long enough. After the changes of the epoch.
    mutating func endEpoch(_ table: SideTable, epoch: Int, areCodesFixed: Bool, log: inout EventLog) {
        while done < dues.count, dues[done].epoch <= epoch {
            let due = dues[done]
            done += 1
            guard units[due.unit].since + Self.settledAfter == due.epoch else { continue }
            settle(due.unit, table, areCodesFixed: areCodesFixed, &log)
        }
        if done == dues.count, done > 0 {
            dues.removeAll(keepingCapacity: true)
            done = 0
        }
        // Who woke in time may still have to stay awake.
        if woken.count > 0, epoch > Self.end(of: woken.epoch) + Self.settledAfter { endGroup(&log) }
    }

    private mutating func settle(_ k: Int, _ table: SideTable, areCodesFixed: Bool, _ log: inout EventLog) {
        let since = units[k].since
        if table.active[k] > 0 {
            guard !units[k].isSettledAwake else { return }
            units[k].isSettledAwake = true
            tell(k, &log) { unit, record in
                unit.isSettled = true
                record.isOpen = false
            }
            join(units[k].event, epoch: since, &log)
            units[k].event = 0
        } else if units[k].isSettledAwake {
            units[k].isSettledAwake = false
            if areCodesFixed {
                undecided.append((k, units[k].fall, since))
            } else {
                let story = Story.Unit(unit: k, isAwake: false, isSettled: true, fall: units[k].fall, since: since)
                _ = log.add(.unit(story), epoch: since, isOpen: false)
            }
        } else {
            tell(k, &log) { unit, record in
                unit.isSettled = true
                record.epoch = since
            }
        }
    }

    /// The last epoch at which another unit would wake about the same time.
    private static func end(of epoch: Int) -> Int { epoch + max(settledAfter, epoch / 5) }

    private mutating func join(_ event: Int, epoch: Int, _ log: inout EventLog) {
        if woken.count > 0, epoch > Self.end(of: woken.epoch) { endGroup(&log) }
        woken = epoch >= woken.epoch ? (woken.count + 1, event, epoch) : (woken.count + 1, woken.event, woken.epoch)
    }

    private mutating func endGroup(_ log: inout EventLog) {
        let (count, event, _) = woken
        woken = (0, 0, 0)
        guard count > 2 else { return }
        log.update(event) { record in
            guard case .unit(var unit) = record.story else { return }
            unit.lastOf = count
            record.story = .unit(unit)
        }
    }

    private func tell(_ k: Int, _ log: inout EventLog, _ change: (inout Story.Unit, inout EventRecord) -> Void) {
        log.update(units[k].event) { record in
            guard case .unit(var unit) = record.story else { return }
            change(&unit, &record)
            record.story = .unit(unit)
        }
    }

    /// The units that wait for a verdict, which now is given.
    mutating func takeUndecided() -> [(unit: Int, fall: Fall?, epoch: Int)] {
        defer { undecided.removeAll() }
        return undecided
    }
}
