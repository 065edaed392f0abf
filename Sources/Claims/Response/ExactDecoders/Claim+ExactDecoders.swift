internal import Analysis
internal import Exact
internal import Networks

extension Claim {
    /// Two claims that no paper contains, and that answer section 2: two codes for two parameters, and plateaus.
    static let exactDecoders: [Claim] = [positionAmplitude, marginDecoder]

    private static let positionAmplitude: Claim = Claim(
        "position-amplitude", in: .response, at: "section 2; Three layers, section 1", isNew: true,
        statement: ClaimText(
            "For steps of amplitudes c in [1, 5] no affine encoder gives θ, and four layers n → n → 2 → n → n of ReLUs "
                + "are exact with the code (θ, c): θ = n − Σ_(p>1) relu(1 − x_p), c = relu(x_1), y_p = relu(c − 5 "
                + "relu(p − θ)), x_p being the entry that is on for θ ≥ p. The blank is reproduced too, with the code "
                + "(1, 0); c < 1 and c > 5 fail for some θ.",
            tex: #"""
                For steps of amplitudes $c\in[1,5]$ no affine encoder gives $\theta$, and four layers $n\to n\to 2\to
                n\to n$ of ReLUs are exact with the code $(\theta,c)$: $\theta = n-\sum_{p>1}\mathrm{relu}(1-x_p)$,
                $c=\mathrm{relu}(x_1)$, $y_p=\mathrm{relu}(c-5\,\mathrm{relu}(p-\theta))$, $x_p$ being the entry that is
                on for $\theta\ge p$. The blank is reproduced too, with the code $(1,0)$; $c<1$ and $c>5$ fail for some
                $\theta$.
                """#),
        expected: .holds, lengths: 2...129, effort: 2
    ) { evidence, setting in
        var random = setting.random()
        func network<S: Scalar>(_ n: Int, as type: S.Type) throws -> Network<S> {
            try PositionAmplitudeAutoencoder(LeadingSteps(n, amplitude: .range(from: 1, through: 5, count: 2)).family)
                .network()
        }
        func signals(_ n: Int, _ amplitudes: [Rational]) -> [(theta: Int, c: Rational, x: [Rational])] {
            (1...n).flatMap { theta in
                amplitudes.map { c in (theta, c, LeadingSteps.signal(n, Rational(theta)).map { c * $0 }) }
            }
        }
        func blank(_ n: Int) -> (theta: Int, c: Rational, x: [Rational]) { (1, .zero, LeadingSteps.signal(n, .zero)) }
        func reproduces(_ network: Network<Rational>, _ x: [Rational]) -> Bool {
            LeadingSteps.areReproduced(Matrix(rows: 1, columns: x.count, elements: x), by: network)
        }
        evidence.statement(
            "the formulas, in rational numbers: y = x with the codes θ and c, and (1, 0) for the blank", for: 1...33
        ) { n in
            let drawn: [Rational] = (0..<3).map { _ in 1 + Rational(random.integer(in: 0...240)) / 60 }
            let cases = signals(n, [1, 5] + drawn) + [blank(n)]
            return cases.allSatisfy { (theta, c, x) -> Bool in
                let position: Rational = x.dropFirst().reduce(Rational(n)) { $0 - max(.zero, .one - $1) }
                let amplitude: Rational = max(.zero, x[0])
                let y: [Rational] = (1...n).map { (p: Int) -> Rational in
                    let above: Rational = max(.zero, Rational(p) - position)
                    return max(.zero, amplitude - 5 * above)
                }
                return position == Rational(theta) && amplitude == c && y == x
            }
        }
        let lengths = setting.lengths(2...33).map { min($0, 33) }
        try evidence.statement("the network, in rational numbers: the same", for: lengths) { n in
            let network = try network(n, as: Rational.self)
            let amplitude: Rational = 1 + Rational(random.integer(in: 1...239)) / 60
            let cases = signals(n, [1, 5, amplitude]) + [blank(n)]
            let x = Matrix(rows: cases.count, columns: n, elements: cases.flatMap(\.x))
            let pass = Backpropagation(network).forward(x)
            return network.layers.map(\.outputs) == [n, 2, n, n] && pass.outputs == x
                && pass.activations[1].elements == cases.flatMap { [Rational($0.theta), $0.c] }
        }
        try evidence.statement("c = 1/2 and c = 11/2 fail for some θ, and for some θ only", for: lengths) { n in
            let network = try network(n, as: Rational.self)
            return [Rational(1) / 2, Rational(11) / 2].allSatisfy { c in
                let right = signals(n, [c]).count { reproduces(network, $0.x) }
                return 0 < right && right < n
            }
        }
        evidence.statement("no affine encoder: w·x + b = θ has no solution for two amplitudes", for: lengths) { n in
            let cases = signals(n, [1, 5]) + [(0, 0, LeadingSteps.signal(n, 0))]
            return ExactMatrix(cases.map { $0.x + [1] }).solution(of: cases.map { Rational($0.theta) }) == nil
        }
        let n = setting.length(or: 129)
        let drawn = [1.0, 5.0] + (0..<198).map { _ in random.uniform(in: 1...5) }
        let (double, single) = (try network(n, as: Double.self), try network(n, as: Float.self))
        evidence.statement(
            "n = \(n), 200 amplitudes for each θ: the same bits come out in double precision", for: 1...n
        ) {
            Self.areBitsKept(double, theta: $0, drawn)
        }
        evidence.statement(
            "n = \(n), 200 amplitudes for each θ: the same bits come out in single precision", for: 1...n
        ) {
            Self.areBitsKept(single, theta: $0, drawn.map { Float($0) })
        }
        let short = try network(4, as: Rational.self)
        let examples = [
            (1, Rational(1)), (3, Rational(7) / 2), (4, Rational(5)), (2, Rational(1) / 2), (2, Rational(11) / 2),
        ]
        evidence.witness(
            "n = 4: signals, codes and outputs", columns: ["θ", "c", "code", "y"],
            rows: examples.map { theta, c in
                let x = LeadingSteps.signal(4, Rational(theta)).map { c * $0 }
                let pass = Backpropagation(short).forward(Matrix(rows: 1, columns: 4, elements: x))
                return ["\(theta)", "\(c)", "\(pass.activations[1].elements)", "\(pass.outputs.elements)"]
            })
    }

    /// Whether the network reproduces steps of one position and many amplitudes bit for bit.
    private static func areBitsKept<S: TrainableScalar>(_ network: Network<S>, theta: Int, _ amplitudes: [S]) -> Bool {
        let n = network.inputs
        let signals = Matrix<S>(
            rows: amplitudes.count, columns: n,
            elements: amplitudes.flatMap { c in (0..<n).map { $0 < theta ? c : 0 } })
        return network.forward(signals).outputs == signals
    }

    private static let marginDecoder: Claim = Claim(
        "margin-decoder", in: .response, at: "section 2, fifth question", isNew: true,
        statement: ClaimText(
            "A ReLU decoder can give exact steps on intervals of the code. With preactivations amp for θ ≥ p, −c·amp "
                + "for 0 < θ < p and 0 for θ = 0, step θ, 1 ≤ θ < n, decodes from [θ, θ + c/(1+c)]·h; θ = 0 from z ≤ 0 "
                + "only, θ = n from z = nh only, and from there on with one more unit. c = 0 gives single points, c → "
                + "∞ tends to the hard threshold, and no finite c closes the transitions.",
            tex: #"""
                A ReLU decoder can give exact steps on intervals of the code. With preactivations $A$ for $\theta\ge p$,
                $-cA$ for $0<\theta<p$ and $0$ for $\theta=0$, step $\theta$, $1\le\theta<n$, decodes from
                $[\theta,\theta+c/(1+c)]h$; $\theta=0$ from $z\le 0$ only, $\theta=n$ from $z=nh$ only, and from there
                on with one more unit. $c=0$ gives single points, $c\to\infty$ tends to the hard threshold, and no
                finite $c$ closes the transitions.
                """#),
        expected: .holds, lengths: 2...129, effort: 1
    ) { evidence, setting in
        let cases = setting.lengths(2...24).flatMap { n in
            [0, 0.5, 1, 3, 15].map { MarginPlateaus(length: n, margin: $0) }
        }
        try evidence.statement("steps decode from exactly these intervals, both ends included", for: cases) {
            try $0.decoded() == $0.expected
        }
        try evidence.statement("the preactivations at the codes are amp, −c·amp and 0", for: cases) {
            try $0.arePreactivationsRight()
        }
        try evidence.statement("one more unit with its kink at nh: θ = n decodes from all z ≥ nh", for: cases) {
            try $0.decodedWithOneMoreUnit() == $0.expected.dropLast() + [
                [CodeSegment(from: $0.code($0.length), to: nil)]
            ]
        }
        let figure = MarginPlateaus(length: 24, margin: 3)
        let atlas = try figure.atlas()
        var pieces = 0
        atlas.forEachPiece { _ in pieces += 1 }
        evidence.statement(
            "n = 24, c = 3: 48 breakpoints, 49 affine pieces", atlas.breakpoints.count == 48 && pieces == 49)
        evidence.statement("n = 24, c = 3: every θ = 1 … 23 from [θ, θ + 3/4]·h", for: 1...23) { theta in
            let from = figure.code(theta)
            return atlas.decoded[theta] == [CodeSegment(from: from, to: from + Rational(15) / 4)]
        }
        try evidence.statement(
            "c = 1, 2, 4 … 2^20: plateaus grow towards h, and gaps of h/(1 + c) stay open", for: 0...20
        ) {
            k in
            let plateaus = MarginPlateaus(length: 3, margin: Double(1 << k))
            guard let segment = try plateaus.decoded()[1].first, let from = segment.from, let to = segment.to else {
                return false
            }
            return to - from == 5 - 5 / Rational(1 + (1 << k)) && to < plateaus.code(2)
        }
        let n = setting.length(or: 129)
        let large = MarginPlateaus(length: n, margin: 1)
        let steps = try LeadingSteps(n, amplitude: 5)
        let network: Network<Double> = try large.network()
        let nonZeros = network.layers[2].weight.elements.count { $0 != 0 }
        evidence.statement("n = \(n), c = 1: \(nonZeros) weights in the last layer, 4(n − 1)", nonZeros == 4 * (n - 1))
        let single = network.converted(to: Float.self)
        let isExact = try steps.reconstruction(network).isExact && steps.reconstruction(single).isExact
        evidence.statement("n = \(n), c = 1: loss 0 in the reals", isExact)
        evidence.statement(
            "n = \(n), c = 1: loss 0 in single and double precision",
            IEEEEvaluation(network, on: steps.samples).isExact && IEEEEvaluation(single, on: steps.samples).isExact)
        evidence.witness(
            "codes that decode to θ, n = 24, c = 3, h = 5", columns: ["θ", "from", "to"],
            rows: [0, 1, 2, 23, 24].map { theta in
                [
                    "\(theta)", atlas.decoded[theta].first?.from?.description ?? "−∞",
                    atlas.decoded[theta].first?.to?.description ?? "∞",
                ]
            })
    }
}
