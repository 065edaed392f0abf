internal import Analysis
internal import Claims
internal import Diagnostics
internal import Exact
internal import Networks

/// Networks made from the known positions, evaluated at the missing ones: with kinks at the known codes, or at a
/// fraction of the gaps.
struct MissingDataCase: CustomStringConvertible {
    /// The positions.
    let positions: KnownPositions
    /// The outputs at the missing positions with kinks at the known codes, over the amplitude.
    let outputs: Matrix<Rational>
    /// Their |e|², over amp².
    let squaredErrors: [Rational]
    /// Whether that network is exact at the known positions, in rational numbers.
    let isExactWhereKnown: Bool
    /// Whether double precision gives its law at the missing ones, to 1e-11.
    let isLawInDoublePrecision: Bool
    /// The errors with kinks at 0.15 of the gaps; nil where ``KinkFraction`` refuses that fraction.
    let shifted: FractionErrors?

    /// Makes the networks for steps of an amplitude.
    init(_ positions: KnownPositions, amplitude: Int) throws {
        self.positions = positions
        let family = try LeadingSteps(positions.length, amplitude: .one(Double(amplitude))).family
        let autoencoder = IncompleteAutoencoder(family, missing: Set(positions.missing))
        let amp = Rational(amplitude)
        let signals = positions.signals(positions.missing, amplitude: amp)
        let exact: Network<Rational> = try autoencoder.network()
        outputs = Backpropagation(exact).forward(signals).outputs.map { $0 / amp }
        squaredErrors = KnownPositions.squaredErrors(outputs, positions.signals(positions.missing))
        isExactWhereKnown = LeadingSteps.areReproduced(positions.signals(positions.known, amplitude: amp), by: exact)
        let double: Network<Double> = try autoencoder.network()
        let computed = double.forward(signals.map(\.doubleValue)).outputs
        let law = positions.missing.flatMap { positions.law($0).map { (amp * $0).doubleValue } }
        isLawInDoublePrecision = zip(computed.elements, law).allSatisfy { abs($0 - $1) <= 1e-11 }
        shifted = try KinkFraction(Rational(3) / 20).map { try FractionErrors(positions, fraction: $0) }
    }

    var description: String { positions.description }

    /// The largest |e_p|, over amp.
    var largestError: Rational { KnownPositions.largestError(outputs, positions.signals(positions.missing)) }

    /// Whether the outputs are those of the law, at every missing position.
    var isLaw: Bool {
        positions.missing.indices.allSatisfy { outputs.row($0).elementsEqual(positions.law(positions.missing[$0])) }
    }

    /// Whether |e|² = g λ (1 − λ) and Σ y = θ, over the amplitude.
    var keepsMass: Bool {
        positions.missing.enumerated().allSatisfy { i, theta in
            squaredErrors[i] == positions.squaredError(theta) && outputs.row(i).reduce(.zero, +) == Rational(theta)
        }
    }

    /// Whether the number of entries above amp/2, with ties counted or not, differs from θ by at most g/2.
    var isHalfAGapOffAtMost: Bool {
        positions.missing.enumerated().allSatisfy { i, theta in
            let (a, b) = positions.neighbours(of: theta)
            let (ones, onesAndTies) = (outputs.row(i).count { 2 * $0 > 1 }, outputs.row(i).count { 2 * $0 >= 1 })
            return 2 * abs(ones - theta) <= b - a && 2 * abs(onesAndTies - theta) <= b - a
        }
    }

    /// Whether kinks at 0.15 of the gaps give a larger error than the law at some missing position.
    var isLawOfKinksAtCodesOnly: Bool {
        guard let shifted else { return false }
        return zip(shifted.squared, squaredErrors).contains { $0 > 1.001 * $1.doubleValue }
    }

    /// The cells of a row in a table.
    var row: [String] {
        [positions.name, "\(positions.missing.count)", "\(largestError)", "\(squaredErrors.max() ?? .zero)"]
            + [shifted?.largest.description, shifted?.squared.max().map { NumberText.number($0) }].map { $0 ?? "–" }
    }
}
