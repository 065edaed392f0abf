public import Networks

/// What separates a network with a scalar code from an exact reconstruction with a linear code.
///
/// There are four obstacles:
/// - a code that is not monotone, let alone linear;
/// - gaps between neighbouring codes without a kink;
/// - outputs that are never positive although they should be, and so get no gradient from a squared error;
/// - the conditioning of the inputs of the first and the last layer.
///
/// These are symptoms and not a proof: whether a last layer exists at all is decided by ``LastLayerAnswer``.
public struct Obstacles: Sendable, Hashable, Codable {
    /// The largest width or number of samples for which a condition number is computed.
    public static var largestMatrix: Int { 1100 }

    /// κ(XᵀX) of the signals X `[samples × entries]`, or κ(XXᵀ) where there are fewer samples than entries; nil where
    /// the matrix is rank-deficient to double precision, or too large.
    public let signalsCondition: Double?
    /// The same for the last layer's inputs A `[samples × units]`.
    public let activationsCondition: Double?
    /// The rank of the signals, to double precision; nil where the matrix is too large.
    public let signalsRank: Int?
    /// The rank of the last layer's inputs; an exact decoder of steps needs it to be that of the signals.
    public let activationsRank: Int?
    /// The number of outputs.
    public let outputs: Int
    /// The number of neighbouring positions whose codes are in the rarer order, or
    /// equal: 0 for a strictly monotone code.
    public let inversions: Int?
    /// The number of gaps between neighbouring codes.
    public let gaps: Int
    /// The number of gaps that hold no kink.
    public let gapsWithoutKink: Int
    /// The number of outputs that are never positive although they should be.
    public let deadOutputs: Int

    /// Examines a network on its samples; nil where it has no scalar code that feeds a ReLU layer.
    ///
    /// - Complexity: O(m³) for m samples, units and entries.
    public init?<S: TrainableScalar>(_ network: Network<S>, on samples: SampleSet, measures: Measures) {
        guard let breakpoints = measures.breakpoints, let codes = measures.codes, network.layers.count > 1 else {
            return nil
        }
        let signals = Self.conditioning(of: samples.signals)
        (signalsCondition, signalsRank) = (signals?.condition, signals?.rank)
        let pass = network.converted(to: Double.self).forward(samples.signals)
        let activations = Self.conditioning(of: pass.activations[network.layers.count - 2])
        (activationsCondition, activationsRank) = (activations?.condition, activations?.rank)
        outputs = network.outputs
        gaps = breakpoints.gapCount
        gapsWithoutKink = breakpoints.gapCount - breakpoints.coveredGapCount
        deadOutputs = measures.activity.deadOutputs.count
        inversions = Self.inversions(codes, samples.positions)
    }

    private static func conditioning(of matrix: Matrix<Double>) -> (condition: Double?, rank: Int)? {
        guard max(matrix.rows, matrix.columns) <= largestMatrix, let values = matrix.singularValues(),
            let largest = values.first, let least = values.last
        else { return nil }
        // Smaller ones are rounding errors of the largest.
        let noise = largest * Double(max(matrix.rows, matrix.columns)) * .ulpOfOne
        let isUsable = least > noise && largest / least <= ConditionNumber.singularValueLimit
        return (isUsable ? (largest / least) * (largest / least) : nil, values.count { $0 > noise })
    }

    private static func inversions(_ codes: [Double], _ positions: [Double?]) -> Int? {
        let placed = zip(positions, codes).compactMap { position, z in position.map { ($0, z) } }
        guard placed.count == codes.count, placed.count > 1 else { return nil }
        let ordered = placed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.1)
        let steps = zip(ordered, ordered.dropFirst())
        return min(steps.count { $0 >= $1 }, steps.count { $0 <= $1 })
    }
}
