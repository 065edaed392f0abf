/// The events of a run, in the order in which they were seen.
///
/// When there are more than ``limit``, the oldest of the least important closed ones are merged into one.
struct EventLog: Sendable {
    private(set) var records: [EventRecord] = []
    /// The ids of the events that changed since they were taken.
    private var dirty: [Int] = []
    /// The ids of the events that were merged into another since they were taken.
    private var removed: [Int] = []
    private var nextID = 1
    /// Stretches that nobody looked at: the last epoch before each, and the first one after it.
    private var gaps: [(after: Int, epoch: Int)] = []
    /// The most stretches that are remembered: events come at most some hundred epochs after what they tell of.
    private static let mostGaps = 64
    /// Whether one that was merged into another was not exact.
    private var hasMergedInexact = false
    let limit: Int

    init(limit: Int) { self.limit = max(4, limit) }

    /// Adds an event; returns its id.
    ///
    /// `epoch` is when it is seen first, and `after` the last epoch before it that was looked at; nil for that of a
    /// gap, if one ends at `epoch`. An exact event happened at `epoch`, whatever was looked at.
    mutating func add(
        _ story: Story, epoch: Int, after: Int? = nil, count: Int = 1, isOpen: Bool, isExact: Bool = false
    ) -> Int {
        if records.count >= limit { merge() }
        let id = nextID
        nextID += 1
        records.append(
            EventRecord(
                id: id, epoch: epoch, after: isExact ? nil : after ?? self.after(epoch), count: count, isOpen: isOpen,
                begin: epoch, story: story))
        dirty.append(id)
        return id
    }

    /// Changes an event, if it is still there.
    mutating func update(_ id: Int, _ change: (inout EventRecord) -> Void) {
        guard let index = index(of: id) else { return }
        let before = records[index]
        change(&records[index])
        if records[index].epoch != before.epoch, records[index].after == before.after {
            records[index].after = after(records[index].epoch)
        }
        if records[index].count != before.count, let gap = gaps.last, gap.epoch > records[index].begin {
            records[index].isPartial = true
        }
        guard !records[index].isDirty else { return }
        records[index].isDirty = true
        dirty.append(id)
    }

    /// Notes that nobody looked between two epochs.
    mutating func miss(after: Int, before epoch: Int) {
        if gaps.count >= Self.mostGaps { gaps.removeFirst() }
        gaps.append((after, epoch))
    }

    /// The last epoch that was looked at before a gap that ends at an epoch; nil where none does.
    private func after(_ epoch: Int) -> Int? { gaps.last { $0.epoch == epoch }?.after }

    /// Whether every event has the epoch at which it happened, those that were merged into others included. O(events).
    var isExact: Bool { !hasMergedInexact && records.allSatisfy(\.isExact) }

    /// The event with an id. O(log events).
    func record(_ id: Int) -> EventRecord? { index(of: id).map { records[$0] } }

    private func index(of id: Int) -> Int? {
        var (low, high) = (0, records.count)
        while low < high {
            let middle = (low + high) / 2
            if records[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < records.count && records[low].id == id ? low : nil
    }

    /// The events that changed since the last call, in the order of their ids, and those that are gone.
    mutating func take() -> (changed: [EventRecord], removed: [Int]) {
        defer {
            dirty.removeAll(keepingCapacity: true)
            removed.removeAll(keepingCapacity: true)
        }
        var changed: [EventRecord] = []
        for id in dirty.sorted() {
            guard let index = index(of: id) else { continue }
            records[index].isDirty = false
            changed.append(records[index])
        }
        return (changed, removed)
    }

    /// Merges a quarter of the events into one, the least important and oldest first. O(events).
    private mutating func merge() {
        let goal = max(2, limit / 4)
        var chosen: [Int] = []
        for weight in -1...5 where chosen.count < goal {
            let indices = records.indices.filter { !records[$0].isOpen && records[$0].weight == weight }
            chosen += indices.prefix(goal - chosen.count)
        }
        guard chosen.count > 1 else { return }
        let victims = chosen.map { records[$0] }
        if !victims.allSatisfy(\.isExact) { hasMergedInexact = true }
        let first = victims.reduce(victims[0]) { $1.id < $0.id ? $1 : $0 }
        let last = victims.reduce(0) { last, record in
            if case .earlier(let earlier) = record.story { max(last, earlier.last) } else { max(last, record.epoch) }
        }
        let count = victims.reduce(0) { sum, record in
            if case .earlier = record.story { sum + record.count } else { sum + 1 }
        }
        let gone = Set(victims.map(\.id)).subtracting([first.id])
        removed += gone.sorted()
        records.removeAll { gone.contains($0.id) }
        update(first.id) { record in
            record.epoch = victims.reduce(record.epoch) { min($0, $1.epoch) }
            record.count = count
            (record.after, record.isPartial) = (nil, false)
            record.story = .earlier(Story.Earlier(last: last))
        }
        dirty.removeAll { gone.contains($0) }
    }
}
