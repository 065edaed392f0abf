internal import Exact
internal import Networks

/// The assignment of gaps between neighbouring codes to hidden units, read from a trained network.
struct GapOwnership {
    private let length: Int
    /// The gap that contains each unit's kink; nil for units that are not active above their kink, and for kinks
    /// outside all gaps.
    private let gapOfKink: [Int?]
    /// w2·W3 by unit and threshold p − 1, the slope that the unit adds to each output; empty for units of the other
    /// direction.
    private let slopes: [[Rational]]

    /// Reads a network of the shape that ``CanonicalPolish`` accepts.
    ///
    /// The codes are those of θ = 0 … n, strictly monotone; the direction is 1 for codes that
    /// rise with θ, −1 for codes that fall.
    init(_ exact: ExactNetwork, codes: [Rational], direction: Int, steps: StepFunctions) {
        let (hidden, last) = (exact.network.layers[1], exact.network.layers[2])
        length = steps.length
        let sign = Rational(direction)
        let rising = codes.map { $0 * sign }
        gapOfKink = (0..<hidden.outputs).map { k in
            let w = hidden.weight[k, 0] * sign
            guard w.signum > 0 else { return nil }
            let kink = -(hidden.bias?[k] ?? .zero) / w
            let above = rising.firstIndex { kink < $0 } ?? rising.count
            return above > 0 && above < rising.count ? above - 1 : nil
        }
        slopes = (0..<hidden.outputs).map { k in
            guard (hidden.weight[k, 0] * sign).signum > 0 else { return [] }
            return (1...steps.length).map { p in
                last.weight[steps.output(threshold: p), k] * hidden.weight[k, 0].magnitude
            }
        }
    }

    /// The number of gaps without a kink.
    var emptyGaps: Int { length - Set(gapOfKink.compactMap { $0 }).count }

    /// The owner of each gap: among the units with a kink in it, the one with the largest effect; nil where a gap is
    /// empty.
    func byKinks() -> [Int]? {
        var owners = [Int?](repeating: nil, count: length)
        for (unit, gap) in gapOfKink.enumerated() {
            guard let gap else { continue }
            if let owner = owners[gap], effect(owner) >= effect(unit) { continue }
            owners[gap] = unit
        }
        return owners.contains { $0 == nil } ? nil : owners.compactMap { $0 }
    }

    /// The owner of each gap g: the unit that switches output p = g + 1 on more than any other output; nil where a gap
    /// has none.
    func byOutgoingWeights() -> [Int]? {
        var owners = [Int?](repeating: nil, count: length)
        for (unit, slopes) in slopes.enumerated() {
            guard let largest = slopes.max(), largest.signum > 0, let gap = slopes.firstIndex(of: largest) else {
                continue
            }
            if let owner = owners[gap], effect(owner) >= effect(unit) { continue }
            owners[gap] = unit
        }
        return owners.contains { $0 == nil } ? nil : owners.compactMap { $0 }
    }

    private func effect(_ unit: Int) -> Rational { slopes[unit].map(\.magnitude).max() ?? .zero }
}
