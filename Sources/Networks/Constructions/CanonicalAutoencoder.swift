/// The autoencoder of step functions that is exact: one hidden unit for each gap between neighbouring codes.
///
/// The code is z = θ·H with H = amplitude · w1, all encoder weights being w1. Unit k owns gap g: its kink lies at the
/// code g·H, a = relu(w2 (z − g H)), with w2 of the sign of H. The output with threshold p, which must be on iff θ ≥ p,
/// takes amplitude · clamp(z/H − p + 1, 0, 1) from two units, the owner of gap p − 1 with weight 1/(w1 w2), and the
/// owner of gap p, where p < n, with −1/(w1 w2).
///
/// With w1 and w2 powers of two and an amplitude of few bits every sum is exact in floating point, in any order.
/// Source: replaces the naive solution of Three layers autoencoder, section 3.1, which the blank's last output refutes.
public struct CanonicalAutoencoder: Sendable, Hashable {
    /// A hidden unit.
    public struct Unit: Sendable, Hashable {
        /// The gap that it owns, from 0; nil for a unit that no output listens to.
        public var gap: Int?
        /// |w2|.
        public var weight: Double

        /// Creates a unit from its gap and the size of its weight.
        public init(gap: Int?, weight: Double = 1) {
            self.gap = gap
            self.weight = weight
        }
    }

    /// The step functions: one amplitude, with or without the blank.
    public var steps: StepFunctions
    /// w1, the weight of every input; not 0.
    public var codeWeight: Double
    /// The hidden units; every gap 0 … n − 1 is owned by one of them.
    public var units: [Unit]

    /// By default w1 = 1, and unit k owns gap k with w2 = 1.
    public init(_ steps: StepFunctions, codeWeight: Double = 1, units: [Unit]? = nil) {
        self.steps = steps
        self.codeWeight = codeWeight
        self.units = units ?? (0..<max(0, steps.length)).map { Unit(gap: $0) }
    }

    /// One linear unit, hidden ReLUs, and ReLU outputs without a bias.
    public static func layers(length: Int, hidden: Int? = nil) -> [Dense] {
        [Dense(1), Dense(hidden ?? length, activation: .relu), Dense(length, activation: .relu, bias: false)]
    }

    /// The network, every parameter rounded to S.
    ///
    /// - Throws: ``NetworkError`` where the length is out of range, or the steps have several amplitudes.
    public func network<S: Scalar>(as type: S.Type = S.self) throws(NetworkError) -> Network<S> {
        let n = steps.length
        let layers = Self.layers(length: n, hidden: units.count)
        _ = try Network<S>.parameterCount(inputs: n, layers: layers)
        let amplitude = try steps.singleAmplitude()
        let spacing = amplitude * codeWeight
        var hidden = [S](repeating: 0, count: units.count)
        var kinks = hidden
        var outgoing = Matrix<S>(rows: n, columns: units.count, repeating: 0)
        for (k, unit) in units.enumerated() {
            let weight = spacing < 0 ? -unit.weight : unit.weight
            hidden[k] = S(weight)
            guard let gap = unit.gap else { continue }
            kinks[k] = S(-weight * Double(gap) * spacing)
            let slope = S(1 / (codeWeight * weight))
            outgoing[steps.output(threshold: gap + 1), k] = slope
            if gap > 0 { outgoing[steps.output(threshold: gap), k] = -slope }
        }
        return try Network(
            inputs: n,
            layers: [
                Layer(
                    dense: layers[0], weight: Matrix(rows: 1, columns: n, repeating: S(codeWeight)), bias: [0]),
                Layer(
                    dense: layers[1], weight: Matrix(rows: units.count, columns: 1, elements: hidden), bias: kinks),
                Layer(dense: layers[2], weight: outgoing, bias: nil),
            ])
    }
}
