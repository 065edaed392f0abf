internal import Analysis
internal import Networks

extension RunSummary {
    /// How far an output that is a number of its own is off.
    public struct TargetError: Sendable, Hashable, Codable {
        /// What the output should be: "position" or "amplitude", or the array or the column of a file.
        public var name: String
        /// The largest absolute target of the training samples, which the relative error is over; 1 where that is 0.
        public var scale: Double
        /// The largest absolute error.
        public var maxAbsoluteError: Double
        /// The largest absolute error over the scale.
        public var maxRelativeError: Double
        /// The root of the mean squared error; absent in records of older versions.
        public var rootMeanSquareError: Double?
        /// The coefficient of determination, over these samples; absent where their targets are all equal, and in
        /// records of older versions.
        public var r2: Double?

        /// The errors of each output on some samples; nil where the outputs are not numbers of their own, where they
        /// are logits, and where an error is not finite.
        ///
        /// - Complexity: O(samples · outputs).
        static func each(of measures: Measures, on samples: SampleSet, _ result: RunResult) -> [TargetError]? {
            let names = result.spec.signals.targetNames(outputs: samples.targets.columns)
            let worst = measures.error.maxByOutput
            guard result.spec.training.loss.comparesOutputs, !names.isEmpty, names.count == worst.count,
                worst.allSatisfy(\.isFinite)
            else { return nil }
            let scales = ReconstructionError.scales(of: result.samples)
            let fits = OutputFit.each(outputs: measures.outputs, targets: samples.targets)
            return names.indices.map { j in
                TargetError(
                    name: names[j], scale: scales[j], maxAbsoluteError: worst[j],
                    maxRelativeError: worst[j] / scales[j], rootMeanSquareError: fits[j].rootMeanSquare,
                    r2: fits[j].r2)
            }
        }
    }
}
