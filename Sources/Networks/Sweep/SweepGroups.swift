/// The hidden units by the sample at which they switch: memory that the kernels fill.
final class SweepGroups {
    /// Where the units of each sample begin in ``ascending``; the last entry is their number.
    let ascendingBegin: UnsafeMutablePointer<Int32>
    /// Units with w ≥ 0, by the first sample that they are active on.
    let ascending: UnsafeMutablePointer<Int32>
    /// Where the units of each sample begin in ``descending``; the last entry is their number.
    let descendingBegin: UnsafeMutablePointer<Int32>
    /// Units with w < 0, by the last sample that they are active on.
    let descending: UnsafeMutablePointer<Int32>
    /// The sample of each unit; `Int32.min` for one that is never active.
    let places: UnsafeMutablePointer<Int32>
    private let memory: UnsafeMutablePointer<Int32>

    init(samples: Int, units: Int) {
        let count = 2 * (samples + 1) + 3 * units
        memory = .allocate(capacity: count)
        memory.initialize(repeating: 0, count: count)
        ascendingBegin = memory
        descendingBegin = ascendingBegin + samples + 1
        ascending = descendingBegin + samples + 1
        descending = ascending + units
        places = descending + units
    }

    deinit { memory.deallocate() }
}
