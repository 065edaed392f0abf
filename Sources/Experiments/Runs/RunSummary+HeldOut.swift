internal import Analysis
internal import Networks

extension RunSummary {
    /// The errors on samples that were held out, or kept for a test, over the scales of the training samples.
    public struct HeldOut: Sendable, Hashable, Codable {
        /// The number of samples.
        public var samples: Int
        /// The loss over them, without terms that depend on the weights alone; absent where it is not finite, and in
        /// records of older versions.
        public var loss: Double?
        /// The largest absolute error; absent for logits.
        public var maxAbsoluteError: Double?
        /// The largest absolute error over the amplitude; absent for logits.
        public var maxRelativeError: Double?
        /// The mean absolute error over the amplitude; absent for logits, and in records of older versions.
        public var meanRelativeError: Double?
        /// Quantiles over the samples of the mean absolute error of a sample, over the amplitude; absent for logits,
        /// and in records of older versions.
        public var relativeError: SeedStatistics.Quantiles?
        /// The number of samples whose every output is within 1 % of the amplitude; absent for logits, and in records
        /// of older versions.
        public var samplesWithinOnePercent: Int?
        /// The errors of each output, where the outputs are numbers of their own; absent for a signal, and in records
        /// of older versions.
        public var targets: [TargetError]?
        /// The classes that the network finds; absent for samples without classes.
        public var classification: ClassesFound?

        /// The errors of measures; nil without them, and where an error is not finite.
        init?(_ measures: Measures?, on data: SampleSet?, loss: Double?, _ result: RunResult) {
            guard let measures, let data else { return nil }
            let error = measures.error
            samples = error.bySample.count
            self.loss = loss.flatMap { $0.isFinite ? $0 : nil }
            classification = ClassesFound(measures, names: result.spec.signals.file?.classNames)
            guard result.spec.training.loss.comparesOutputs else { return }
            guard error.maxAbsolute.isFinite, error.maxRelative.isFinite else { return nil }
            maxAbsoluteError = error.maxAbsolute
            maxRelativeError = error.maxRelative
            meanRelativeError = error.bySample.reduce(0, +) / Double(max(1, samples))
            relativeError = SeedStatistics.Quantiles(error.bySample)
            samplesWithinOnePercent = error.samplesWithinOnePercent
            targets = TargetError.each(of: measures, on: data, result)
        }
    }
}
