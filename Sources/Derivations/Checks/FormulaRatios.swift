internal import Exact
internal import Networks

/// The factors that may stand in front of a formula, of which each network leaves those that make it right there.
struct FormulaRatios {
    private let candidates: [(factor: FormulaFactor, cost: Int)]
    /// The value of each candidate on each network.
    private let values: [[Rational]]

    init(
        _ candidates: [(factor: FormulaFactor, cost: Int)], on networks: [DerivationNetwork], _ names: [String: Extent]
    ) {
        self.candidates = candidates
        values = networks.map { network in
            candidates.map { candidate in
                candidate.factor.value { name in names[name].flatMap { network.sizes[$0] } ?? 0 }
            }
        }
    }

    /// Every candidate, before a network has been looked at.
    var all: Remaining { Remaining(indices: Array(candidates.indices)) }

    /// The candidates that no network has excluded, the simplest first.
    struct Remaining {
        fileprivate var indices: [Int]
        /// Whether a network has shown the ratio; one on which formula and derivative are both 0 does not.
        fileprivate var isInformed = false
    }

    /// Keeps the candidates that make `value` the derivative `truth` on one network; nil where none does.
    func keeping(
        _ remaining: Remaining, value: Matrix<Rational>, truth: Matrix<Rational>, on network: Int
    ) -> Remaining? {
        guard truth.elements.count == value.elements.count else { return nil }
        guard let place = value.elements.firstIndex(where: { !$0.isZero }) else {
            return truth.elements.allSatisfy(\.isZero) ? remaining : nil
        }
        let ratio = truth.elements[place] / value.elements[place]
        for (a, b) in zip(truth.elements, value.elements) where a != ratio * b { return nil }
        let kept = remaining.indices.filter { values[network][$0] == ratio }
        return kept.isEmpty ? nil : Remaining(indices: kept, isInformed: true)
    }

    /// The simplest candidate that makes the formula right on all networks; nil where no network tells.
    func simplest(_ remaining: Remaining) -> (factor: FormulaFactor, cost: Int)? {
        remaining.isInformed ? remaining.indices.first.map { candidates[$0] } : nil
    }
}
