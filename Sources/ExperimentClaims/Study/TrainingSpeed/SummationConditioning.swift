internal import Foundation

/// κ(XᵀX) and κ(A2ᵀA2) of the steps from matrix–vector products, without the singular values of a matrix.
///
/// Up to the order of its rows and the blank, X sums, and A2 with its kinks at the codes sums twice; their inverses
/// take first and second differences. The power method finds the largest singular value of each, in O(n) for each
/// iteration.
///
/// Source: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition, section 7.3.1.
struct SummationConditioning {
    /// The condition number κ(XᵀX).
    let signals: Double
    /// The condition number κ(A2ᵀA2).
    let activations: Double

    /// Computes both for a length of at least 2.
    ///
    /// - Complexity: O(n³), with a small factor.
    init(length n: Int) {
        func square(_ times: Int) -> Double {
            let up = Self.largest(n, Self.bump(n)) { Self.repeated(times, $0, Self.sums) }
            // The inverse is largest on vectors with alternating signs.
            let alternating = Self.bump(n).enumerated().map { k, value in k.isMultiple(of: 2) ? value : -value }
            let down = Self.largest(n, alternating) {
                Self.repeated(times, $0, Self.differences)
            }
            return up * down
        }
        signals = square(1)
        activations = square(2)
    }

    private static func bump(_ n: Int) -> [Double] { (0..<n).map { sin(Double.pi * (Double($0) + 1) / Double(n + 1)) } }

    private static func repeated(_ times: Int, _ x: [Double], _ operation: ([Double]) -> [Double]) -> [Double] {
        (0..<times).reduce(x) { y, _ in operation(y) }
    }

    private static func sums(_ x: [Double]) -> [Double] {
        var sum = 0.0
        return x.map { value in
            sum += value
            return sum
        }
    }

    private static func differences(_ x: [Double]) -> [Double] {
        var before = 0.0
        return x.map { value in
            defer { before = value }
            return value - before
        }
    }

    /// The square of the largest singular value of L. The transpose of a sum or difference is the same operation
    /// between two reversals.
    private static func largest(_ n: Int, _ start: [Double], _ operation: ([Double]) -> [Double]) -> Double {
        var x = start
        var value = 0.0
        for _ in 0..<(8 * n + 200) {
            let y = operation(x)
            let z = Array(operation(Array(y.reversed())).reversed())
            let size = x.reduce(0) { $0 + $1 * $1 }
            let next = y.reduce(0) { $0 + $1 * $1 } / size
            if abs(next - value) <= 1e-9 * next { return next }
            value = next
            let norm = z.reduce(0) { $0 + $1 * $1 }.squareRoot()
            x = z.map { $0 / norm }
        }
        return value
    }
}
