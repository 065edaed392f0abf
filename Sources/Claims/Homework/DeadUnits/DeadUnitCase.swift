internal import Exact
internal import Networks

/// Random data and units, the first of which is dead, in rationals.
struct DeadUnitCase: CustomStringConvertible {
    let data: [Rational]
    let targets: [Rational]
    let units: HiddenUnits<Rational>

    init(_ random: inout RationalDraws) {
        let count = random.integer(in: 1...6)
        data = random.vector(count)
        targets = random.vector(count)
        units = .dead(on: data, &random)
    }

    var description: String { "\(units), x = \(data)" }

    /// Whether a small change of a, b or u of the dead unit, in either direction, leaves the loss unchanged.
    var lossIsConstant: Bool {
        let loss = units.loss(on: data, targets: targets)
        // Less than the distance from 0 divided by 1 + the largest |x|: the unit stays dead.
        let reach = data.map(\.magnitude).reduce(Rational.one) { max($0, $1) } + 1
        let step = units.preactivation(of: 0, on: data).magnitude / (2 * reach)
        return [step, -step].allSatisfy { step in
            (0..<3).allSatisfy { part in
                var (a, b, u) = (units.a, units.b, units.u)
                if part == 0 { a[0] += step } else if part == 1 { b[0] += step } else { u[0] += step }
                return HiddenUnits(a: a, b: b, u: u).loss(on: data, targets: targets) == loss
            }
        }
    }
}
