/// The damaged lines of some parts: all are counted, and the first are named.
public struct SweepDamages: Sendable, Hashable {
    /// So many are named.
    static let mostNamed = 100

    /// The first of them.
    public private(set) var named: [SweepDamage] = []
    /// The number of all.
    public private(set) var count = 0

    /// Whether there are none.
    public var isEmpty: Bool { count == 0 }
    /// The lines that are named; nil where there are none.
    var orNil: [SweepDamage]? { isEmpty ? nil : named }

    mutating func add(_ damage: SweepDamage) {
        count += 1
        if named.count < Self.mostNamed { named.append(damage) }
    }

    mutating func add(_ others: SweepDamages) {
        count += others.count
        named += others.named.prefix(Self.mostNamed - named.count)
    }

    /// The error of damaged lines; nil where there are none.
    var error: DamagedPart? {
        named.first.map { first in
            let others = count > 1 ? ", and \(count - 1) more" : ""
            return DamagedPart(
                place: "\(first.file):\(first.line)",
                problem: "\(first.problem)\(others): expected whole rows; --force skips them, and a run of the sweep "
                    + "with --force does their runs again")
        }
    }
}
