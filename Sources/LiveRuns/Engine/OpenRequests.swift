/// The requests that are being answered, so that each is answered once, and none too late.
struct OpenRequests {
    /// The time after which a request is refused; clients wait for a minute.
    private static let patience: Duration = .seconds(50)

    private var open: [Int: (id: Int, start: ContinuousClock.Instant)] = [:]
    private var count = 0

    /// Notes a request; returns its number here.
    mutating func add(_ id: Int) -> Int {
        count += 1
        open[count] = (id, .now)
        return count
    }

    /// Whether a request still waits for its answer; true once.
    mutating func claim(_ number: Int) -> Bool { open.removeValue(forKey: number) != nil }

    /// The ids of the requests that have waited too long, once.
    mutating func takeLate() -> [Int] {
        let late = open.filter { .now - $0.value.start > Self.patience }
        for number in late.keys { open[number] = nil }
        return late.values.map(\.id)
    }
}
