internal import Exact
internal import Networks

/// A matrix with ones on and above the diagonal and entries ≤ 0 below it, `[n + 1 × n]`: M of Lemma 1, U3 of section
/// 3.1.
struct StepForm: CustomStringConvertible {
    /// The signal length n.
    let length: Int
    /// The matrix.
    let matrix: ExactMatrix

    /// Draws the entries below the diagonal.
    init(length: Int, random: inout RationalDraws) {
        self.length = length
        var matrix = Self.targets(length)
        for i in 1...length {
            for j in 0..<i { matrix[i, j] = random.nonPositive() }
        }
        // At least one entry of the last row is not 0.
        matrix[length, 0] = -random.positive()
        self.matrix = matrix
    }

    /// Y: row i = 0 … n has ones from column i on.
    static func targets(_ length: Int) -> ExactMatrix {
        ExactMatrix((0...length).map { i in (0..<length).map { $0 >= i ? .one : .zero } })
    }

    /// max(0, u), entry by entry.
    var rectified: ExactMatrix { matrix.rectified }

    /// The first n rows.
    var top: ExactMatrix { ExactMatrix((0..<length).map { Array(matrix.row($0)) }) }

    var description: String { "n = \(length)" }

    /// The product ∏ (1 − m_(j,j−1)) over j = 2 … n, in the paper's indices.
    var determinantByProduct: Rational {
        (1..<length).reduce(.one) { $0 * (.one - matrix[$1, $1 - 1]) }
    }
}

extension ExactMatrix {
    /// max(0, u), entry by entry.
    var rectified: ExactMatrix {
        ExactMatrix(rows: rows, columns: columns, elements: elements.map { max($0, .zero) })
    }
}
