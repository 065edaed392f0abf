internal import Exact

/// The points a with a·w = c, w ≠ 0.
struct Hyperplane {
    /// w.
    let normal: [Rational]
    /// c.
    let offset: Rational

    /// a·w.
    func product(_ point: [Rational]) -> Rational { Self.dot(point, normal) }

    /// Whether a·w = c.
    func contains(_ point: [Rational]) -> Bool { product(point) == offset }

    /// |w|².
    var squaredNormal: Rational { Self.dot(normal, normal) }

    /// The point nearest to the origin: w c/|w|².
    var foot: [Rational] { normal.map { $0 * offset / squaredNormal } }

    /// The squared distance from the origin: c²/|w|².
    var squaredDistance: Rational { offset * offset / squaredNormal }

    /// The point nearest to the origin by Lagrange's equations a = λ w, a·w = c; nil where they have no solution.
    var footByMultipliers: [Rational]? {
        let n = normal.count
        var system = ExactMatrix(rows: n + 1, columns: n + 1)
        for k in 0..<n {
            system[k, k] = .one
            system[k, n] = -normal[k]
            system[n, k] = normal[k]
        }
        return system.solution(of: Array(repeating: .zero, count: n) + [offset])?.dropLast()
    }

    /// The projection of a on the direction of w: w (a·w)/|w|².
    func projection(of point: [Rational]) -> [Rational] {
        let factor = product(point) / squaredNormal
        return normal.map { $0 * factor }
    }

    /// The sum of the products of entries.
    static func dot(_ a: [Rational], _ b: [Rational]) -> Rational {
        zip(a, b).reduce(.zero) { $0 + $1.0 * $1.1 }
    }
}
