internal import Exact
internal import Networks

/// A matrix of activations for the steps of length n, `[n + 1 × units]`: row i belongs to the step with n − i ones.
struct ActivationCase: CustomStringConvertible {
    /// The activations A.
    let matrix: ExactMatrix

    /// Creates a case from a matrix.
    init(_ matrix: ExactMatrix) { self.matrix = matrix }

    /// Creates a case from rows.
    init(_ rows: [[Rational]]) { matrix = ExactMatrix(rows) }

    /// Draws integer entries −2 … 3, with as many units as a signal has entries; on request one of the first n rows
    /// depends on the others.
    static func drawn(length n: Int, dependentTop: Bool, random: inout RationalDraws) -> ActivationCase {
        var matrix = ExactMatrix((0...n).map { _ in (0..<n).map { _ in Rational(random.integer(in: -2...3)) } })
        if dependentTop {
            let (from, to, factor) = (0, random.integer(in: 1...(n - 1)), Rational(random.integer(in: 0...2)))
            for k in 0..<n { matrix[to, k] = matrix[from, k] * factor }
        }
        return ActivationCase(matrix)
    }

    /// All matrices with integer entries from 0 to `largest`, with as many units as a signal has entries.
    static func all(length n: Int, upTo largest: Int) -> [ActivationCase] {
        let entries = (n + 1) * n
        let count = (0..<entries).reduce(1) { product, _ in product * (largest + 1) }
        return (0..<count).map { code in
            var rest = code
            let values = (0..<entries).map { _ -> Rational in
                defer { rest /= largest + 1 }
                return Rational(rest % (largest + 1))
            }
            return ActivationCase(ExactMatrix(rows: n + 1, columns: n, elements: values))
        }
    }

    var description: String {
        "A = ["
            + (0..<matrix.rows).map { i in matrix.row(i).map(\.description).joined(separator: " ") }
            .joined(separator: "; ") + "]"
    }

    /// The signal length n.
    var length: Int { matrix.rows - 1 }

    /// All rows but that of the blank.
    var top: ExactMatrix { ExactMatrix((0..<length).map { Array(matrix.row($0)) }) }

    /// The activations with a further column of ones, as for an output layer with a bias.
    var withOnes: ActivationCase { ActivationCase(matrix.withOnes) }

    /// A vector v ≠ 0 with v A = 0; nil where the rows are independent.
    var nullVector: [Rational]? { matrix.leftNullSpace.first }

    /// Whether exactly one hyperplane a·w = 1 contains all rows but that of the blank.
    var hasUniqueHyperplane: Bool {
        top.rank == matrix.columns && top.solution(of: Array(repeating: .one, count: length)) != nil
    }

    /// The constraints on the weights of output j: 1 for the rows i ≤ j, at most 0 for the others.
    func constraints(ofOutput j: Int) -> OutputConstraints {
        OutputConstraints(activations: matrix, targets: (0...length).map { $0 <= j ? .one : .zero })
    }

    /// The outputs that no weights can meet, by linear programming.
    var impossibleOutputs: [Int] {
        (0..<length).filter { !constraints(ofOutput: $0).decide().isFeasible }
    }

    /// Whether an exact last layer exists, by linear programming.
    var allowsLastLayer: Bool {
        (0..<length).allSatisfy { constraints(ofOutput: $0).decide().isFeasible }
    }
}
