internal import Analysis
internal import Networks

/// How a network was rounded to the canonical exact one.
public struct PolishSummary: Sendable, Hashable, Encodable {
    /// How far one tensor was moved.
    public struct Movement: Sendable, Hashable, Encodable {
        /// "layers.0.weight".
        public let tensor: String
        /// The largest |new − old|.
        public let largestChange: Double
        /// The largest |old|.
        public let largestBefore: Double
    }

    /// What told which unit owns which gap: "kinks" or "outgoingWeights".
    public let ownersReadFrom: String
    /// The number of hidden units that own no gap and were silenced.
    public let silencedUnits: Int
    /// One for each tensor.
    public let movements: [Movement]

    init<S: TrainableScalar & BinaryFloatingPoint>(_ polish: CanonicalPolish<S>) {
        ownersReadFrom = polish.reading.rawValue
        silencedUnits = polish.silencedUnits
        movements = polish.movements.map {
            Movement(tensor: $0.tensor, largestChange: $0.largest, largestBefore: $0.scale)
        }
    }
}
