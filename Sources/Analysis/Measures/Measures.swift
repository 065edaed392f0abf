public import Networks

/// The figures that describe a network on a set of samples.
///
/// These are computed in the network's own precision, with rounding. They prove nothing: for exact errors see
/// ``ExactReconstruction``.
public struct Measures: Sendable, Hashable {
    /// The outputs ŷ, `[samples × outputs]`.
    public let outputs: Matrix<Double>
    /// The errors of the outputs.
    public let error: ReconstructionError
    /// The classes that the outputs find; nil for samples without classes.
    public let classification: Classification?
    /// The code of each sample; nil where the network has no scalar code.
    public let codes: [Double]?
    /// How linear the code is in the position; nil without a scalar code, or where the samples have no positions.
    public let code: CodeLine?
    /// How well position, amplitude and width can be read from the code; nil unless it has two units, and where the
    /// samples differ in neither.
    public let codePlane: CodePlane?
    /// The units that never act on the samples.
    public let activity: UnitActivity
    /// The kinks after a scalar code; nil where there are none.
    public let breakpoints: Breakpoints?

    /// Evaluates `network` on `samples` in its own precision; signals and targets are rounded to it.
    ///
    /// - Parameters:
    ///   - network: the network.
    ///   - samples: the samples, with as many entries as the network has inputs.
    ///   - scales: what the errors of each output are divided by; by default ``ReconstructionError/scales(of:)`` of the
    ///     samples. For samples that are held out give that of the training samples.
    /// - Complexity: O(samples · parameters).
    @specialized(where S == Float)
    @specialized(where S == Double)
    public init<S: TrainableScalar>(of network: Network<S>, on samples: SampleSet, scales: [Double]? = nil) {
        let pass = network.forward(samples.signals.map { S($0) })
        outputs = pass.outputs.map(\.doubleValue)
        error = ReconstructionError(
            outputs: outputs, targets: samples.targets.map { S($0).doubleValue },
            scales: scales ?? ReconstructionError.scales(of: samples),
            quarters: ReconstructionError.quarters(of: samples))
        classification = samples.classes.map { [outputs] in Classification(outputs: outputs, classes: $0) }
        activity = UnitActivity(pass, network: network, targets: samples.targets)
        codePlane = network.codeLayer.flatMap { layer in
            CodePlane(
                codes: pass.activations[layer].map(\.doubleValue), positions: samples.positions,
                amplitudes: samples.amplitudes, widths: samples[.width] ?? [])
        }
        if let layer = network.codeLayer, network.layers[layer].outputs == 1 {
            let codes = pass.activations[layer].elements.map(\.doubleValue)
            let placed = zip(codes, samples.positions).compactMap { z, position in position.map { (z, $0) } }
            self.codes = codes
            code = CodeLine(codes: placed.map(\.0), positions: placed.map(\.1))
            breakpoints = Breakpoints(network, codes: codes)
        } else {
            codes = nil
            code = nil
            breakpoints = nil
        }
    }
}
