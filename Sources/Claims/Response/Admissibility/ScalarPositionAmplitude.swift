internal import Analysis
internal import Exact
internal import Networks

/// An autoencoder of steps of amplitudes in [1, 5] with one code, z = 5(θ − 1) + c, and 0 for the blank.
///
/// The encoder is that of `PositionAmplitudeAutoencoder`, with its two codes combined into one. On [5(θ − 1) + 1, 5θ],
/// the codes of position θ, the outputs of thresholds p ≤ θ rise from 1 to 5; in the gap before, those below θ fall
/// back from 5 to 1, and that of θ rises from 0.
struct ScalarPositionAmplitude {
    /// The signal length n, at least 2.
    let length: Int
    /// 1, 1.5, …, 5.
    let amplitudes: [Rational] = (2...10).map { Rational(mantissa: $0, exponent: -1) }
    /// The layers: n ReLUs, the code, 2n − 1 ReLUs, n ReLU outputs.
    let network: Network<Rational>

    private let steps: LeadingSteps

    init(length n: Int) throws {
        length = n
        steps = try LeadingSteps(n, amplitude: .range(from: 1, through: 5, count: 9))
        let two: Network<Rational> = try PositionAmplitudeAutoencoder(steps.family).network()
        let row: [Rational] = (0..<n).map { (k: Int) -> Rational in
            let (position, amplitude) = (two.layers[1].weight[0, k], two.layers[1].weight[1, k])
            return 5 * position + amplitude
        }
        let kinks: [Rational] =
            [.zero] + (1..<n).flatMap { (q: Int) -> [Rational] in [Rational(5 * q), Rational(5 * q + 1)] }
        let code = Layer(
            dense: Dense(1), weight: Matrix(rows: 1, columns: n, elements: row), bias: [Rational(5 * n - 5)])
        let units = Layer(
            dense: Dense(kinks.count, activation: .relu),
            weight: Matrix(rows: kinks.count, columns: 1, repeating: Rational.one), bias: kinks.map { -$0 })
        var outgoing = Matrix<Rational>(rows: n, columns: kinks.count, repeating: .zero)
        for p in 1...n {
            // Slope 1 from 5(p − 1) on; from each later 5q to 5q + 1 it is −4.
            outgoing[p - 1, kinks.firstIndex(of: Rational(5 * p - 5)) ?? 0] = .one
            for q in p..<n {
                outgoing[p - 1, 2 * q - 1] = -5
                outgoing[p - 1, 2 * q] = 5
            }
        }
        let outputs = Layer(dense: Dense(n, activation: .relu, bias: false), weight: outgoing, bias: nil)
        network = try Network(inputs: n, layers: [two.layers[0], code, units, outputs])
    }

    /// The steps of every position with every amplitude, and the blank.
    func samples(amplitudes: [Rational]) -> (signals: Matrix<Rational>, codes: [Rational], parameters: ExactMatrix) {
        var signals = [[Rational](repeating: .zero, count: length)]
        var codes = [Rational.zero]
        var parameters: [[Rational]] = []
        for theta in 1...length {
            for c in amplitudes {
                signals.append(LeadingSteps.signal(length, Rational(theta)).map { c * $0 })
                codes.append(Rational(5 * theta - 5) + c)
                parameters.append([.one, Rational(theta), c])
            }
        }
        return (
            Matrix(rows: signals.count, columns: length, elements: signals.flatMap { $0 }), codes,
            ExactMatrix(parameters)
        )
    }

    /// The decoder atlas for the amplitudes 1, 1.5, …, 5.
    func atlas() throws -> DecoderAtlas { try steps.atlas(network.converted(to: Double.self)) }

    /// The weights of the first `count` outputs.
    func lastRows(_ count: Int) -> ExactMatrix {
        ExactMatrix((0..<min(count, length)).map { Array(network.layers[3].weight.row($0)) })
    }
}
