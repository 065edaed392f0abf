/// Which unit owns each gap between neighbouring codes.
///
/// A unit max(0, w z + b) has its kink at t = −b/w. An ascending one, w > 0, is active above its kink, a descending
/// one, w < 0, below. The fraction f of the gap between z_g and z_(g+1) on which it is off is
///
///     f = (t − z_g)/(z_(g+1) − z_g) for w > 0,   f = (z_(g+1) − t)/(z_(g+1) − z_g) for w < 0,   0 ≤ f < 1.
///
/// One code is the pivot: the owners of the gaps above it ascend, and those of the gaps below it descend, so that no
/// owner is active at the pivot, and each is active in its own gap and beyond. All memory is allocated by `init`.
final class KinkOwners<Element: KernelScalar> {
    /// The unit that owns the gap after each sample, in the order of the codes; −1 where none does. `[samples]`.
    let owners: UnsafeMutablePointer<Int32>
    /// The sample, in the order of the codes, at which no owner is active.
    private(set) var pivot = 0
    /// A unit that is active at every code: the ascending one whose kink lies furthest below the lowest code, or else
    /// the descending one whose kink lies furthest above the highest; −1 where there is neither.
    var everywhere: Int32 { below >= 0 ? below : above }
    /// The kink of each unit; NaN where w = 0, or the quotient is not finite. `[units]`.
    let kinks: AlignedBuffer<Double>
    /// The gap, by the sample below it, in whose range each kink lies; −1 for the others. `[units]`.
    private let gaps: UnsafeMutablePointer<Int32>
    /// The best ascending and the best descending unit of each gap; −1 where there is none. `[samples]` each.
    private let rising: UnsafeMutablePointer<Int32>
    private let falling: UnsafeMutablePointer<Int32>
    private var (below, above): (Int32, Int32) = (-1, -1)
    private let units: Int

    /// Room for so many units and samples.
    init(units: Int, samples: Int) {
        self.units = units
        func list(_ count: Int) -> UnsafeMutablePointer<Int32> {
            let list = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, count))
            list.initialize(repeating: -1, count: max(1, count))
            return list
        }
        (owners, rising, falling, gaps) = (list(samples), list(samples), list(samples), list(units))
        kinks = AlignedBuffer(count: units)
    }

    deinit {
        owners.deallocate()
        rising.deallocate()
        falling.deallocate()
        gaps.deallocate()
    }

    /// Whether a unit owns the gap that its kink lies in.
    func owns(_ unit: Int) -> Bool { gaps[unit] >= 0 && owners[Int(gaps[unit])] == Int32(unit) }

    /// The width of a gap below which two codes count as one: rounding decides what lies between them.
    static func leastGap(_ codes: UnsafePointer<Double>, count: Int) -> Double {
        let digits = MemoryLayout<Element>.size == 4 ? 1e-6 : 1e-12
        return count > 1 ? (codes[count - 1] - codes[0]) * digits : 0
    }

    /// Finds the units that could own each gap between `count` increasing codes: of those whose fraction lies in
    /// `range`, for each direction the one nearest to `fraction`, the first of several. ``turn(at:count:)`` then says
    /// which of them do.
    ///
    /// - Complexity: O(units · log samples).
    func find(
        codes: UnsafePointer<Double>, count: Int, w: UnsafePointer<Element>, b: UnsafePointer<Element>,
        range: ClosedRange<Double>, nearest fraction: Double
    ) {
        let least = Self.leastGap(codes, count: count)
        let kinks = kinks.pointer
        rising.update(repeating: -1, count: count)
        falling.update(repeating: -1, count: count)
        (below, above) = (-1, -1)
        let (lowest, highest) = (codes[0], codes[count - 1])
        for k in 0..<units {
            gaps[k] = -1
            let weight = w[k].doubleValue
            let kink = -b[k].doubleValue / weight
            kinks[k] = weight != 0 && kink.isFinite ? kink : .nan
            guard kinks[k].isFinite else { continue }
            let rises = weight > 0
            if rises ? kink < lowest : kink > highest {
                note(Int32(k), rises: rises)
                continue
            }
            guard rises ? kink < highest : kink > lowest else { continue }
            var (low, high) = (0, count - 1)
            while high - low > 1 {
                let middle = (low + high) / 2
                if rises ? codes[middle] <= kink : codes[middle] < kink { low = middle } else { high = middle }
            }
            let width = codes[low + 1] - codes[low]
            let off = rises ? kink - codes[low] : codes[low + 1] - kink
            guard width > least, range.contains(off / width) else { continue }
            gaps[k] = Int32(low)
            let wanted = rises ? codes[low] + fraction * width : codes[low + 1] - fraction * width
            let side = rises ? rising : falling
            let owner = Int(side[low])
            if owner < 0 || abs(kink - wanted) < abs(kinks[owner] - wanted) { side[low] = Int32(k) }
        }
    }

    /// Notes a unit that is active at every code.
    private func note(_ unit: Int32, rises: Bool) {
        let kink = kinks.pointer[Int(unit)]
        if rises {
            if below < 0 || kink < kinks.pointer[Int(below)] { below = unit }
        } else if above < 0 || kink > kinks.pointer[Int(above)] {
            above = unit
        }
    }

    /// Makes a sample the pivot: the gaps above it go to ascending units, those below it to descending ones.
    /// O(samples).
    func turn(at pivot: Int, count: Int) {
        self.pivot = pivot
        for g in 0..<count { owners[g] = g < pivot ? falling[g] : rising[g] }
    }

    /// The sample, among those that are allowed, with which as a pivot the most gaps have an owner, the lowest of
    /// several, and their number; nil where none is allowed. O(samples).
    func bestPivot(count: Int, allowed: (Int) -> Bool) -> (pivot: Int, owned: Int)? {
        var best: (pivot: Int, owned: Int)?
        var owned = (0..<count).count { rising[$0] >= 0 }
        for g in 0..<count {
            if allowed(g), best.map({ owned > $0.owned }) ?? true { best = (g, owned) }
            owned += (falling[g] >= 0 ? 1 : 0) - (rising[g] >= 0 ? 1 : 0)
        }
        return best
    }
}
