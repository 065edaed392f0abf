internal import Exact
internal import Networks

/// Two random matrices of chosen ranks and their product A Wᵀ.
struct RankedProduct: CustomStringConvertible {
    /// A, `[n + 1 × n2]`.
    let left: ExactMatrix
    /// W, `[n × n2]`.
    let right: ExactMatrix

    /// Draws A as a product through `inner` columns, so that its rank is at most `inner`, and W freely, except for one
    /// row.
    init(length n: Int, inner: Int, random: inout RationalDraws) {
        func drawn(_ rows: Int, _ columns: Int) -> ExactMatrix {
            ExactMatrix(rows: rows, columns: columns, elements: random.vector(rows * columns))
        }
        let width = n + 1
        left = ExactLastLayer(weights: drawn(width, inner)).preactivations(of: drawn(n + 1, inner))
        var right = drawn(n, width)
        // The last row repeats the first in every other case.
        if inner.isMultiple(of: 2) { for k in 0..<width { right[n - 1, k] = right[0, k] } }
        self.right = right
    }

    /// A Wᵀ.
    var product: ExactMatrix { ExactLastLayer(weights: right).preactivations(of: left) }

    var description: String { "rank A = \(left.rank), rank W = \(right.rank), \(left.rows) × \(left.columns)" }

    /// The number of hidden layers of each length, width and rank, and how many of them have a last layer.
    static func counts(_ layers: [DrawnHiddenLayer]) -> [[String]] {
        var counts: [[Int]: (all: Int, feasible: Int)] = [:]
        for layer in layers {
            let key = [layer.length, layer.activations.columns, layer.criterion.rank]
            counts[key, default: (0, 0)].all += 1
            if layer.criterion.isFeasible { counts[key, default: (0, 0)].feasible += 1 }
        }
        return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { ($0.key + [$0.value.all, $0.value.feasible]).map(String.init) }
    }
}
