internal import Analysis
internal import Exact
internal import Networks

extension Claim {
    /// Section 2, last three questions: codes and decoders that are linear in the position.
    package static let linearity: [Claim] = [linearEncoders, linearDecoders, regularisation] + exactDecoders

    private static let linearEncoders: Claim = Claim(
        "linear-encoders", in: .response, at: "section 2, fourth question", kind: .question,
        statement: ClaimText(
            "Do encoders exist which encode the signals in a linear fashion, with a linear relationship between z and "
                + "θ?",
            tex:
                #"Do encoders exist which encode the signals in a linear fashion, with a linear relationship between $z$ and $\theta$?"#
        ),
        correction: ClaimText(
            "Yes for one amplitude: z = Σ x/amp. An affine encoder is linear in θ if and only if all its weights are "
                + "equal. Where the amplitude varies no affine encoder gives θ; one with a hidden layer of ReLUs does "
                + "(response-position-amplitude).",
            tex: #"""
                Yes for one amplitude $A$: $z = \sum x/A$. An affine encoder is linear in $\theta$ if and only if all
                its weights are equal. Where the amplitude varies no affine encoder gives $\theta$; one with a hidden
                layer of ReLUs does.
                """#),
        expected: .answered, lengths: 1...129, effort: 0.5
    ) { evidence, setting in
        var random = setting.random()
        func codes(_ weights: [Rational], _ bias: Rational, _ amplitude: Rational) throws -> [Rational] {
            let n = weights.count
            let network = try Network(
                inputs: n,
                layers: [Layer(dense: Dense(1), weight: Matrix(rows: 1, columns: n, elements: weights), bias: [bias])])
            let signals = try LeadingSteps(n).exactSignals.map { $0 * amplitude }
            return Backpropagation(network).forward(signals).outputs.elements
        }
        let lengths = setting.lengths(1...129)
        try evidence.fact("z = Σ x/amp is θ, for a drawn amplitude", for: lengths) { n in
            let amplitude = random.positive()
            return try codes(Array(repeating: .one / amplitude, count: n), .zero, amplitude)
                == (0...n).map { Rational($0) }
        }
        try evidence.fact("equal weights, any bias: second differences of z are 0", for: lengths) { n in
            let weight = random.positive()
            let z = try codes(Array(repeating: weight, count: n), random.rational(), random.positive())
            return z.count == n + 1 && LinearEncoder.areAffine(z) && z[0] < z[n]
        }
        try evidence.fact(
            "one of them changed: they are not", for: lengths.filter { $0 > 1 } + (lengths == [1] ? [2] : [])
        ) { n in
            var weights = [Rational](repeating: random.positive(), count: n)
            weights[random.integer(in: 0...(n - 1))] += random.positive()
            return try !LinearEncoder.areAffine(codes(weights, .zero, .one))
        }
        try evidence.fact("the weights with vanishing second differences are the multiples of (1, …, 1)", for: 2...16) {
            n in
            // Column j: the second differences that weight j alone produces.
            let columns = try (0..<n).map { j in
                LinearEncoder.secondDifferences(try codes((0..<n).map { $0 == j ? .one : .zero }, .zero, .one))
            }
            let basis = ExactMatrix(columns).transposed().nullSpace
            return basis.count == 1 && Set(basis[0]).count == 1 && !basis[0][0].isZero
        }
        let inconsistent = setting.lengths(1...33).map { min($0, 33) }
        evidence.fact("two amplitudes: no w with w·x = θ for all steps", for: inconsistent) {
            Self.affineEncoder($0, amplitudes: [.one, random.positive() + .one], withBias: false) == nil
        }
        evidence.fact("nor with a bias, the blank among the steps", for: inconsistent) {
            Self.affineEncoder($0, amplitudes: [.one, random.positive() + .one], withBias: true) == nil
        }
        evidence.fact("one amplitude: there is one, of equal weights", for: inconsistent) { n in
            let amplitude = random.positive()
            return Self.affineEncoder(n, amplitudes: [amplitude], withBias: true)
                == Array(repeating: .one / amplitude, count: n) + [.zero]
        }
        try evidence.fact(
            "one hidden layer of ReLUs gives θ for amplitudes from 1 to 5", for: inconsistent.filter { $0 > 1 } + [2]
        ) { n in
            let steps = try LeadingSteps(n, amplitude: .list([1, 2.5, 5]), blank: false)
            let network: Network<Rational> = try PositionAmplitudeAutoencoder(steps.family).network()
            let pass = Backpropagation(network).forward(steps.exactSignals)
            let positions = steps.samples.positions
            return positions.indices.allSatisfy { pass.activations[1][$0, 0].doubleValue == positions[$0] }
        }
        evidence.witness(
            "codes of equal weights 1/2, bias 1, n = 5", try codes(Array(repeating: .one / 2, count: 5), .one, .one))
        evidence.witness(
            "codes of weights 1/2, 1/2, 1, 1/2, 1/2", try codes([1, 1, 2, 1, 1].map { $0 / 2 }, .one, .one))
    }

    /// Weights, with a bias at the end, such that w·x (+ b) = θ for every step including the blank; nil where there are
    /// none.
    private static func affineEncoder(_ n: Int, amplitudes: [Rational], withBias: Bool) -> [Rational]? {
        var (rows, positions): ([[Rational]], [Rational]) = ([], [])
        for theta in 0...n {
            for amplitude in theta == 0 ? [.one] : amplitudes {
                let signal = LeadingSteps.signal(n, Rational(theta)).map { amplitude * $0 }
                rows.append(withBias ? signal + [.one] : signal)
                positions.append(Rational(theta))
            }
        }
        return ExactMatrix(rows).solution(of: positions)
    }

    private static let linearDecoders: Claim = Claim(
        "linear-decoders", in: .response, at: "section 2, fifth question", kind: .question,
        statement: ClaimText(
            "Do decoders exist which decode in a linear fashion: does moving by δ in latent space change the θ of the "
                + "output by δ?",
            tex:
                #"Do decoders exist which decode in a linear fashion: does moving by $\delta$ in latent space change the $\theta$ of the output by $\delta$?"#
        ),
        correction: ClaimText(
            "Yes at the codes, and in mass: for codes z = θh the corrected decoder gives y_p = amp·min(1, max(0, z/h − "
                + "p + 1)), so that Σ y/amp = z/h for all z in [0, nh]. Beyond nh the last output keeps growing. Not "
                + "as exact steps between the codes: on an interval a continuous decoder is constant wherever it stays "
                + "among finitely many signals. Plateaus: response-margin-decoder.",
            tex: #"""
                Yes at the codes, and in mass: for codes $z=\theta h$ the corrected decoder gives $y_p =
                A\min(1,\max(0,z/h-p+1))$, so that $\sum y/A = z/h$ for all $z\in[0,nh]$. Beyond $nh$ the last output
                keeps growing. Not as exact steps between the codes: on an interval a continuous decoder is constant
                wherever it stays among finitely many signals.
                """#),
        expected: .answered, lengths: 2...129, effort: 2
    ) { evidence, setting in
        var random = setting.random()
        let lengths = setting.lengths(2...129)
        func autoencoder(_ n: Int) throws -> (steps: LeadingSteps, network: Network<Double>, h: Rational) {
            let steps = try LeadingSteps(n, amplitude: 5)
            return (steps, try CanonicalAutoencoder(steps.family, codeWeight: 0.5).network(), Rational(5) / 2)
        }
        let maps = try lengths.map { n in
            let (steps, network, h) = try autoencoder(n)
            return DecoderMap(length: n, spacing: h, atlas: try steps.atlas(network))
        }
        evidence.fact("Σ y/amp = z/h on every affine piece from 0 on, so for every z ≥ 0: slope and value", for: maps) {
            $0.isMassProportional
        }
        try evidence.fact(
            "moving by δ changes the mass by δ/h: 40 pairs of codes in [0, nh] for each n",
            for: lengths.filter { $0 <= 48 || lengths.count == 1 }
        ) { n in
            let (_, network, h) = try autoencoder(n)
            let unit: Rational = h / 60
            let codes: [Rational] = (0..<80).map { _ in unit * Rational(random.integer(in: 0...(60 * n))) }
            let masses: [Rational] = try Self.outputs(network, codes).nested.map { $0.reduce(.zero, +) / 5 }
            return (0..<40).allSatisfy { (k: Int) -> Bool in
                let delta: Rational = codes[2 * k] - codes[2 * k + 1]
                let moved: Rational = masses[2 * k] - masses[2 * k + 1]
                return moved == delta / h
            }
        }
        try evidence.fact(
            "y_p = amp·min(1, max(0, z/h − p + 1)) at codes, midpoints and thirds",
            for: lengths.filter { $0 <= 16 || lengths.count == 1 }
        ) { n in
            let (_, network, h) = try autoencoder(n)
            let counts = (0...(6 * n)).filter { (k: Int) -> Bool in k % 6 != 1 && k % 6 != 5 }
            let sixths = counts.map { Rational($0) / 6 }
            let outputs = try Self.outputs(network, sixths.map { $0 * h })
            return sixths.indices.allSatisfy { (i: Int) -> Bool in
                let wanted: [Rational] = (1...n).map { (p: Int) -> Rational in
                    let u: Rational = sixths[i] - Rational(p) + .one
                    return 5 * min(.one, max(.zero, u))
                }
                return outputs.row(i).elementsEqual(wanted)
            }
        }
        evidence.fact("in [0, nh] the output is an exact step at n + 1 codes, θh, and nowhere else", for: maps) {
            $0.isStepAtCodesOnly
        }
        try evidence.fact("beyond nh the output of threshold n grows, and the others stay", for: lengths) { n in
            let (_, network, h) = try autoencoder(n)
            let outputs = try Self.outputs(network, [Rational(n) * h, Rational(n + 1) * h])
            return outputs.row(1).elementsEqual((1...n).map { $0 == n ? 10 : 5 })
        }
        let n = min(12, setting.length(or: 8))
        let steps = try LeadingSteps(n)
        let canonical = OutputMass(try steps.atlas(CanonicalAutoencoder(steps.family).network()), amplitude: 1)
        let margin = OutputMass(try steps.atlas(MarginDecoder(steps.family, margin: 3).network()), amplitude: 1)
        evidence.fact(
            "with a margin the mass stays where it is on every plateau",
            (1..<n).allSatisfy { (theta: Int) -> Bool in
                let mass = Rational(theta)
                return margin.at(mass) == mass && margin.at(mass + Rational(3) / 4) == mass
            })
        evidence.figure(
            "mass",
            caption:
                "Σ y over the code, n = \(n), h = amp = 1: 0 below the code 0, and still growing beyond the code of step n.",
            OutputMass.chart([("corrected decoder", canonical), ("margin 3", margin)], upTo: n))
        evidence.witness(
            "masses at z = 0, 1/3, 2/3, 1 …, n = \(n)", (0...(3 * n)).map { canonical.at(Rational($0) / 3) })
    }

    /// The outputs of the decoder at codes, in rational numbers.
    private static func outputs(_ network: Network<Double>, _ codes: [Rational]) throws -> Matrix<Rational> {
        let decoder = try LeadingSteps.decoder(of: network.converted(to: Rational.self))
        return Backpropagation(decoder).forward(Matrix(rows: codes.count, columns: 1, elements: codes)).outputs
    }
}
