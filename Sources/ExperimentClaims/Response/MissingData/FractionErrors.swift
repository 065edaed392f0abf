internal import Analysis
internal import Claims
internal import Exact
internal import Networks

/// The errors at missing positions of the network with kinks at a fraction of the gaps between known codes.
struct FractionErrors {
    /// |e|² of each missing position, amplitude 1.
    let squared: [Double]
    /// The largest |e_p|, exactly.
    let largest: Rational
    /// Whether the network itself, in double precision, is right at the known positions and has these errors at the
    /// others, to 1e-9.
    let isMeasured: Bool

    init(_ set: KnownPositions, fraction: KinkFraction) throws {
        let outputs = set.outputs(kinkFraction: fraction)
        let signals = set.signals(set.missing)
        largest = KnownPositions.largestError(outputs, signals)
        let predicted = outputs.map(\.doubleValue)
        squared = KnownPositions.squaredErrors(predicted, signals.map(\.doubleValue))
        let network = try set.network(kinkFraction: fraction).converted(to: Double.self)
        let known = set.signals(set.known).map(\.doubleValue)
        let missed = network.forward(signals.map(\.doubleValue)).outputs
        isMeasured =
            KnownPositions.largestError(network.forward(known).outputs, known) <= 1e-9
            && KnownPositions.largestError(missed, predicted) <= 1e-9
    }

    /// Whether the recursion and the reference agree, and the network is right at the known positions, in rational
    /// numbers.
    static func agree(_ set: KnownPositions, fraction: KinkFraction) throws -> Bool {
        let network = try set.network(kinkFraction: fraction)
        return LeadingSteps.areReproduced(set.signals(set.known), by: network)
            && Backpropagation(network).forward(set.signals(set.missing)).outputs == set.outputs(kinkFraction: fraction)
    }
}
