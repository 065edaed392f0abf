internal import Analysis
internal import Claims
internal import Exact
internal import Networks

/// Steps some of which are missing: the positions that a network is made from, and the missing ones.
struct KnownPositions: CustomStringConvertible {
    /// How the missing positions were chosen.
    let name: String
    /// The signal length n.
    let length: Int
    /// The positions that are not missing, in increasing order; 0 and n are always among them.
    let known: [Int]
    /// The missing positions, in increasing order.
    let missing: [Int]

    init(_ name: String, length: Int, missing: [Int]) {
        self.name = name
        self.length = length
        self.missing = missing.sorted()
        known = (0...length).filter { !missing.contains($0) }
    }

    /// Thirteen of 130 steps at random, a block of thirteen, every second step; for other lengths a tenth, a tenth and
    /// a half.
    static func tested(length: Int, random: inout RationalDraws) throws -> [KnownPositions] {
        let samples = try LeadingSteps(length).samples
        let inner = samples.selecting(Array(1..<length))
        let count = max(1, (length + 1) / 10)
        let first = (length - count) / 2
        let kinds: [(String, HoldOut, SampleSet)] = [
            ("at random", .random(share: Double(count) / Double(inner.count), seed: random.next()), inner),
            ("a block", .gap(Double(max(1, first))...Double(max(1, first) + count - 1)), samples),
            ("every second", .every(2), samples),
        ]
        return try kinds.map { name, holdOut, samples in
            let held = try holdOut.split(samples).heldOut?.positions.compactMap(\.self) ?? []
            return KnownPositions(name, length: length, missing: held.map { Int($0) })
        }
    }

    var description: String { "\(name), n = \(length), missing \(missing)" }

    /// The known neighbours of a missing position.
    func neighbours(of theta: Int) -> (a: Int, b: Int) {
        (known.last { $0 < theta } ?? 0, known.first { $0 > theta } ?? length)
    }

    /// λ = (θ − a)/(b − a).
    func share(of theta: Int) -> Rational {
        let (a, b) = neighbours(of: theta)
        return Rational(theta - a) / Rational(b - a)
    }

    /// The outputs that the missing-data law gives at a missing position, amplitude 1: 1 for p ≤ a, λ for a < p ≤ b, 0
    /// for p > b.
    func law(_ theta: Int) -> [Rational] {
        let (a, b) = neighbours(of: theta)
        return (1...length).map { $0 <= a ? .one : $0 <= b ? share(of: theta) : .zero }
    }

    /// The value (b − a) λ (1 − λ) that the law gives for |e|², amplitude 1.
    func squaredError(_ theta: Int) -> Rational {
        let (a, b) = neighbours(of: theta)
        return Rational(b - a) * share(of: theta) * (.one - share(of: theta))
    }

    /// The signals of some positions.
    func signals(_ positions: [Int], amplitude: Rational = .one) -> Matrix<Rational> {
        Matrix(
            rows: positions.count, columns: length,
            elements: positions.flatMap { LeadingSteps.signal(length, Rational($0)).map { $0 * amplitude } })
    }

    /// |y − x|² for each row.
    static func squaredErrors<S: Scalar>(_ outputs: Matrix<S>, _ signals: Matrix<S>) -> [S] {
        (0..<signals.rows).map { i in
            zip(outputs.row(i), signals.row(i)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
    }

    /// max |y − x| over all entries.
    static func largestError<S: Scalar>(_ outputs: Matrix<S>, _ signals: Matrix<S>) -> S {
        zip(outputs.elements, signals.elements).reduce(0) { largest, pair in
            let error = pair.0 - pair.1
            return max(largest, error < 0 ? -error : error)
        }
    }

    /// The constraints on the weights of output p at some positions, with z = θ and one kink at each known code but the
    /// last.
    func constraints(_ positions: [Int], _ p: Int) -> OutputConstraints {
        OutputConstraints(
            activations: ExactMatrix(positions.map { z in known.dropLast().map { Rational(max(0, z - $0)) } }),
            targets: positions.map { $0 >= p ? .one : .zero })
    }

    /// Pairs of neighbouring known positions.
    private var gaps: [(a: Int, b: Int)] { Array(zip(known, known.dropFirst())) }

    /// The slopes of the output of threshold p after the kinks, which lie at the fraction f of the gaps; amplitude 1, z
    /// = θ.
    ///
    /// This is the recursion of theorem T3 with gaps of different widths: Δu over the width takes the place of Δu.
    private func slopes(_ p: Int, _ f: KinkFraction) -> [Rational] {
        var scaled = [Rational.zero]
        for (a, b) in gaps {
            let rise: Rational = a < p && p <= b ? .one / Rational(b - a) : .zero
            scaled.append((scaled.last ?? .zero) + rise)
        }
        return f.slopes(through: scaled, spacing: .one)
    }

    /// The outputs at the missing positions of the network with kinks at the fraction f of the gaps, `[missing × n]`.
    func outputs(kinkFraction f: KinkFraction) -> Matrix<Rational> {
        var outputs = Matrix<Rational>(rows: missing.count, columns: length, repeating: .zero)
        for p in 1...length {
            let slopes = slopes(p, f)
            for (i, theta) in missing.enumerated() {
                guard let gap = gaps.firstIndex(where: { $0.a < theta && theta < $0.b }) else { continue }
                let (a, b) = gaps[gap]
                let toKink = f.fraction * Rational(b - a)
                let distance = Rational(theta - a)
                var u: Rational = p <= a ? .one : .zero
                if gap > 0 { u += slopes[gap - 1] * min(distance, toKink) }
                u += slopes[gap] * max(.zero, distance - toKink)
                outputs[i, p - 1] = max(.zero, u)
            }
        }
        return outputs
    }

    /// The autoencoder with one unit in each gap between known codes, its kink at the fraction f of the gap;
    /// amplitude 1, z = θ.
    func network(kinkFraction f: KinkFraction) throws -> Network<Rational> {
        var outgoing = Matrix<Rational>(rows: length, columns: gaps.count, repeating: .zero)
        for p in 1...length {
            var before = Rational.zero
            for (k, slope) in slopes(p, f).enumerated() {
                outgoing[p - 1, k] = slope - before
                before = slope
            }
        }
        let kinks = gaps.map { Rational($0.a) + f.fraction * Rational($0.b - $0.a) }
        let layers = CanonicalAutoencoder.layers(length: length, hidden: gaps.count)
        return try Network(
            inputs: length,
            layers: [
                Layer(dense: layers[0], weight: Matrix(rows: 1, columns: length, repeating: .one), bias: [.zero]),
                Layer(
                    dense: layers[1], weight: Matrix(rows: gaps.count, columns: 1, repeating: .one),
                    bias: kinks.map { -$0 }),
                Layer(dense: layers[2], weight: outgoing, bias: nil),
            ])
    }
}
