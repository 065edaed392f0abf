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
    let limit: Int

    init(limit: Int) { self.limit = max(4, limit) }

    /// Adds an event; returns its id.
    mutating func add(_ story: Story, epoch: Int, count: Int = 1, isOpen: Bool) -> Int {
        if records.count >= limit { merge() }
        let id = nextID
        nextID += 1
        records.append(EventRecord(id: id, epoch: epoch, count: count, isOpen: isOpen, story: story))
        dirty.append(id)
        return id
    }

    /// Changes an event, if it is still there.
    mutating func update(_ id: Int, _ change: (inout EventRecord) -> Void) {
        guard let index = index(of: id) else { return }
        change(&records[index])
        guard !records[index].isDirty else { return }
        records[index].isDirty = true
        dirty.append(id)
    }

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
            record.story = .earlier(Story.Earlier(last: last))
        }
        dirty.removeAll { gone.contains($0) }
    }
}
