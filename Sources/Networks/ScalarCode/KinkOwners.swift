/// Which ascending unit owns each gap between neighbouring codes.
///
/// A unit max(0, w z + b) with w > 0 has its kink at t = −b/w. It lies at the fraction f = (t − z_g)/(z_(g+1) − z_g) of
/// the gap g = [z_g, z_(g+1)), 0 ≤ f < 1. All memory is allocated by `init`.
final class KinkOwners<Element: KernelScalar> {
    /// The unit that owns the gap after each sample, in the order of the codes; −1 where none does. `[samples]`.
    let owners: UnsafeMutablePointer<Int32>
    /// The unit whose kink lies below the lowest code, and furthest from it; −1 where there is none.
    private(set) var below: Int32 = -1
    /// The kink of each unit; NaN where w ≤ 0, or the quotient is not finite. `[units]`.
    let kinks: AlignedBuffer<Double>
    /// The gap, by the sample below it, in whose range each kink lies; −1 for the others. `[units]`.
    let gaps: UnsafeMutablePointer<Int32>
    private let units: Int

    /// Room for so many units and samples.
    init(units: Int, samples: Int) {
        self.units = units
        owners = .allocate(capacity: max(1, samples))
        owners.initialize(repeating: -1, count: max(1, samples))
        kinks = AlignedBuffer(count: units)
        gaps = .allocate(capacity: max(1, units))
        gaps.initialize(repeating: -1, count: max(1, units))
    }

    deinit {
        owners.deallocate()
        gaps.deallocate()
    }

    /// Whether a unit owns the gap that its kink lies in.
    func owns(_ unit: Int) -> Bool { gaps[unit] >= 0 && owners[Int(gaps[unit])] == Int32(unit) }

    /// The width of a gap below which two codes count as one: rounding decides what lies between them.
    static func leastGap(_ codes: UnsafePointer<Double>, count: Int) -> Double {
        let digits = MemoryLayout<Element>.size == 4 ? 1e-6 : 1e-12
        return count > 1 ? (codes[count - 1] - codes[0]) * digits : 0
    }

    /// Finds the owners for `count` increasing codes: of the units whose fraction lies in `range`, in each gap the one
    /// nearest to `fraction`, the first of several.
    ///
    /// - Complexity: O(units · log samples).
    func find(
        codes: UnsafePointer<Double>, count: Int, w: UnsafePointer<Element>, b: UnsafePointer<Element>,
        range: ClosedRange<Double>, nearest fraction: Double
    ) {
        let least = Self.leastGap(codes, count: count)
        let kinks = kinks.pointer
        owners.update(repeating: -1, count: count)
        below = -1
        for k in 0..<units {
            gaps[k] = -1
            let weight = w[k].doubleValue
            let kink = -b[k].doubleValue / weight
            kinks[k] = weight > 0 && kink.isFinite ? kink : .nan
            guard kinks[k] < codes[count - 1] else { continue }
            if kink < codes[0] {
                if below < 0 || kink < kinks[Int(below)] { below = Int32(k) }
                continue
            }
            var (low, high) = (0, count - 1)
            while high - low > 1 {
                let middle = (low + high) / 2
                if codes[middle] <= kink { low = middle } else { high = middle }
            }
            let width = codes[low + 1] - codes[low]
            guard width > least, range.contains((kink - codes[low]) / width) else { continue }
            gaps[k] = Int32(low)
            let wanted = codes[low] + fraction * width
            let owner = Int(owners[low])
            if owner < 0 || abs(kink - wanted) < abs(kinks[owner] - wanted) { owners[low] = Int32(k) }
        }
    }
}
