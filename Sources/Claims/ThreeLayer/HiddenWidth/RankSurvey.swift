internal import Exact
internal import Networks

/// Random hidden layers of n units for the code z = θ: how many have rank n, and how many of those have a last layer.
struct RankSurvey: CustomStringConvertible {
    /// The signal length n.
    let length: Int
    /// The number of layers drawn.
    let draws: Int
    /// The number with rank n.
    let ofRank: Int
    /// The number of those that have a last layer.
    let feasible: Int

    /// Draws the layers.
    init(length: Int, draws: Int, random: inout RationalDraws) {
        let layers = (0..<draws).map { _ in
            DrawnHiddenLayer(length: length, width: length, linearCode: true, random: &random)
        }
        self.length = length
        self.draws = draws
        ofRank = layers.count { $0.criterion.rank == length }
        feasible = layers.count { $0.criterion.rank == length && $0.criterion.isFeasible }
    }

    /// Previously measured fractions, by n: of rank n, and of rank n with a last layer.
    static let measured = [3: (0.80, 0.15), 4: (0.77, 0.07), 6: (0.62, 0.035), 8: (0.52, 0.015)]

    /// Whether both fractions are within five standard deviations of the recorded ones.
    func isNear(_ measured: [Int: (Double, Double)]) -> Bool {
        guard let (rank, feasible) = measured[length] else { return false }
        let count = Double(draws)
        func isNear(_ found: Int, _ share: Double) -> Bool {
            abs(Double(found) / count - share) < 5 * (share * (1 - share) / count).squareRoot()
        }
        return isNear(ofRank, rank) && isNear(self.feasible, feasible)
    }

    var description: String { "n = \(length): \(ofRank) of \(draws) have rank n, \(feasible) of them a last layer" }
}
