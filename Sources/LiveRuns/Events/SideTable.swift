/// On which side of each code each kink lies, kept from epoch to epoch.
///
/// The codes are kept in increasing order, and each unit max(0, w z + b) by its rank: the number of codes on the lower
/// side of its kink. An unchanged rank is seen at the two neighbours of the kink; only where one of them is on the
/// wrong side, or codes have changed places there, is more looked at. A code is *above* the kink of a unit with w > 0
/// where the unit is active, and of one with w < 0 where it is not; a unit with w = 0 has no kink, and is active
/// everywhere or nowhere.
///
/// - Complexity: O(samples + units) for an epoch in which little changes.
struct SideTable: Sendable {
    /// What happened to a unit.
    struct Change {
        let unit: Int
        /// The number of samples that it was and is active on.
        let wasActive: Int
        let isActive: Int
        /// Whether its weight has the other sign since it had a kink last.
        let turned: Bool
        /// Whether it had a kink before, and has one of the same sign: its sides can be compared.
        let isComparable: Bool
        /// Whether it had a kink before, whose sides mean nothing any more.
        let isLost: Bool
    }

    let samples: Int
    let units: Int
    /// Whether a number that is none was met; nothing changes from then on.
    private(set) var isLost = false
    /// Whether two codes are equal.
    private(set) var hasTie = false
    /// Whether codes have changed places in this epoch.
    private(set) var isReordered = false
    /// The samples in the order of their codes, and the place of each.
    private(set) var order: [Int32]
    private(set) var positions: [Int32]
    /// The units that have to be looked at in this epoch.
    private(set) var suspects: [Int32] = []
    /// The samples whose side of the unit that was looked at last has changed.
    private(set) var flipped: [Int32] = []
    /// The number of samples that each unit is active on.
    private(set) var active: [Int32]
    private var ranks: [Int32]
    /// The sign of the last weight that was not 0; 0 before there was one.
    private var signs: [Int8]
    private var hadKink: [Bool]
    private var oldPositions: [Int32]
    private var isBegun = false
    private var isOdd = false
    /// w, b and z of one epoch, w, b and z of the other, and the codes in order between −∞ and ∞.
    private var numbers: [Double]

    init(units: Int, samples: Int) {
        (self.units, self.samples) = (units, samples)
        numbers = [Double](repeating: 0, count: 2 * (2 * units + samples) + samples + 2)
        numbers[numbers.count - samples - 2] = -.infinity
        numbers[numbers.count - 1] = .infinity
        order = (0..<Int32(samples)).map { $0 }
        (positions, oldPositions) = (order, order)
        (ranks, active) = ([Int32](repeating: 0, count: units), [Int32](repeating: 0, count: units))
        (signs, hadKink) = ([Int8](repeating: 0, count: units), [Bool](repeating: false, count: units))
        suspects.reserveCapacity(units)
        flipped.reserveCapacity(samples)
    }

    // MARK: - Numbers

    private var block: Int { 2 * units + samples }
    private var now: Int { isOdd ? block : 0 }
    private var before: Int { isOdd ? 0 : block }
    private var sorted: Int { 2 * block + 1 }

    func weight(_ k: Int) -> Double { numbers[now + k] }
    func bias(_ k: Int) -> Double { numbers[now + units + k] }
    func weightBefore(_ k: Int) -> Double { numbers[before + k] }
    func biasBefore(_ k: Int) -> Double { numbers[before + units + k] }
    func code(_ i: Int) -> Double { numbers[now + 2 * units + i] }
    func codeBefore(_ i: Int) -> Double { numbers[before + 2 * units + i] }
    /// −b/w; not a finite number where w = 0.
    func kink(_ k: Int) -> Double { -bias(k) / weight(k) }
    func kinkBefore(_ k: Int) -> Double { -biasBefore(k) / weightBefore(k) }
    /// The q-th code in increasing order.
    func sortedCode(_ q: Int) -> Double { numbers[sorted + q] }
    /// Whether the code of a sample is above the kink of a unit that has one.
    func isAbove(_ unit: Int, _ sample: Int) -> Bool { positions[sample] >= ranks[unit] }
    /// Whether a unit has a kink.
    func hasKink(_ unit: Int) -> Bool { hadKink[unit] }

    // MARK: - An epoch

    /// Reads the state of an epoch, and finds the units to look at with ``resolve(_:)``: all of them at first.
    ///
    /// `fill` writes w and b of the units and z of the samples.
    mutating func advance(
        _ fill: (UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>) -> Void
    ) {
        isOdd.toggle()
        suspects.removeAll(keepingCapacity: true)
        isReordered = false
        let (units, now, before, sorted) = (units, now, before, sorted)
        numbers.withUnsafeMutableBufferPointer { numbers in
            guard let base = numbers.baseAddress else { return }
            let (w, z) = (base + now, base + now + 2 * units)
            fill(w, w + units, z)
        }
        let window = sort()
        guard !isLost else { return }
        guard isBegun else {
            isBegun = true
            suspects = (0..<Int32(units)).map { $0 }
            return
        }
        numbers.withUnsafeBufferPointer { numbers in
            ranks.withUnsafeBufferPointer { ranks in
                guard let base = numbers.baseAddress else { return }
                let (w, b, last, lower) = (base + now, base + now + units, base + before, base + sorted - 1)
                for k in 0..<units {
                    let (weight, bias, rank) = (w[k], b[k], Int(ranks[k]))
                    let isActiveBelow = weight * lower[rank] + bias > 0
                    let isActiveAbove = weight * lower[rank &+ 1] + bias > 0
                    if isActiveBelow == isActiveAbove || !(weight * last[k] > 0) || window.contains(rank) {
                        suspects.append(Int32(k))
                    }
                }
            }
        }
    }

