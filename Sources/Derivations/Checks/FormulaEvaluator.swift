internal import Exact
internal import Networks

/// Evaluates an expression on a network, exactly. Its shapes have been checked before.
struct FormulaEvaluator {
    /// A number or a matrix; a number is never a matrix of one entry.
    enum Value {
        case number(Rational)
        case matrix(Matrix<Rational>)

        init(_ matrix: Matrix<Rational>) {
            self = matrix.elements.count == 1 ? .number(matrix.elements[0]) : .matrix(matrix)
        }
    }

    private let network: DerivationNetwork
    private let vocabulary: FormulaVocabulary
    /// The range of each sum, by its column.
    private let ranges: [Int: Extent]
    /// The values of the bound indices, from 0.
    private var indices = [Int](repeating: 0, count: FormulaIndex.count)
    /// The budget that is left.
    private(set) var budget: FormulaBudget

    init(
        _ network: DerivationNetwork, _ vocabulary: FormulaVocabulary, ranges: [Int: Extent], budget: FormulaBudget
    ) {
        self.network = network
        self.vocabulary = vocabulary
        self.ranges = ranges
        self.budget = budget
    }

    /// Sets an index that appears on the left side.
    mutating func set(_ index: FormulaIndex, to value: Int) { indices[index.slot] = value }

    mutating func value(of expression: FormulaExpression) throws(FormulaError) -> Value {
        try spend(1, at: expression)
        switch expression.form {
        case .number(let value): return .number(value)
        case .name(let name):
            if let extent = vocabulary.sizes[name] { return .number(Rational(network.sizes[extent] ?? 0)) }
            return try named(network.values[name], at: expression)
        case .sample(let name, let index):
            return try named(network.samples[name]?[indices[index.slot]], at: expression)
        case .entry(let inner, let places):
            guard case .matrix(let matrix) = try value(of: inner) else { return .number(0) }
            if places.count == 2 { return .number(matrix[indices[places[0].slot], indices[places[1].slot]]) }
            return .number(matrix.elements[indices[places[0].slot]])
        case .transposed(let inner):
            switch try value(of: inner) {
            case .number(let number): return .number(number)
            case .matrix(let matrix):
                try spend(matrix.elements.count, at: expression)
                return .matrix(matrix.transposed())
            }
        case .negated(let inner): return try negated(inner)
        case .sum(let terms): return try sum(terms)
        case .product(let first, let factors): return try product(first, factors)
        case .total(let index, let inner): return try total(index, inner, at: expression)
        case .mask(let inner, let comparison): return try map(inner) { comparison.holds(for: $0) ? 1 : 0 }
        case .diagonal(let inner):
            guard case .matrix(let matrix) = try value(of: inner) else { return .number(0) }
            let side = matrix.elements.count
            try spend(side * side, at: expression)
            var result = Matrix<Rational>(rows: side, columns: side, repeating: 0)
            for k in 0..<side { result[k, k] = matrix.elements[k] }
            return Value(result)
        }
    }

    private func named(_ matrix: Matrix<Rational>?, at expression: FormulaExpression) throws(FormulaError) -> Value {
        guard let matrix else {
            throw FormulaError(column: expression.column, "\(expression) has no value", expected: "a known name")
        }
        return Value(matrix)
    }

    private mutating func negated(_ inner: FormulaExpression) throws(FormulaError) -> Value { try map(inner) { -$0 } }

    private mutating func map(
        _ inner: FormulaExpression, _ transform: (Rational) -> Rational
    ) throws(FormulaError) -> Value {
        switch try value(of: inner) {
        case .number(let number): return .number(transform(number))
        case .matrix(let matrix):
            try spend(matrix.elements.count, at: inner)
            return .matrix(matrix.map(transform))
        }
    }

    private mutating func sum(_ terms: [FormulaExpression.Term]) throws(FormulaError) -> Value {
        var result: Value?
        for term in terms {
            let next = term.isNegative ? try negated(term.value) : try value(of: term.value)
            result = try result.map { (sum) throws(FormulaError) in try add(sum, next, at: term.value) } ?? next
        }
        return result ?? .number(0)
    }

