/// Whether the code is monotone in the position, and when it folds.
struct FoldWatch: Sendable {
    /// 1 where the code rises with the position, −1 where it falls, 0 where it does neither.
    private var direction = 0
    private var hadTie = false
    private var event = 0
    private var last = 0

    /// Looks at the first state.
    mutating func begin(_ table: SideTable, _ setting: EventSetting) {
        (direction, hadTie) = (Self.direction(table, setting), table.hasTie)
    }

    /// Looks at an epoch. O(1) where the order of the codes is as before.
    mutating func endEpoch(_ table: SideTable, _ setting: EventSetting, epoch: Int, log: inout EventLog) {
        if event != 0, epoch - last >= UnitTable.settledAfter {
            log.update(event) { $0.isOpen = false }
            event = 0
        }
        guard table.isReordered || table.hasTie != hadTie else { return }
        hadTie = table.hasTie
        let (before, now) = (direction, Self.direction(table, setting))
        guard now != before else { return }
        direction = now
        last = epoch
        guard before != 0, now == 0 else { return }
        if event != 0 {
            log.update(event) { record in
                record.count += 1
                guard case .fold(var fold) = record.story else { return }
                fold.last = epoch
                record.story = .fold(fold)
            }
        } else if let story = Self.story(table, setting, rising: before > 0, epoch: epoch) {
            event = log.add(.fold(story), epoch: epoch, isOpen: true)
        }
    }

    private static func direction(_ table: SideTable, _ setting: EventSetting) -> Int {
        let (sequence, order, count) = (setting.sequence, table.order, table.samples)
        guard sequence.count == count, count > 1, !table.hasTie else { return 0 }
        if (0..<count).allSatisfy({ Int(order[$0]) == sequence[$0] }) { return 1 }
        return (0..<count).allSatisfy { Int(order[$0]) == sequence[count - 1 - $0] } ? -1 : 0
    }

    private static func story(
        _ table: SideTable, _ setting: EventSetting, rising: Bool, epoch: Int
    ) -> Story.Fold? {
        let sequence = setting.sequence
        let folded = (0..<max(0, sequence.count - 1)).filter { g in
            let step = table.code(sequence[g + 1]) - table.code(sequence[g])
            return rising ? step <= 0 : step >= 0
        }
        guard let g = folded.first else { return nil }
        let (lower, upper) = (sequence[g], sequence[g + 1])
        return Story.Fold(
            lower: lower, upper: upper, weight: setting.stairs[g].flatMap { $0.height > 0 ? $0.entry : nil },
            isRising: rising, isTie: table.code(lower) == table.code(upper), places: folded.count, last: epoch)
    }
}
