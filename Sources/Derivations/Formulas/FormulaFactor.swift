internal import Exact

/// A factor such as 2, −1/2, N or 2/(N n): a number times powers of sizes.
struct FormulaFactor: Sendable, Hashable {
    /// The number.
    var number: Rational
    /// The powers of the sizes, by name; exponents of 0 are left out.
    var powers: [String: Int]

    static let one = FormulaFactor(number: 1, powers: [:])

    /// The factors that a repair may add, the simplest first: ±1, ±2, ±1/2, ±4 and ±1/4, with each size at most once
    /// above or below.
    static func candidates(_ vocabulary: FormulaVocabulary) -> [(factor: FormulaFactor, cost: Int)] {
        var powers: [[String: Int]] = [[:]]
        for (name, _) in vocabulary.sizeNames {
            powers += powers.flatMap { set in [1, -1].map { set.merging([name: $0]) { first, _ in first } } }
        }
        let half = Rational(1) / 2
        let numbers: [(Rational, Int)] = [
            (1, 0), (2, 1), (half, 1), (-1, 1), (-2, 2), (-half, 2), (4, 2), (half * half, 2), (-4, 3),
            (-half * half, 3),
        ]
        let all = powers.flatMap { set in
            numbers.map { (FormulaFactor(number: $0.0, powers: set), $0.1 + set.count) }
        }
        // Sorting is not stable, so that the position decides between equals.
        return all.enumerated().sorted { ($0.element.1, $0.offset) < ($1.element.1, $1.offset) }.map(\.element)
    }

    /// The value for given sizes.
    func value(_ sizes: (String) -> Int) -> Rational {
        var result = number
        for (name, power) in powers {
            let size = Rational(sizes(name))
            for _ in 0..<abs(power) { result = power > 0 ? result * size : result / size }
        }
        return result
    }

    static func * (a: FormulaFactor, b: FormulaFactor) -> FormulaFactor {
        FormulaFactor(
            number: a.number * b.number,
            powers: a.powers.merging(b.powers, uniquingKeysWith: +).filter { $0.value != 0 })
    }

    var inverse: FormulaFactor? {
        number.isZero ? nil : FormulaFactor(number: 1 / number, powers: powers.mapValues { -$0 })
    }

    /// The factor as a tree, without its sign; nil for ±1.
    var magnitude: FormulaExpression? {
        let parts = number.magnitude.description.split(separator: "/").compactMap { Rational(String($0)) }
        guard let numerator = parts.first else { return nil }
        func names(_ sign: Int) -> [FormulaExpression] {
            powers.sorted { $0.key < $1.key }.flatMap { name, power in
                Array(repeating: FormulaExpression(.name(name), column: 0), count: max(0, sign * power))
            }
        }
        func literal(_ value: Rational) -> [FormulaExpression] {
            value == 1 ? [] : [FormulaExpression(.number(value), column: 0)]
        }
        let above = literal(numerator) + names(1)
        let below = literal(parts.count > 1 ? parts[1] : 1) + names(-1)
        guard !above.isEmpty || !below.isEmpty else { return nil }
        let top = Self.product(above) ?? FormulaExpression(.number(1), column: 0)
        guard let bottom = Self.product(below) else { return top }
        return top.times(bottom, .over)
    }

    private static func product(_ factors: [FormulaExpression]) -> FormulaExpression? {
        guard let first = factors.first else { return nil }
        return factors.dropFirst().reduce(first) { $0.times($1, .times) }
    }
}

extension FormulaExpression {
    /// The product with another expression, as one product where this already is a product.
    fileprivate func times(_ other: FormulaExpression, _ operation: Operation) -> FormulaExpression {
        let factor = Factor(operation: operation, value: other, column: 0)
        if case .product(let first, let factors) = form {
            return FormulaExpression(.product(first, factors + [factor]), column: column)
        }
        return FormulaExpression(.product(self, [factor]), column: column)
    }

    /// The expression times a factor, merged with a factor that already precedes it.
    func multiplied(by factor: FormulaFactor) -> FormulaExpression {
        let (own, rest) = leadingFactor
        let whole = own * factor
        var result = rest
        if let magnitude = whole.magnitude {
            if case .product(let first, let factors) = rest.form {
                result = magnitude.times(first, .times)
                if case .product(let front, let joined) = result.form {
                    result.form = .product(front, joined + factors)
                }
            } else {
                result = magnitude.times(rest, .times)
            }
        }
        guard whole.number.signum < 0 else { return result }
        return FormulaExpression(.sum([Term(isNegative: true, value: result, column: 0)]), column: column)
    }

    /// The numbers, sizes and sign that precede the expression, and the rest.
    private var leadingFactor: (factor: FormulaFactor, rest: FormulaExpression) {
        let minus = FormulaFactor(number: -1, powers: [:])
        switch form {
        case .sum(let terms) where terms.count == 1 && terms[0].isNegative:
            let (factor, rest) = terms[0].value.leadingFactor
            return (minus * factor, rest)
        case .negated(let inner):
            let (factor, rest) = inner.leadingFactor
            return (minus * factor, rest)
        case .product(let first, let factors):
            guard var result = first.constantFactor else { return (.one, self) }
            for (k, next) in factors.enumerated() {
                guard let factor = next.value.constantFactor,
                    let joined = next.operation == .over ? factor.inverse : factor
                else {
                    guard next.operation == .times else { return (.one, self) }
                    let behind = Array(factors[(k + 1)...])
                    let rest =
                        behind.isEmpty
                        ? next.value : FormulaExpression(.product(next.value, behind), column: next.value.column)
                    return (result, rest)
                }
                result = result * joined
            }
            return (.one, self)
        default: return (.one, self)
        }
    }

    /// The factor that an expression of numbers and sizes, without sums, stands for; nil for other expressions.
    private var constantFactor: FormulaFactor? {
        switch form {
        case .number(let value): return value.isZero ? nil : FormulaFactor(number: value, powers: [:])
        case .name(let name):
            return Extent(rawValue: name) == nil ? nil : FormulaFactor(number: 1, powers: [name: 1])
        case .product(let first, let factors):
            guard var result = first.constantFactor else { return nil }
            for next in factors {
                guard let factor = next.value.constantFactor,
                    let joined = next.operation == .over ? factor.inverse : factor
                else { return nil }
                result = result * joined
            }
            return result
        default: return nil
        }
    }
}
