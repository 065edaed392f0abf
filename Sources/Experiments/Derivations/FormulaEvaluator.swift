internal import Exact
internal import Networks

/// Computes an expression on a network, exactly. The shapes of the expression have been found to fit.
struct FormulaEvaluator {
    /// A number or a matrix; a number is never a matrix of one entry.
    enum Value {
        case number(Rational)
        case matrix(Matrix<Rational>)

        init(_ matrix: Matrix<Rational>) {
            self = matrix.elements.count == 1 ? .number(matrix.elements[0]) : .matrix(matrix)
        }

        /// What the digits of long numbers cost: nothing below 128 bits, then as their square.
        var length: Int {
            switch self {
            case .number(let number): Self.length(of: number)
            case .matrix(let matrix): matrix.elements.reduce(0) { $0 + Self.length(of: $1) }
            }
        }

        private static func length(of number: Rational) -> Int {
            let blocks = number.numeratorBits >> 7
            return blocks * blocks
        }
    }

    /// The most operations for one formula on one network.
    static let maximumSteps = 500_000

    private let network: DerivationNetwork
    private let vocabulary: FormulaVocabulary
    /// What each sum runs over, by its column.
    private let ranges: [Int: Extent]
    /// The indices in force, from 0.
    private var indices = [Int](repeating: 0, count: FormulaIndex.count)
    /// Operations so far.
    private(set) var steps = 0

    init(_ network: DerivationNetwork, _ vocabulary: FormulaVocabulary, ranges: [Int: Extent]) {
        self.network = network
        self.vocabulary = vocabulary
        self.ranges = ranges
    }

    /// Sets an index of the left side.
    mutating func set(_ index: FormulaIndex, to value: Int) { indices[index.slot] = value }

    mutating func value(of expression: FormulaExpression) throws(FormulaError) -> Value {
        let value = try computed(expression)
        try count(1 + value.length, at: expression)
        return value
    }

    private mutating func computed(_ expression: FormulaExpression) throws(FormulaError) -> Value {
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
                try count(matrix.elements.count, at: expression)
                return .matrix(matrix.transposed())
            }
        case .negated(let inner): return try map(inner) { -$0 }
        case .sum(let terms): return try sum(terms)
        case .product(let first, let factors): return try product(first, factors)
        case .total(let index, let inner): return try total(index, inner, at: expression)
        case .mask(let inner, let comparison): return try map(inner) { comparison.holds(for: $0) ? 1 : 0 }
        case .diagonal(let inner):
            guard case .matrix(let matrix) = try value(of: inner) else { return .number(0) }
            let side = matrix.elements.count
            try count(side * side, at: expression)
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

    private mutating func map(
        _ inner: FormulaExpression, _ transform: (Rational) -> Rational
    ) throws(FormulaError) -> Value {
        switch try value(of: inner) {
        case .number(let number): return .number(transform(number))
        case .matrix(let matrix):
            try count(matrix.elements.count, at: inner)
            return .matrix(matrix.map(transform))
        }
    }

    private mutating func sum(_ terms: [FormulaExpression.Term]) throws(FormulaError) -> Value {
        var result: Value?
        for term in terms {
            var next = try value(of: term.value)
            if term.isNegative {
                switch next {
                case .number(let number): next = .number(-number)
                case .matrix(let matrix): next = .matrix(matrix.map { -$0 })
                }
            }
            result = try result.map { (sum) throws(FormulaError) in try add(sum, next, at: term.value) } ?? next
        }
        return result ?? .number(0)
    }

    private mutating func add(_ a: Value, _ b: Value, at expression: FormulaExpression) throws(FormulaError) -> Value {
        switch (a, b) {
        case (.number(let a), .number(let b)): return .number(a + b)
        case (.matrix(var a), .matrix(let b)) where a.elements.count == b.elements.count:
            try count(a.elements.count, at: expression)
            for k in a.elements.indices { a.elements[k] += b.elements[k] }
            return .matrix(a)
        default: preconditionFailure("a sum of different shapes, which FormulaShapes refuses")
        }
    }

    private mutating func product(
        _ first: FormulaExpression, _ factors: [FormulaExpression.Factor]
    ) throws(FormulaError) -> Value {
        var result = try value(of: first)
        for factor in factors {
            var next = try value(of: factor.value)
            if factor.operation == .over {
                guard case .number(let divisor) = next, !divisor.isZero else {
                    throw FormulaError(
                        column: factor.value.column,
                        "the divisor \(factor.value) is 0 for \(network.sizeText(vocabulary))",
                        expected: "one that is never 0")
                }
                next = .number(1 / divisor)
            }
            switch (result, next) {
            case (.number(let a), .number(let b)): result = .number(a * b)
            case (.number(let a), .matrix(let b)), (.matrix(let b), .number(let a)):
                try count(b.elements.count, at: factor.value)
                result = .matrix(b.map { a * $0 })
            case (.matrix(var a), .matrix(let b)):
                if factor.operation == .entrywise {
                    try count(a.elements.count, at: factor.value)
                    for k in a.elements.indices { a.elements[k] *= b.elements[k] }
                    result = .matrix(a)
                } else {
                    result = Value(try multiplied(a, b, at: factor.value))
                }
            }
        }
        return result
    }

    private mutating func multiplied(
        _ a: Matrix<Rational>, _ b: Matrix<Rational>, at expression: FormulaExpression
    ) throws(FormulaError) -> Matrix<Rational> {
        try count(a.rows * a.columns * b.columns, at: expression)
        var result = Matrix<Rational>(rows: a.rows, columns: b.columns, repeating: 0)
        for i in 0..<a.rows {
            for k in 0..<a.columns where !a[i, k].isZero {
                for j in 0..<b.columns { result[i, j] += a[i, k] * b[k, j] }
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

    /// Counts operations, and refuses more than the most.
    private mutating func count(_ more: Int, at expression: FormulaExpression) throws(FormulaError) {
        steps += more
        guard steps <= Self.maximumSteps else {
            throw FormulaError(
                column: expression.column, "more than \(Self.maximumSteps) operations for one network",
                expected: "fewer sums inside each other")
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