    private mutating func add(_ a: Value, _ b: Value, at expression: FormulaExpression) throws(FormulaError) -> Value {
        switch (a, b) {
        case (.number(let a), .number(let b)): return .number(try plus(a, b, at: expression))
        case (.matrix(var a), .matrix(let b)) where a.elements.count == b.elements.count:
            for k in a.elements.indices { a.elements[k] = try plus(a.elements[k], b.elements[k], at: expression) }
            return .matrix(a)
        default: preconditionFailure("a sum of different shapes, which FormulaShapes refuses")
        }
    }

    private mutating func product(
        _ first: FormulaExpression, _ factors: [FormulaExpression.Factor]
    ) throws(FormulaError) -> Value {
        var result = try value(of: first)
        for factor in factors {
            let (value, place) = (try value(of: factor.value), factor.value)
            let next = factor.operation == .over ? try reciprocal(value, at: place) : value
            switch (result, next) {
            case (.number(let a), .number(let b)): result = .number(try times(a, b, at: place))
            case (.number(let a), .matrix(var b)), (.matrix(var b), .number(let a)):
                for k in b.elements.indices { b.elements[k] = try times(a, b.elements[k], at: place) }
                result = .matrix(b)
            case (.matrix(var a), .matrix(let b)) where factor.operation == .entrywise:
                for k in a.elements.indices { a.elements[k] = try times(a.elements[k], b.elements[k], at: place) }
                result = .matrix(a)
            case (.matrix(let a), .matrix(let b)): result = Value(try multiplied(a, b, at: place))
            }
        }
        return result
    }

    private mutating func reciprocal(_ value: Value, at divisor: FormulaExpression) throws(FormulaError) -> Value {
        guard case .number(let number) = value, !number.isZero else {
            throw FormulaError(
                column: divisor.column, "the divisor \(divisor) is 0 for \(network.sizeText(vocabulary))",
                expected: "one that is never 0")
        }
        try spend(FormulaBudget.price(1, number), at: divisor)
        return .number(1 / number)
    }

    private mutating func multiplied(
        _ a: Matrix<Rational>, _ b: Matrix<Rational>, at expression: FormulaExpression
    ) throws(FormulaError) -> Matrix<Rational> {
        var result = Matrix<Rational>(rows: a.rows, columns: b.columns, repeating: 0)
        for i in 0..<a.rows {
            for k in 0..<a.columns {
                try spend(1, at: expression)
                if a[i, k].isZero { continue }
                for j in 0..<b.columns {
                    let product = try times(a[i, k], b[k, j], at: expression)
                    result[i, j] = try plus(result[i, j], product, at: expression)
                }
            }
        }
        return result
    }

    private mutating func total(
        _ index: FormulaIndex, _ inner: FormulaExpression, at expression: FormulaExpression
    ) throws(FormulaError) -> Value {
        var result: Value?
        for k in 0..<(ranges[expression.column].flatMap { network.sizes[$0] } ?? 0) {
            indices[index.slot] = k
            let next = try value(of: inner)
            result = try result.map { (sum) throws(FormulaError) in try add(sum, next, at: inner) } ?? next
        }
        return result ?? .number(0)
    }

    // MARK: Costs

    private mutating func plus(_ a: Rational, _ b: Rational, at place: FormulaExpression) throws(FormulaError)
        -> Rational
    {
        try spend(FormulaBudget.price(a, b), at: place)
        return a + b
    }

    private mutating func times(_ a: Rational, _ b: Rational, at place: FormulaExpression) throws(FormulaError)
        -> Rational
    {
        try spend(FormulaBudget.price(a, b), at: place)
        return a * b
    }

    /// Pays for operations before they are carried out, and refuses those that exceed the budget.
    private mutating func spend(_ price: Int, at expression: FormulaExpression) throws(FormulaError) {
        guard budget.spend(price) else {
            throw FormulaError(
                column: expression.column,
                "it takes too many operations, or too long numbers, for \(network.sizeText(vocabulary))",
                expected: "fewer sums inside each other, or fewer factors")
        }
    }
}

extension FormulaExpression.Comparison {
    /// Whether x > 0, x ≥ 0, x < 0 or x ≤ 0.
    func holds(for x: Rational) -> Bool {
        switch self {
        case .above: x.signum > 0
        case .atLeast: x.signum >= 0
        case .below: x.signum < 0
        case .atMost: x.signum <= 0
        }
    }
}
