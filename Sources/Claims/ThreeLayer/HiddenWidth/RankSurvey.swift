internal import Diagnostics
internal import Exact
internal import Networks

/// Random hidden layers of n units for the code z = θ: how many have rank n, and how many of those have a last layer.
struct RankSurvey: CustomStringConvertible {
    /// A number of layers for each n, as shares of all that are drawn.
    struct Shares: Sendable {
        let length: Int
        /// The share with rank n.
        let ofRank: Double
        /// The share with rank n and a last layer.
        let feasible: Double
    }

    /// The shares of a million layers for each n, by another program: ranks modulo a prime, null vectors by singular
    /// values. Their standard errors are .0005 or less.
    static let reference = [
        Shares(length: 3, ofRank: 0.80556, feasible: 0.13929), Shares(length: 4, ofRank: 0.75475, feasible: 0.07688),
        Shares(length: 6, ofRank: 0.64993, feasible: 0.03546), Shares(length: 8, ofRank: 0.52110, feasible: 0.01633),
    ]

    /// The number of layers drawn for each n.
    static let draws = 20_000

    /// The bits of a kink over n. With 10 bits two of eight kinks are the same in one layer of 40, and as many have a
    /// kink at a code: both cost rank that kinks from a continuous distribution would have.
    private static let kinkBits = 20

    /// The signal length n.
    let length: Int
    /// The number of layers drawn.
    let draws: Int
    /// The number with rank n.
    let ofRank: Int
    /// The number of those that have a last layer.
    let feasible: Int

    /// Draws the layers.
    init(length: Int, draws: Int = Self.draws, random: inout RationalDraws) {
        var (ofRank, feasible) = (0, 0)
        for _ in 0..<draws {
            let layer = DrawnHiddenLayer(
                length: length, width: length, linearCode: true, kinkBits: Self.kinkBits, random: &random)
            guard layer.criterion.rank == length else { continue }
            ofRank += 1
            if layer.criterion.isFeasible { feasible += 1 }
        }
        self.init(length: length, draws: draws, ofRank: ofRank, feasible: feasible)
    }

    /// Creates a survey from its counts.
    init(length: Int, draws: Int, ofRank: Int, feasible: Int) {
        self.length = length
        self.draws = draws
        self.ofRank = ofRank
        self.feasible = feasible
    }

    /// Whether both shares are within five standard errors of given ones, √(p(1 − p)/draws) each. For shares that are
    /// right, chance alone fails one comparison in 1.7 million.
    func isNear(_ shares: Shares) -> Bool {
        func isNear(_ count: Int, _ share: Double) -> Bool {
            let error = (share * (1 - share) / Double(draws)).squareRoot()
            return abs(Double(count) / Double(draws) - share) <= 5 * error
        }
        return length == shares.length && isNear(ofRank, shares.ofRank) && isNear(feasible, shares.feasible)
    }

    /// The length, and each count with its share of all and the standard error of the share.
    var cells: [String] {
        ["\(length)"]
            + [ofRank, feasible].flatMap { count -> [String] in
                let share = Double(count) / Double(draws)
                let error = (share * (1 - share) / Double(draws)).squareRoot()
                return ["\(count)", "\(NumberText.number(share)) ± \(NumberText.number(error, digits: 1))"]
            }
    }

    var description: String { "n = \(length): \(ofRank) of \(draws) have rank n, \(feasible) of them a last layer" }
}
