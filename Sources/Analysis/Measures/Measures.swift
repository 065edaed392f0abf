public import Networks

/// What a network does on a set of samples, in figures.
public struct Measures: Sendable, Hashable {
    /// ŷ, `[samples × outputs]`.
    public let outputs: Matrix<Double>
    /// The errors.
    public let error: ReconstructionError
    /// The code of each sample; nil where the network has no scalar code.
    public let codes: [Double]?
    /// The code against the position; nil without a scalar code, or where the samples have no positions.
    public let code: CodeLine?
    /// The code against position and amplitude; nil where it has other than two units, or samples that differ in neither.
    public let codePlane: CodePlane?
    /// Units that never act.
    public let activity: UnitActivity
    /// The kinks behind a scalar code; nil where there are none.
    public let breakpoints: Breakpoints?

    /// Evaluates `network` on `samples` in its own precision.
    ///
    /// - Complexity: O(samples · parameters).
    public init<S: TrainableScalar>(of network: Network<S>, on samples: SampleSet) {
        let pass = network.forward(samples.signals.map { S($0) })
        outputs = pass.outputs.map(\.doubleValue)
        error = ReconstructionError(outputs: outputs, targets: samples.targets)
        activity = UnitActivity(pass, network: network, targets: samples.targets)
        codePlane = network.codeLayer.flatMap { layer in
            CodePlane(codes: pass.activations[layer].map(\.doubleValue), parameters: samples.parameters)
        }
        if let layer = network.codeLayer, network.layers[layer].outputs == 1 {
            let codes = pass.activations[layer].elements.map(\.doubleValue)
            let placed = zip(codes, samples.parameters).compactMap { z, sample in sample.position.map { (z, $0) } }
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
