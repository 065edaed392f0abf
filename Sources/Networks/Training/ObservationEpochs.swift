import Foundation

/// The epochs at which training hands out an ``Observation``.
///
/// Epoch e means: after e epochs of updates. The first and the last epoch are always among them.
public enum ObservationEpochs: Sendable, Hashable {
    /// The first and the last only.
    case ends
    /// About `perDecade` epochs in each power of ten: 1, …, 10, …, 100, …
    case logSpaced(perDecade: Int)
    /// Every k-th.
    case every(Int)
    /// These.
    case list([Int])

    /// The epochs in increasing order, from 0 through `epochs`.
    ///
    /// - Complexity: O(result).
    public func epochs(through epochs: Int) -> [Int] {
        var chosen: Set<Int> = [0, epochs]
        switch self {
        case .ends:
            break
        case .logSpaced(let perDecade):
            var power = 0
            while true {
                let epoch = Double.pow10(Double(power) / Double(max(1, perDecade))).rounded()
                guard epoch < Double(epochs) else { break }
                chosen.insert(Int(epoch))
                power += 1
            }
        case .every(let step):
            chosen.formUnion(stride(from: 0, to: epochs, by: max(1, step)))
        case .list(let list):
            chosen.formUnion(list.filter { (0...epochs).contains($0) })
        }
        return chosen.sorted()
    }
}

extension Double {
    fileprivate static func pow10(_ exponent: Double) -> Double { pow(10, exponent) }
}
