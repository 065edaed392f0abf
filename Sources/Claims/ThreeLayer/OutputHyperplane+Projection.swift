internal import Analysis
internal import Exact

extension OutputHyperplane {
    /// Whether a·w + c = A.
    func contains(_ point: [Rational]) -> Bool { value(at: point) == amplitude }

    /// The point nearest to the origin, by Lagrange's equations a = λ w, a·w = A − c; nil where they have no solution.
    var footByMultipliers: [Rational]? {
        let n = normal.count
        var system = ExactMatrix(rows: n + 1, columns: n + 1)
        for k in 0..<n {
            system[k, k] = .one
            system[k, n] = -normal[k]
            system[n, k] = normal[k]
        }
        return system.solution(of: Array(repeating: .zero, count: n) + [level])?.dropLast()
    }

    /// The projection of a on the direction of w ≠ 0: w (a·w)/|w|².
    func projection(of point: [Rational]) -> [Rational] {
        let factor = point.dot(normal) / squaredNorm
        return normal.map { $0 * factor }
    }
}
