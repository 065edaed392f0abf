/// An autoencoder of step functions that is written down, not trained.
public enum Construction: Sendable, Hashable {
    /// ``HardThresholdAutoencoder``, two layers.
    case hardThreshold(HardThresholdAutoencoder)
    /// ``CanonicalAutoencoder``: the papers' three layers, corrected.
    case reversedSolution
    /// ``NaiveSolution``: the papers' three layers as printed; one output cannot be right.
    case naiveSolution
    /// ``MarginDecoder``.
    case marginDecoder(margin: Double)
    /// ``IncompleteAutoencoder``: exact at all positions but some.
    case incomplete(missing: Set<Int>, excess: Double? = nil)
    /// ``PositionAmplitudeAutoencoder``: two codes, for steps of many amplitudes.
    case positionAmplitude
    /// ``ScaleEquivariantAutoencoder``: a code of two units, linear in the signal, and no biases, for steps of every
    /// amplitude.
    case scaleEquivariant(ScaleEquivariantAutoencoder)

    /// The names that take no value.
    public static let bareNames =
        HardThresholdAutoencoder.allCases.map(\.rawValue) + ["reversedSolution", "naiveSolution", "positionAmplitude"]
        + ScaleEquivariantAutoencoder.allCases.map(\.rawValue)

    /// The construction with a name, and with a margin where it takes one; nil for an unknown name,
    /// and for `incomplete`, which takes more.
    public init?(name: String, margin: Double = 1) {
        switch name {
        case "reversedSolution": self = .reversedSolution
        case "naiveSolution": self = .naiveSolution
        case "marginDecoder": self = .marginDecoder(margin: margin)
        case "positionAmplitude": self = .positionAmplitude
        default:
            if let weights = HardThresholdAutoencoder(rawValue: name) {
                self = .hardThreshold(weights)
            } else if let decoder = ScaleEquivariantAutoencoder(rawValue: name) {
                self = .scaleEquivariant(decoder)
            } else {
                return nil
            }
        }
    }

    /// The name that specs use.
    public var name: String {
        switch self {
        case .hardThreshold(let weights): weights.rawValue
        case .reversedSolution: "reversedSolution"
        case .naiveSolution: "naiveSolution"
        case .marginDecoder: "marginDecoder"
        case .incomplete: "incomplete"
        case .positionAmplitude: "positionAmplitude"
        case .scaleEquivariant(let decoder): decoder.rawValue
        }
    }

    /// The layers for signals of a length.
    public func layers(length: Int) -> [Dense] {
        switch self {
        case .hardThreshold: HardThresholdAutoencoder.layers(length: length)
        case .reversedSolution, .naiveSolution, .marginDecoder, .incomplete: CanonicalAutoencoder.layers(length: length)
        case .positionAmplitude: PositionAmplitudeAutoencoder.layers(length: length)
        case .scaleEquivariant: ScaleEquivariantAutoencoder.layers(length: length)
        }
    }

    /// The network for the steps, every parameter rounded to S.
    ///
    /// - Throws: ``NetworkError`` where the length is out of range, or the construction does not serve the amplitudes.
    public func network<S: Scalar>(for steps: StepFunctions, as type: S.Type = S.self) throws(NetworkError) -> Network<
        S
    > {
        switch self {
        case .hardThreshold(let weights):
            try weights.network(length: steps.length, orientation: steps.orientation)
        case .reversedSolution: try CanonicalAutoencoder(steps).network()
        case .naiveSolution: try NaiveSolution(steps).network()
        case .marginDecoder(let margin): try MarginDecoder(steps, margin: margin).network()
        case .incomplete(let missing, let excess):
            try IncompleteAutoencoder(steps, missing: missing, excess: excess).network()
        case .positionAmplitude: try PositionAmplitudeAutoencoder(steps).network()
        case .scaleEquivariant(let decoder):
            try decoder.network(length: steps.length, orientation: steps.orientation)
        }
    }
}