    /// Puts the codes in order; returns the ranks at which the samples below are others than before.
    private mutating func sort() -> Range<Int> {
        let (samples, z, sorted) = (samples, now + 2 * units, sorted)
        var (isSorted, hasTie) = (true, false)
        numbers.withUnsafeMutableBufferPointer { numbers in
            order.withUnsafeBufferPointer { order in
                var last = -Double.infinity
                for q in 0..<samples {
                    let code = numbers[z + Int(order[q])]
                    numbers[sorted + q] = code
                    if !(code >= last) { isSorted = false }
                    if code == last { hasTie = true }
                    last = code
                }
            }
        }
        self.hasTie = hasTie
        guard !isSorted else { return 0..<0 }
        guard (0..<samples).allSatisfy({ !code($0).isNaN }) else {
            isLost = true
            return 0..<0
        }
        isReordered = true
        // Element by element, into the same memory.
        for i in 0..<samples { oldPositions[i] = positions[i] }
        arrange()
        var (low, high) = (samples, 0)
        for q in 0..<samples {
            let sample = Int(order[q])
            numbers[sorted + q] = numbers[z + sample]
            if positions[sample] != Int32(q) { (low, high) = (min(low, q), max(high, q)) }
            positions[sample] = Int32(q)
        }
        self.hasTie = (1..<max(1, samples)).contains { numbers[sorted + $0] == numbers[sorted + $0 - 1] }
        return low + 1..<max(low, high) + 1
    }

    /// Sorts ``order`` by the codes: by insertion, or afresh where that takes too many moves.
    private mutating func arrange() {
        let (samples, z) = (samples, now + 2 * units)
        numbers.withUnsafeBufferPointer { numbers in
            order.withUnsafeMutableBufferPointer { order in
                var moves = 0
                for q in 1..<max(1, samples) {
                    let sample = order[q]
                    let code = numbers[z + Int(sample)]
                    var place = q
                    while place > 0, numbers[z + Int(order[place - 1])] > code {
                        order[place] = order[place - 1]
                        place -= 1
                    }
                    order[place] = sample
                    moves += q - place
                    if moves > 16 * samples {
                        order.sort { numbers[z + Int($0)] < numbers[z + Int($1)] }
                        return
                    }
                }
            }
        }
    }

    /// Finds the new side of every code of a unit, and writes the samples that changed it to ``flipped``.
    ///
    /// - Complexity: O(codes passed), or O(samples) where codes have changed places.
    mutating func resolve(_ k: Int) -> Change {
        let (w, b) = (weight(k), bias(k))
        let (oldRank, oldActive, oldSign, had) = (Int(ranks[k]), Int(active[k]), signs[k], hadKink[k])
        flipped.removeAll(keepingCapacity: true)
        let sign: Int8 = w > 0 ? 1 : w < 0 ? -1 : 0
        guard sign != 0 else {
            hadKink[k] = false
            active[k] = b > 0 ? Int32(samples) : 0
            return Change(
                unit: k, wasActive: oldActive, isActive: Int(active[k]), turned: false, isComparable: false,
                isLost: had)
        }
        func isActive(_ q: Int) -> Bool { w * numbers[sorted + q] + b > 0 }
        var rank = oldRank
        while rank < samples, isActive(rank) == (w < 0) { rank += 1 }
        while rank > 0, isActive(rank - 1) == (w > 0) { rank -= 1 }
        ranks[k] = Int32(rank)
        active[k] = Int32(w > 0 ? samples - rank : rank)
        (signs[k], hadKink[k]) = (sign, true)
        let isComparable = had && oldSign == sign
        if isComparable {
            if isReordered {
                for i in 0..<samples where (oldPositions[i] >= Int32(oldRank)) != (positions[i] >= Int32(rank)) {
                    flipped.append(Int32(i))
                }
            } else {
                flipped.append(contentsOf: order[min(oldRank, rank)..<max(oldRank, rank)])
            }
        }
        return Change(
            unit: k, wasActive: oldActive, isActive: Int(active[k]), turned: oldSign != 0 && oldSign != sign,
            isComparable: isComparable, isLost: had && !isComparable)
    }

    /// Whether the kink of a unit and the code of a sample are at least a quarter of a gap apart: the gap from the code
    /// to its neighbour on the kink's side, or on the other where there is none.
    func areApart(_ unit: Int, _ sample: Int) -> Bool {
        guard hadKink[unit], samples > 1 else { return true }
        let (kink, code, q) = (kink(unit), code(sample), Int(positions[sample]))
        let neighbour = kink > code && q + 1 < samples || q == 0 ? q + 1 : q - 1
        return abs(kink - code) >= abs(sortedCode(neighbour) - code) / 4
    }
}
