internal import Exact
internal import Networks

/// Finitely many functions f_i(t) = c + b (t − x) + a (t − x)², some affine, and their maximum near x, in rationals.
struct QuadraticFamily: CustomStringConvertible {
    /// The point x.
    let point: Rational
    private let members: [(c: Rational, b: Rational, a: Rational)]

    /// Draws 2 to 6 functions; where `tied`, several share the largest value at x, and perhaps the slope.
    init(tied: Bool = false, _ random: inout RationalDraws) {
        point = random.rational()
        var members = (0..<random.integer(in: 2...6)).map { _ in
            (c: random.rational(), b: random.rational(), a: random.integer(in: 0...1) == 0 ? .zero : random.rational())
        }
        if tied, let top = members.max(by: { $0.c < $1.c }) {
            let slope = random.integer(in: 0...1) == 0 ? top.b : random.rational()
            members.append((top.c, slope, random.rational()))
        }
        self.members = members
    }

    var description: String { "x = \(point), (c, b, a) = \(members.map { "(\($0.c), \($0.b), \($0.a))" })" }
    /// c, b, a of each function.
    var rows: [[String]] { members.map { [$0.c, $0.b, $0.a].map(\.description) } }

    /// The functions that are largest at x.
    var maximisers: [Int] { maximisers(at: .zero) }
    /// The derivative f_i'(x).
    func slope(of i: Int) -> Rational { members[i].b }

    /// The derivative of the maximum at x from one side, computed from its values alone.
    ///
    /// With q(h) = (f(x + h) − f(x))/h, f being one quadratic on that side, 2 q(h/2) − q(h) has no error.
    func derivative(_ step: Rational) -> Rational {
        func quotient(_ h: Rational) -> Rational { (maximum(h) - maximum(.zero)) / h }
        return 2 * quotient(step / 2) - quotient(step)
    }

    /// A distance within which, on each side, one function stays the largest.
    ///
    /// Of two functions that differ at x by Δc, the larger stays larger while |Δc| > |h| (|Δb| + |h Δa|); of two that
    /// are equal at x, their slopes decide the order on a side while |Δb| > |h Δa|.
    var neighbourhood: Rational {
        var step = Rational.one
        while !isOrdered(within: step) { step = step / 2 }
        return step
    }

    private func isOrdered(within step: Rational) -> Bool {
        maximisers.allSatisfy { top in
            members.allSatisfy { member in
                let gap = members[top].c - member.c
                let (db, da) = ((members[top].b - member.b).magnitude, (members[top].a - member.a).magnitude)
                return gap > .zero ? gap > step * (db + step * da) : db.isZero || db > step * da
            }
        }
    }

    /// Whether function `i` alone is largest at x + h.
    func isAlone(_ i: Int, at h: Rational) -> Bool { maximisers(at: h) == [i] }

    private func value(_ i: Int, _ h: Rational) -> Rational {
        let member = members[i]
        return member.c + h * (member.b + h * member.a)
    }

    private func maximum(_ h: Rational) -> Rational {
        members.indices.map { value($0, h) }.reduce(value(0, h)) { max($0, $1) }
    }

    private func maximisers(at h: Rational) -> [Int] {
        let top = maximum(h)
        return members.indices.filter { value($0, h) == top }
    }
}
