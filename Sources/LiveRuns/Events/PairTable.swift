/// The pairs of a unit and a sample whose kink and code passed each other lately, and what becomes of them.
///
/// - A change that is kept for 20 epochs is a pass, unless the pair is back on the side that it had kept before; passes
///   of one unit in one epoch are one event.
/// - Four changes of a pair within 100 epochs are a meeting, one event that counts the changes to come, until kink and
///   code are a quarter of a gap apart for 200 epochs.
/// - What a unit that sleeps and blinks does to its pairs is told by its own event, and not here.
struct PairTable: Sendable {
    static let keptFor = 20
    static let meetingWithin = 100
    static let meetingChanges = 4
    static let apartFor = 200
    /// The most pairs that are followed at a time; changes of others are not told.
    static let maximumCount = 1 << 16

    private struct Pair {
        /// The side that was kept last, and the side now: whether the code is above the kink.
        var kept: Bool
        var isAbove: Bool
        /// The epochs of the last four changes, the newest first.
        var changes: (Int, Int, Int, Int) = (.min, .min, .min, .min)
        var move: Move
        /// The id of its meeting; 0 for none.
        var meeting = 0
        /// Since when the two are apart in a meeting; -1 where they are not.
        var apartSince = -1
    }

    private struct Change {
        let epoch: Int
        let key: Int
    }

    private let samples: Int
    private var pairs: [Int: Pair] = [:]
    /// The changes in the order of time: those before `settled` are settled, those before `forgotten` are done with.
    private var queue: [Change] = []
    private var settled = 0
    private var forgotten = 0
    private var meetings: [Int] = []

    init(samples: Int) { self.samples = samples }

    private func key(_ unit: Int, _ sample: Int) -> Int { unit * samples + sample }

    /// Notes that a pair changed sides in this epoch.
    mutating func change(_ table: SideTable, unit: Int, sample: Int, epoch: Int, log: inout EventLog) {
        let (key, isAbove) = (key(unit, sample), table.isAbove(unit, sample))
        let move = Move(table, unit: unit, sample: sample)
        guard
            var pair = pairs[key]
                ?? (pairs.count < Self.maximumCount ? Pair(kept: !isAbove, isAbove: isAbove, move: move) : nil)
        else { return }
        pair.isAbove = isAbove
        pair.move = move
        pair.changes = (epoch, pair.changes.0, pair.changes.1, pair.changes.2)
        if pair.meeting != 0 {
            pair.apartSince = -1
            log.update(pair.meeting) { record in
                record.count += 1
                if case .hold(var hold) = record.story {
                    hold.last = epoch
                    record.story = .hold(hold)
                }
            }
        } else if pair.changes.3 != .min, epoch - pair.changes.3 < Self.meetingWithin {
            pair.meeting = log.add(
                .hold(Story.Hold(unit: unit, sample: sample, last: epoch)), epoch: pair.changes.3,
                count: Self.meetingChanges, isOpen: true)
            meetings.append(key)
        } else {
            queue.append(Change(epoch: epoch, key: key))
        }
        pairs[key] = pair
    }

    /// Notes that a pair changed sides with a unit that sleeps: nothing is told.
    mutating func hush(_ table: SideTable, unit: Int, sample: Int) {
        let key = key(unit, sample)
        guard let pair = pairs[key] else { return }
        if pair.meeting == 0 { pairs[key] = nil } else { pairs[key]?.isAbove = table.isAbove(unit, sample) }
    }

    /// Notes that a unit has no kink any more, or one whose sides are the others: its meetings end. O(pairs).
    mutating func reset(unit: Int, log: inout EventLog) {
        guard !pairs.isEmpty else { return }
        let range = unit * samples..<(unit + 1) * samples
        for key in pairs.keys.filter(range.contains) {
            if let meeting = pairs[key]?.meeting, meeting != 0 { log.update(meeting) { $0.isOpen = false } }
            pairs[key] = nil
        }
        meetings.removeAll(where: range.contains)
    }

    /// Notes that epochs were not looked at: meetings end with what was seen of them.
    mutating func miss(log: inout EventLog) {
        for key in meetings {
            if let meeting = pairs[key]?.meeting { log.update(meeting) { $0.isOpen = false } }
            pairs[key] = nil
        }
        meetings.removeAll()
    }

    /// Tells what has been kept for long enough, and ends meetings. After the changes of the epoch.
    ///
    /// Passes of a unit that is awake on no sample are kept back.
    ///
    /// - Complexity: O(changes that are due + open meetings).
    mutating func endEpoch(_ table: SideTable, epoch: Int, canSleep: Bool, log: inout EventLog) {
        watchMeetings(table, epoch: epoch, log: &log)
        while settled < queue.count, queue[settled].epoch + Self.keptFor <= epoch {
            var moves: [Move] = []
            let first = queue[settled]
            while settled < queue.count, queue[settled].epoch == first.epoch,
                queue[settled].key / samples == first.key / samples
            {
                if let move = settle(queue[settled], table, canSleep: canSleep) { moves.append(move) }
                settled += 1
            }
            guard !moves.isEmpty else { continue }
            _ = log.add(
                .pass(Story.Pass(unit: first.key / samples, moves: moves)), epoch: first.epoch, isOpen: false)
        }
        while forgotten < settled, queue[forgotten].epoch + Self.meetingWithin <= epoch {
            let change = queue[forgotten]
            if let pair = pairs[change.key], pair.meeting == 0, pair.changes.0 == change.epoch {
                pairs[change.key] = nil
            }
            forgotten += 1
        }
        if forgotten == queue.count {
            queue.removeAll(keepingCapacity: true)
            (settled, forgotten) = (0, 0)
        } else if forgotten > 4096, forgotten > queue.count / 2 {
            queue.removeFirst(forgotten)
            (settled, forgotten) = (settled - forgotten, 0)
        }
    }

    /// The pass that a change turns out to be, if any.
    private mutating func settle(_ change: Change, _ table: SideTable, canSleep: Bool) -> Move? {
        guard let pair = pairs[change.key], pair.meeting == 0, pair.changes.0 == change.epoch,
            pair.isAbove != pair.kept, !canSleep || table.active[change.key / samples] > 0
        else { return nil }
        pairs[change.key]?.kept = pair.isAbove
        return pair.move
    }

    private mutating func watchMeetings(_ table: SideTable, epoch: Int, log: inout EventLog) {
        var index = 0
        while index < meetings.count {
            let key = meetings[index]
            index += 1
            guard let pair = pairs[key] else { continue }
            guard pair.changes.0 != epoch, table.areApart(key / samples, key % samples) else {
                if pair.apartSince >= 0 { pairs[key]?.apartSince = -1 }
                continue
            }
            if pair.apartSince < 0 {
                pairs[key]?.apartSince = epoch
            } else if epoch - pair.apartSince >= Self.apartFor {
                log.update(pair.meeting) { $0.isOpen = false }
                pairs[key] = nil
                index -= 1
                meetings.remove(at: index)
            }
        }
    }
}
