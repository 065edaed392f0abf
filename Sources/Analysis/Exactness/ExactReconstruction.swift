public import Exact
internal import Networks

/// The exact errors of a network: how far its outputs are from each sample's targets in the real numbers that the
/// weights denote.
public struct ExactReconstruction: Sendable {
    /// The worst output of one sample.
    public struct SampleError: Sendable, Hashable {
        /// The index of the sample.
        public let sample: Int
        /// The output with the largest |error|, the first of several.
        public let output: Int
        /// The output minus the target there.
        public let error: Rational
        /// The number of outputs that differ from their target.
        public let wrongOutputs: Int
    }

    /// The error of each sample.
    public let errors: [SampleError]
    /// The code of each sample; nil where the network has no scalar code followed by continuous layers.
    public let codes: [Rational]?

    /// The sample with the largest |error|, the first of several; nil where there are no samples.
    public var worst: SampleError? {
        guard let first = errors.first else { return nil }
        return errors.dropFirst().reduce(first) { $1.error.magnitude > $0.error.magnitude ? $1 : $0 }
    }

    /// Whether every output equals its target, that is, whether the network is admissible (Elementary response,
    /// definition 2.1).
    public var isExact: Bool { errors.allSatisfy { $0.wrongOutputs == 0 } }

    /// The number of samples with a wrong output.
    public var wrongSamples: Int { errors.count { $0.wrongOutputs > 0 } }

    /// Evaluates the network on samples of its own widths.
    ///
    /// After a scalar code the last layer's preactivations are affine between kinks: they are computed in the order of
    /// the codes, and updated where a unit switches.
    ///
    /// - Complexity: O(samples · encoder parameters + outputs · (samples + kinks)) after a scalar code, else
    ///   O(samples · parameters); zero weights cost nothing.
    /// - Throws: ``ExactnessError`` where the widths do not fit.
    public init(_ exact: ExactNetwork, on samples: ExactSamples) throws(ExactnessError) {
        let network = exact.network
        try Self.checkWidths(exact, samples)
        if let codeLayer = exact.scalarCodeLayer {
            let codes = (0..<samples.count).map { i in
                exact.activations(network.layers[...codeLayer], of: Array(samples.signals.row(i)))[0]
            }
            self.codes = codes
            if let function = exact.functionBeforeLast(from: codeLayer) {
                errors = Self.errors(exact, function, codes, samples.targets)
                return
            }
        } else {
            codes = nil
        }
        errors = (0..<samples.count).map { i in
            let outputs = exact.activations(network.layers[...], of: Array(samples.signals.row(i)))
            return Self.error(outputs, targets: samples.targets.row(i), sample: i)
        }
    }

    /// Whether signals and targets have the network's widths.
    static func checkWidths(_ exact: ExactNetwork, _ samples: ExactSamples) throws(ExactnessError) {
        let network = exact.network
        guard samples.signals.columns == network.inputs, samples.targets.columns == network.outputs else {
            throw ExactnessError(
                place: "samples",
                problem:
                    "signals of \(samples.signals.columns) and targets of \(samples.targets.columns) entries: expected "
                    + "\(network.inputs) and \(network.outputs), as many as the network has inputs and outputs")
        }
    }

    private static func errors(
        _ exact: ExactNetwork, _ function: PiecewiseAffine, _ codes: [Rational], _ targets: ExactMatrix
    ) -> [SampleError] {
        guard let last = exact.network.layers.last else { return [] }
        var walk = AffineWalk(function, layer: last)
        var next = 0
        var errors = [SampleError?](repeating: nil, count: codes.count)
        for i in codes.indices.sorted(by: { codes[$0] < codes[$1] }) {
            while next < function.events.count, function.events[next].z <= codes[i] {
                _ = walk.cross(function.events[next])
                next += 1
            }
            let outputs = walk.forms.map { last.dense.activation.value(at: $0(codes[i])) }
            errors[i] = error(outputs, targets: targets.row(i), sample: i)
        }
        return errors.compactMap { $0 }
    }

    private static func error(_ outputs: [Rational], targets: ArraySlice<Rational>, sample: Int) -> SampleError {
        var (worst, error, wrong) = (0, Rational.zero, 0)
        for (j, (output, target)) in zip(outputs, targets).enumerated() where output != target {
            wrong += 1
            let difference = output - target
            if difference.magnitude > error.magnitude { (worst, error) = (j, difference) }
        }
        return SampleError(sample: sample, output: worst, error: error, wrongOutputs: wrong)
    }
}
