internal import Analysis
internal import Networks

/// How a network was rounded to the canonical exact one.
public struct PolishSummary: Sendable, Hashable, Encodable {
    /// How far one tensor was moved.
    public struct Movement: Sendable, Hashable, Encodable {
        /// Its name: "layers.0.weight".
        public let tensor: String
        /// The largest |new − old|.
        public let largestChange: Double
        /// The largest |old|.
        public let largestBefore: Double
    }

    /// The source of the pairing of units and gaps: "kinks" or "outgoingWeights".
    public let ownersReadFrom: String
    /// The number of hidden units without a gap, whose weights became 0.
    public let silencedUnits: Int
    /// The movement of each tensor.
    public let movements: [Movement]

    init<S: TrainableScalar & BinaryFloatingPoint>(_ polish: CanonicalPolish<S>) {
        ownersReadFrom = polish.reading.rawValue
        silencedUnits = polish.silencedUnits
        movements = polish.movements.map {
            Movement(tensor: $0.tensor, largestChange: $0.largest, largestBefore: $0.scale)
        }
    }
}
