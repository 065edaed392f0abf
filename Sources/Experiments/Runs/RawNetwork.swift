internal import Analysis
public import Networks

/// A network that takes data as they are in their file, made from one that takes them normalised.
///
/// Offsets and scales go into the first layer. Where the network is to reproduce its inputs, its outputs are raw, too:
/// the last layer takes the map in if it has no activation, and else a diagonal layer follows it. Layers of other kinds
/// become dense ones, whose weights offsets and scales untie.
public struct RawNetwork: Sendable {
    /// The network.
    public let network: TrainedNetwork
    /// Whether outputs are in the units of raw data, since they are inputs that are reproduced.
    public let hasRawOutputs: Bool
    /// Whether a layer follows that the network did not have.
    public let hasAddedLayer: Bool
    private let original: TrainedNetwork
    private let normalisation: Normalisation

    /// The most outputs of a network that a diagonal layer is added to.
    public static let mostDiagonal = 4096

    /// Folds a normalisation into a network.
    ///
    /// - Parameters:
    ///   - network: the network, which takes normalised data.
    ///   - normalisation: how they are normalised.
    ///   - isAutoencoding: whether outputs are normalised inputs.
    ///   - precision: the precision of the raw network, which may be a higher one.
    /// - Throws: `SignalError` where the network has other inputs or outputs than the normalisation, where a skip leads
    ///   past an activation that changes what it carries, and where a diagonal layer would be too large.
    public init(
        _ network: TrainedNetwork, _ normalisation: Normalisation, isAutoencoding: Bool, in precision: Precision
    ) throws(SignalError) {
        let layers = network.inDouble.layers
        guard let last = layers.last, network.inputs == normalisation.offsets.count,
            !isAutoencoding || last.outputs == normalisation.offsets.count
        else {
            throw SignalError(
                place: "normalise",
                problem: "it has \(normalisation.offsets.count) entries, and the network has "
                    + "\(network.inputs) inputs: expected as many")
        }
        hasAddedLayer = isAutoencoding && last.dense.activation != .identity
        guard !hasAddedLayer || last.outputs <= Self.mostDiagonal else {
            throw SignalError(
                place: "normalise",
                problem:
                    "the last layer's activation, \(last.dense.activation.words), does not let offsets and scales into "
                    + "it, and a layer after it would have \(last.outputs)² weights: expected at most "
                    + "\(Self.mostDiagonal) outputs, or a last layer without an activation")
        }
        func folded<S: Scalar>(_ network: Network<S>) -> Network<S> {
            let inputs = normalisation.folded(into: network)
            return isAutoencoding ? normalisation.unfolded(from: inputs) : inputs
        }
        do {
            switch (network, precision) {
            case (.float32(let single), .float32): self.network = .float32(folded(try single.lowered()))
            default: self.network = .float64(folded(try network.inDouble.lowered()))
            }
        } catch {
            throw SignalError(place: error.place, problem: error.problem)
        }
        hasRawOutputs = isAutoencoding
        original = network
        self.normalisation = normalisation
    }

    /// How far the outputs on raw samples are from those of the original network on normalised ones, in the units of
    /// the raw network's outputs.
    ///
    /// - Parameters:
    ///   - raw: raw samples.
    ///   - normalised: the same samples, normalised.
    /// - Returns: the largest absolute difference, and the largest absolute output of the original network.
    /// - Complexity: O(samples · parameters).
    public func difference(on raw: SampleSet, normalised: SampleSet) -> (largest: Double, output: Double) {
        precondition(raw.count == normalised.count, "the same samples")
        var wanted = original.outputs(of: normalised.signals)
        if hasRawOutputs { wanted = normalisation.restored(wanted) }
        let found = network.outputs(of: raw.signals)
        let differences = zip(wanted.elements, found.elements).map { abs($0 - $1) }
        return (differences.max() ?? 0, wanted.elements.lazy.map(abs).max() ?? 0)
    }
}

extension TrainedNetwork {
    /// The outputs for signals, one a row, computed in the network's own precision.
    ///
    /// - Complexity: O(signals · parameters).
    public func outputs(of signals: Matrix<Double>) -> Matrix<Double> {
        switch self {
        case .float32(let network): network.forward(signals.map { Float($0) }).outputs.map { Double($0) }
        case .float64(let network): network.forward(signals).outputs
        }
    }
}
