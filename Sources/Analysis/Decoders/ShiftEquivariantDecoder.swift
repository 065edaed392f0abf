public import Exact

/// A last layer that treats all positions alike, W3[p, k] = v[k − p], fitted to some steps.
///
/// For steps of amplitude 1 with the codes θ, one ascending unit with its kink at each of the codes 0 … n − 1, and
/// outputs in the order of their thresholds, with p and k from 0, a step of a known position θ requires
///
///     Σ_d max(0, θ − p − d) v[d] = 1 for θ > p, else 0        for each p = 0 … n − 1,
///
/// where d runs from −p to θ − p − 1. Where the known positions determine v, it is v[0] = 1, v[1] = −1, all others 0,
/// which satisfies every such equation: the decoder is right at the missing positions too.
///
/// Source: answers the question of Elementary response, section 2, how wrong a network is where data are missing, for
/// an architecture that has no choice there.
public struct ShiftEquivariantDecoder: Sendable, Hashable {
    /// The signal length n.
    public let length: Int
    /// v[1 − n] … v[n − 1].
    public let weights: [Rational]

    /// Solves the equations of the steps of `positions`; nil where they do not determine v.
    ///
    /// The equation of θ and p has v[θ − p − 1] as its last term, with the factor 1. So the smallest known position t >
    /// 0 gives every v but the first t − 1 in terms of those, and the further equations determine them.
    ///
    /// - Complexity: O(t · length²) operations on rational numbers, and O(t² · length) for each of the further
    ///   equations, of which there are at least t − 1 and at most length times as many as positions.
    public init?(length: Int, fitting positions: some Sequence<Int>) {
        let known = Set(positions).filter { 1 <= $0 && $0 <= length }.sorted()
        // Without the full step nothing depends on v[n − 1].
        guard let first = known.first, known.last == length else { return nil }
        let unknowns = first - 1
        // A constant, and a factor for each unknown.
        var forms: [[Rational]] = (0..<unknowns).map { k in (0...unknowns).map { $0 == k + 1 ? .one : .zero } }
        /// The target minus the terms whose forms are already known.
        func residual(_ position: Int, _ p: Int) -> [Rational] {
            var rest = [Rational](repeating: .zero, count: unknowns + 1)
            if position > p { rest[0] = .one }
            for d in -p..<(position - p) where d + length - 1 < forms.count {
                let factor = Rational(position - p - d)
                for (k, term) in forms[d + length - 1].enumerated() where !term.isZero { rest[k] -= factor * term }
            }
            return rest
        }
        for d in (first - length)...(length - 1) {
            guard let position = known.first(where: { $0 > d }) else { return nil }
            forms.append(residual(position, position - 1 - d))
        }
        var equations: [[Rational]] = []
        search: for position in known {
            for p in 0..<length {
                if equations.count == unknowns { break search }
                let equation = Self.reduced(residual(position, p), by: equations)
                if equation.dropFirst().contains(where: { !$0.isZero }) { equations.append(equation) }
            }
        }
        guard equations.count == unknowns else { return nil }
        let left = ExactMatrix(rows: unknowns, columns: unknowns, elements: equations.flatMap { $0.dropFirst() })
        guard let values = left.solution(of: equations.map { -$0[0] }) else { return nil }
        self.length = length
        weights = forms.map { form in zip(form.dropFirst(), values).reduce(form[0]) { $0 + $1.0 * $1.1 } }
    }

    /// W3, `[n × n]`, with outputs in the order of their thresholds and units in the order of their kinks.
    public var lastLayer: ExactMatrix {
        var matrix = ExactMatrix(rows: length, columns: length)
        for p in 0..<length {
            for k in 0..<length { matrix[p, k] = weights[k - p + length - 1] }
        }
        return matrix
    }

    /// The equation after its unknowns that lead other equations are eliminated.
    private static func reduced(_ equation: [Rational], by others: [[Rational]]) -> [Rational] {
        var rest = equation
        for other in others {
            guard let pivot = other.indices.dropFirst().first(where: { !other[$0].isZero }), !rest[pivot].isZero else {
                continue
            }
            let factor = rest[pivot] / other[pivot]
            for k in rest.indices { rest[k] -= factor * other[k] }
        }
        return rest
    }
}
