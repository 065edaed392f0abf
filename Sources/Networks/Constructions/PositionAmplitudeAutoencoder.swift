internal import Diagnostics

/// The exact autoencoder of step functions of many amplitudes: its code is the position and the amplitude, (θ, c).
///
/// For amplitudes in [c₀, c₁], x₁ being the entry that every step has on and x_p the one that is on iff θ ≥ p:
///
///     θ   = n − Σ_{p ≥ 2} relu(1 − s x_p)        s the least power of two ≥ 1/c₀
///     c   = relu(x₁)
///     y_p = relu(c − K relu(p − θ))               K = c₁
///
/// The layers have n, 2, n and n units: hidden unit j listens to entry j, output j to unit j and to the one that passes
/// c on. The blank is reproduced too, with the code (1, 0). No affine encoder gives the position, since w·x is
/// proportional to c.
///
/// With s a power of two, 1 − s x ≤ 0 for x ≥ 1/s, and c − K m ≤ 0 for m ≥ 1, however they are rounded: outputs are
/// exact in floating point too, whatever the bits of the amplitudes that are ``served()``. Others fail: below 1/s every
/// θ ≥ 2, above K every θ < n. At n = 2 all layers are equally wide, so that ``Network/codeLayer`` is the first one;
/// its units are 2 − θ and c.
///
/// Source: answers the question of Elementary response, section 2, whether an encoder can be linear in the parameters,
/// for the signals of Three layers autoencoder, section 1.
public struct PositionAmplitudeAutoencoder: Sendable, Hashable {
    /// The step functions, of one amplitude or many; at least 2 entries.
    public var steps: StepFunctions

    /// The autoencoder for `steps`.
    public init(_ steps: StepFunctions) { self.steps = steps }

    /// Hidden ReLUs, the two linear units of the code, hidden ReLUs, and ReLU outputs without a bias.
    public static func layers(length: Int) -> [Dense] {
        [
            Dense(length, activation: .relu), Dense(2), Dense(length, activation: .relu),
            Dense(length, activation: .relu, bias: false),
        ]
    }

    /// The amplitudes that are reproduced, [1/s, K]: those of the steps, and what lies between them.
    ///
    /// - Throws: ``NetworkError`` for an amplitude that is no positive finite number, and for none.
    public func served() throws(NetworkError) -> ClosedRange<Double> {
        let values: [Double]
        do { values = try steps.amplitudes.values() } catch {
            throw .value(what: "signals.\(error.place)", problem: error.problem)
        }
        guard let least = values.first, let largest = values.last else {
            throw .value(what: "signals.amplitude", problem: "expected at least one amplitude")
        }
        // The greatest power of two that is not above the least amplitude.
        return Double(sign: .plus, exponent: least.exponent, significand: 1)...largest
    }

    /// The network, every parameter rounded to S.
    ///
    /// - Throws: ``NetworkError`` where the length is below 2 or out of range, where an amplitude is no positive finite
    ///   number, and where one is too small or too large for the precision.
    public func network<S: Scalar>(as type: S.Type = S.self) throws(NetworkError) -> Network<S> {
        let n = steps.length
        guard n >= 2 else {
            throw .value(what: "signals.length", problem: "\(n): the construction needs at least 2 entries")
        }
        let layers = Self.layers(length: n)
        _ = try Network<S>.parameterCount(inputs: n, layers: layers)
        let range = try served()
        let slope = 1 / range.lowerBound
        guard slope.isFinite, S(range.lowerBound) != 0 else {
            throw .value(
                what: "signals.amplitude",
                problem: "\(NumberText.exact(range.lowerBound)) is too small for this precision")
        }
        // The entry that is on for every step carries the amplitude.
        let always = steps.output(threshold: 1)
        var encoder = Matrix<S>(rows: n, columns: n, repeating: 0)
        var code = Matrix<S>(rows: 2, columns: n, repeating: 0)
        var decoder = Matrix<S>(rows: n, columns: 2, repeating: 0)
        var outgoing = Matrix<S>(rows: n, columns: n, repeating: 0)
        var thresholds = [S](repeating: 0, count: n)
        var ones = thresholds
        for p in 2...n {
            let j = steps.output(threshold: p)
            encoder[j, j] = S(-slope)
            ones[j] = 1
            code[0, j] = -1
            decoder[j, 0] = -1
            thresholds[j] = S(p)
            outgoing[j, j] = S(-range.upperBound)
        }
        encoder[always, always] = 1
        code[1, always] = 1
        decoder[always, 1] = 1
        for j in 0..<n { outgoing[j, always] = 1 }
        let network = try Network(
            inputs: n,
            layers: [
                Layer(dense: layers[0], weight: encoder, bias: ones),
                Layer(dense: layers[1], weight: code, bias: [S(n), 0]),
                Layer(dense: layers[2], weight: decoder, bias: thresholds),
                Layer(dense: layers[3], weight: outgoing, bias: nil),
            ])
        guard network.isFinite else {
            throw .value(
                what: "signals.amplitude",
                problem:
                    "\(NumberText.exact(range.lowerBound)) to \(NumberText.exact(range.upperBound)): too small or too large for this precision"
            )
        }
        return network
    }
}
