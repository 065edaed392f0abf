internal import Analysis
internal import Diagnostics
internal import Exact
internal import Foundation
internal import Networks
internal import Plots

extension Claim {
    /// Problem 5: ReLU twice, softplus and its derivative, and the two S-shaped activations.
    package static let activationFunctions: [Claim] = [reluIdempotent, softplus, reluDerivative, sigmoidTanh]

    private static let reluIdempotent: Claim = Claim(
        "relu-idempotent", in: .mfnn, at: "problem 5 (a)",
        statement: ClaimText("σ(σ(z)) = σ(z) for ReLU.", tex: #"$\sigma(\sigma(z)) = \sigma(z)$ for ReLU."#),
        expected: .holds
    ) { evidence, setting in
        var random = setting.random()
        func relu<S: Scalar>(_ z: S) -> S { Activation.relu.value(at: z) }
        let special: [Double] = [
            0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude,
            .leastNormalMagnitude.nextDown, -.leastNormalMagnitude.nextDown, .greatestFiniteMagnitude,
            -.greatestFiniteMagnitude,
        ]
        let doubles = special + (0..<10_000).map { _ in Double(bitPattern: random.next()) }.filter { !$0.isNaN }
        evidence.statement("float64, any bits, ±0, infinities, subnormals: the bits are equal", for: doubles) {
            relu(relu($0)).bitPattern == relu($0).bitPattern
        }
        let floats = special.map { Float($0) } + [.leastNonzeroMagnitude, -.leastNonzeroMagnitude]
        let drawn = (0..<10_000).map { _ in Float(bitPattern: UInt32(truncatingIfNeeded: random.next())) }.filter {
            !$0.isNaN
        }
        evidence.statement("float32, the same", for: floats + drawn) {
            relu(relu($0)).bitPattern == relu($0).bitPattern
        }
        let rationals = (0..<500).map { _ in random.rational() } + [.zero]
        evidence.statement("rationals, exactly: max(0, max(0, z)) = max(0, z) = the library's", for: rationals) { z in
            let once = max(.zero, z)
            return relu(z) == once && relu(relu(z)) == once
        }
        evidence.witness(
            "some", columns: ["z", "σ(z)", "σ(σ(z))"],
            rows: [-.infinity, -1.5, -0.0, .leastNonzeroMagnitude, 1.5, .infinity].map { z in
                [z, relu(z), relu(relu(z))].map { NumberText.number($0) }
            })
    }

    private static let softplus: Claim = Claim(
        "softplus", in: .mfnn, at: "problem 5 (b), first part",
        statement: ClaimText(
            "Softplus has the derivative e^z/(1 + e^z) and the second derivative 1/(2 + e^z + e^(−z)) < 1/2, hence a "
                + "Lipschitz derivative.",
            tex: #"""
                Softplus has the derivative $\frac{e^z}{1+e^z}$ and the second derivative $\frac1{2+e^z+e^{-z}} <
                \frac12$, hence a Lipschitz derivative.
                """#),
        correction: ClaimText(
            "The supremum is 1/4, reached at z = 0; 1/4 is the best Lipschitz constant.",
            tex: #"The supremum is $1/4$, reached at $z=0$; $1/4$ is the best Lipschitz constant."#),
        expected: .holds, effort: 0.1
    ) { evidence, setting in
        var random = setting.random()
        let grid = stride(from: -30.0, through: 30, by: 0.0625)
        func value(_ z: Double) -> Double { Activation.softplus.value(at: z) }
        func slope(_ z: Double) -> Double { Activation.softplus.derivative(at: z, activation: value(z)) }
        func bend(_ z: Double) -> Double { 1 / (2 + exp(z) + exp(-z)) }
        let h = 0x1p-12
        evidence.statement(
            "e^z/(1 + e^z) is the library's derivative (to 1e-15) and the central difference of log(1 + e^z) (to 1e-7)",
            for: grid
        ) { z in
            let printed = exp(z) / (1 + exp(z))
            return abs(slope(z) - printed) <= 1e-15 && abs((value(z + h) - value(z - h)) / (2 * h) - printed) <= 1e-7
        }
        evidence.statement(
            "1/(2 + e^z + e^(−z)) is the central difference of the derivative (to 1e-7), and below 1/2", for: grid
        ) { z in
            abs((slope(z + h) - slope(z - h)) / (2 * h) - bend(z)) <= 1e-7 && bend(z) < 0.5
        }
        let constant = Activation.softplus.derivativeLipschitzConstant ?? .nan
        let pairs = (0..<5000).map { _ in (random.uniform(in: -8...8), random.uniform(in: -8...8)) }
        evidence.statement("a Lipschitz derivative: |σ'(x) − σ'(y)| ≤ ½ |x − y|", for: pairs) {
            abs(slope($0) - slope($1)) <= 0.5 * abs($0 - $1)
        }
        let top = grid.max { bend($0) < bend($1) } ?? .nan
        evidence.fact(
            "the second derivative is largest at 0, where it is 1/4, to 1e-12",
            top == 0 && abs(bend(top) - 0.25) <= 1e-12)
        evidence.fact("|σ'(x) − σ'(y)| ≤ L |x − y| with the library's constant L, to 1e-15", for: pairs) {
            abs(slope($0) - slope($1)) <= constant * abs($0 - $1) + 1e-15
        }
        evidence.fact(
            "and with no smaller one: (σ'(h) − σ'(−h))/2h is L − h²/48, to h⁴ (h = 2^(−1) … 2^(−8))", for: 1...8
        ) { j in
            let h = pow(2, -Double(j))
            return abs((slope(h) - slope(-h)) / (2 * h) - (constant - h * h / 48)) <= pow(h, 4)
        }
        let powers = (0..<200).map { _ in random.positive(bound: 60) } + [.one]
        evidence.fact("1/(2 + t + 1/t) ≤ 1/4 for every t > 0, equal at t = 1 only, exactly", for: powers) { t in
            let (bend, quarter) = (Rational.one / (2 + t + .one / t), Rational(1) / Rational(4))
            return bend <= quarter && (bend == quarter) == (t == .one)
        }
        let networks = try LipschitzCase.all(&random)
        evidence.fact(
            "networks: the largest measured ‖∂ŷ/∂x‖ is at most the product of the layers' constants", for: networks
        ) {
            $0.bounds.lower > 0 && $0.bounds.lower <= $0.bounds.upper * (1 + 1e-12)
        }
        evidence.fact("the same for |f(x) − f(x')|/|x − x'| over all pairs of samples", for: networks) {
            $0.secant > 0 && $0.secant <= $0.bounds.upper * (1 + 1e-12)
        }
        evidence.fact(
            "chains of one unit a layer reach the product, at the point where each slope is largest",
            for: LipschitzCase.chains
        ) {
            abs($0.bounds.lower - $0.bounds.upper) <= 1e-12 * $0.bounds.upper
        }
        evidence.witness(
            "Lipschitz constants of networks with 3 inputs and 2 outputs, 200 samples",
            columns: ["activation", "measured ≥", "product ≤"],
            rows: networks.map {
                [$0.description] + [$0.bounds.lower, $0.bounds.upper].map { NumberText.number($0, digits: 4) }
            })
        evidence.figure(
            "second-derivative",
            caption: "The second derivative of softplus, its supremum ¼, and the paper's bound ½.",
            Chart(
                "Second derivative of softplus",
                description: "A bell around 0 that touches the line at ¼, half as high as the line at ½.",
                x: Axis("z"), y: Axis("σ''", includesZero: true),
                marks: [
                    .line(
                        stride(from: -8.0, through: 8, by: 0.0625).map { PlotPoint($0, bend($0)) },
                        Series("1/(2 + e^{z} + e^{−z})")),
                    .rule(.horizontal(0.25), label: "¼"), .rule(.horizontal(0.5), label: "½"),
                ]))
    }

    private static let reluDerivative: Claim = Claim(
        "relu-derivative", in: .mfnn, at: "problem 5 (b), second part",
        statement: ClaimText(
            "The derivative of ReLU is not Lipschitz: x = 1/(2M), y = −1/(4M) give 1 > 3/4.",
            tex: #"The derivative of ReLU is not Lipschitz: $x = \frac1{2M}$, $y = -\frac1{4M}$ give $1 > \frac34$."#),
        correction: ClaimText(
            "It is not even continuous, and undefined at 0; the domain is the reals without 0.",
            tex: #"It is not even continuous, and undefined at $0$; the domain is $\mathbb R\setminus\{0\}$."#),
        expected: .holds
    ) { evidence, setting in
        var random = setting.random()
        func value(_ z: Rational) -> Rational { Activation.relu.value(at: z) }
        func slope(_ z: Rational) -> Rational { Activation.relu.derivative(at: z, activation: value(z)) }
        let constants =
            (-20...20).map { Rational(mantissa: 1, exponent: $0) } + (0..<40).map { _ in random.positive(bound: 500) }
        evidence.statement(
            "M = 2^(−20) … 2^20 and others: the difference is 1, M |x − y| is 3/4, exactly", for: constants
        ) {
            m in
            let (x, y) = (Rational.one / (2 * m), -(Rational.one / (4 * m)))
            return ReLUSlopes(at: x).isDerivative && ReLUSlopes(at: y).isDerivative
                && (slope(x) - slope(y)).magnitude == .one
                && m * (x - y).magnitude == Rational(3) / Rational(4)
        }
        evidence.fact("not continuous: σ'(h) − σ'(−h) is 1 for h = 2^(−j), j = 0 … 60", for: 0...60) { j in
            let h = Rational(mantissa: 1, exponent: -j)
            let (right, left) = (ReLUSlopes(at: h), ReLUSlopes(at: -h))
            return right.isDerivative && left.isDerivative && right.library - left.library == .one
        }
        evidence.fact("undefined at 0: the quotients are 1 from the right, 0 from the left", for: 0...60) { j in
            let h = Rational(mantissa: 1, exponent: -j)
            return (value(h) - value(.zero)) / h == .one && (value(-h) - value(.zero)) / -h == .zero
        }
        evidence.fact(
            "the library knows no Lipschitz constant of it", Activation.relu.derivativeLipschitzConstant == nil)
        evidence.witness(
            "the two points", columns: ["M", "x", "y", "|σ'(x) − σ'(y)|", "M |x − y|"],
            rows: [-10, 0, 10].map { e in
                let m = Rational(mantissa: 1, exponent: e)
                let (x, y) = (Rational.one / (2 * m), -(Rational.one / (4 * m)))
                return [m, x, y, (slope(x) - slope(y)).magnitude, m * (x - y).magnitude].map(\.description)
            })
    }

    private static let sigmoidTanh: Claim = Claim(
        "sigmoid-tanh", in: .mfnn, at: "problem 5 (c)",
        statement: ClaimText(
            "2σ(2z) − 1 = tanh(z), and every L-layer sigmoid network equals a tanh network (L ≥ 2, last layer affine), "
                + "by induction on L.",
            tex: #"""
                $2\sigma(2z)-1 = \tanh z$, and every $L$-layer sigmoid network equals a tanh network ($L\ge2$, last
                layer affine), by induction on $L$.
                """#),
        correction: ClaimText(
            "C_1 = A_1/2, d_1 = b_1/2; between C_l = A_l/4, d_l = b_l/2 + A_l 1/4; last C_L = A_L/2, d_L = b_L + A_L "
                + "1/2 (1 is the vector of ones); L = 1 is the same affine map. Converse: A_1 = 2C_1, b_1 = 2d_1; "
                + "between A_l = 4C_l, b_l = 2(d_l − C_l 1); last A_L = 2C_L, b_L = d_L − C_L 1.",
            tex: #"""
                $C_1 = \frac12A_1$, $d_1 = \frac12b_1$; between $C_l = \frac14A_l$, $d_l = \frac12b_l +
                \frac14A_l\mathbf1$; last $C_L = \frac12A_L$, $d_L = b_L + \frac12A_L\mathbf1$; $L=1$ is the same affine
                map. Converse: $A_1 = 2C_1$, $b_1 = 2d_1$; between $A_l = 4C_l$, $b_l = 2(d_l - C_l\mathbf1)$; last $A_L
                = 2C_L$, $b_L = d_L - C_L\mathbf1$.
                """#),
        expected: .holds, effort: 0.1
    ) { evidence, setting in
        var random = setting.random()
        let grid = stride(from: -20.0, through: 20, by: 0.03125)
        evidence.statement("2σ(2z) − 1 = tanh z, the library's σ and tanh, to 1e-15", for: grid) { z in
            let (sigmoid, hyperbolic): (Double, Double) = (
                Activation.sigmoid.value(at: 2 * z), Activation.tanh.value(at: z)
            )
            return abs(2 * sigmoid - 1 - hyperbolic) <= 1e-15
        }
        let pairs = try [1, 2, 3, 5, 8].map { try EquivalentNetworks(depth: $0, &random) }
        evidence.statement(
            "4 → 6 → … → 3, L = 1, 2, 3, 5, 8, 50 inputs: the tanh network differs by at most 1e-14", for: pairs
        ) {
            $0.forwardDifference <= 1e-14
        }
        let exact = try (1...8).map { try InductionCase(depth: $0, &random) }
        try evidence.statement("the proof's induction, layer by layer, gives these matrices, exactly", for: exact) {
            try $0.byInduction == $0.sigmoid.sigmoidAsTanh()
        }
        evidence.fact("the converse: from a tanh network to a sigmoid one, at most 1e-13", for: pairs) {
            $0.converseDifference <= 1e-13
        }
        try evidence.fact("there and back is the same network, exactly", for: exact) {
            try $0.sigmoid.sigmoidAsTanh().tanhAsSigmoid() == $0.sigmoid
        }
        try evidence.fact("in floating point the weights come back bit for bit: powers of two", for: pairs) {
            try $0.sigmoid.sigmoidAsTanh().tanhAsSigmoid().layers.map(\.weight) == $0.sigmoid.layers.map(\.weight)
        }
        evidence.fact("L = 1 is the same affine map", try exact[0].sigmoid.sigmoidAsTanh() == exact[0].sigmoid)
        evidence.witness(
            "largest difference of outputs over 50 inputs", columns: ["L", "sigmoid → tanh", "tanh → sigmoid"],
            rows: pairs.map {
                ["\($0.depth)"]
                    + [$0.forwardDifference, $0.converseDifference].map { NumberText.number($0, digits: 2) }
            })
    }
}
