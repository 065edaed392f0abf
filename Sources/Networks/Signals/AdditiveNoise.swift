internal import Diagnostics

/// Noise that is added to signals: each entry gets a normal number of mean 0, drawn for it alone.
///
/// What is drawn depends on the seed, on the index of the sample in its set, on the number of the copy and on the
/// entry: neither on threads, nor on precision, nor on what is held out.
public struct AdditiveNoise: Sendable, Hashable {
    /// What the network should output.
    public enum Target: String, Sendable, Hashable, CaseIterable {
        /// The signal without noise.
        case clean
        /// The signal with its noise.
        case noisy
    }

    /// The standard deviation, in units of the signal.
    public var deviation: Double
    /// The seed of the draws.
    public var seed: UInt64
    /// How many samples are made from each signal, each with noise of its own.
    public var copies: Int
    /// What the network should output.
    public var target: Target

    /// Noise of a standard deviation; by default one noisy sample for each signal, to be cleaned.
    public init(deviation: Double, seed: UInt64 = 1, copies: Int = 1, target: Target = .clean) {
        (self.deviation, self.seed, self.copies, self.target) = (deviation, seed, copies, target)
    }

    /// The samples with noise: the copies of sample i are samples i · copies and following.
    ///
    /// - Parameter samples: signals without noise. Targets that are not the signals stay as they are.
    /// - Returns: as many copies of each, with its labels, and where there are several the label `copy`, from 0.
    /// - Throws: ``SignalError`` for a deviation that is not positive and finite, and where the set would be too large.
    /// - Complexity: O(copies · values).
    public func added(to samples: SampleSet) throws(SignalError) -> SampleSet {
        guard deviation > 0, deviation.isFinite else {
            throw SignalError(
                place: "noise.deviation", problem: "\(NumberText.exact(deviation)): expected a positive finite number")
        }
        guard copies >= 1 else {
            throw SignalError(place: "noise.copies", problem: "\(copies): expected at least 1")
        }
        let count = SampleSet.count(samples.count, copies)
        do throws(SignalError) {
            try SampleSet.checkSize(length: samples.length, count: count)
        } catch {
            throw SignalError(
                place: "noise.copies",
                problem: "\(copies) copies of \(samples.count) signals of length \(samples.length): expected at most "
                    + "\(SampleSet.maximumCount) samples and \(SampleSet.maximumValueCount) values in all")
        }
        var values: [Double] = []
        values.reserveCapacity(count.value * samples.length)
        for row in 0..<count.value {
            var stream = RandomStream(seed: seed, purpose: .noise, index: UInt32(row))
            for value in samples.signals.row(row / copies) { values.append(value + deviation * stream.normal()) }
        }
        func repeated<Value>(_ list: [Value]) -> [Value] {
            list.flatMap { Array(repeating: $0, count: copies) }
        }
        var labels = samples.labels.mapValues(repeated)
        if copies > 1 { labels[SampleSet.Label.copy.rawValue] = (0..<count.value).map { Double($0 % copies) } }
        let signals = Matrix(rows: count.value, columns: samples.length, elements: values)
        guard !samples.isAutoencoding || target == .clean else {
            return SampleSet(shape: samples.shape, signals: signals, labels: labels)
        }
        let targets = Matrix(
            rows: count.value, columns: samples.targets.columns,
            elements: (0..<samples.count).flatMap { row in
                (0..<copies).flatMap { _ in samples.targets.row(row) }
            })
        return SampleSet(
            shape: samples.shape, signals: signals, labels: labels, targets: targets,
            isReconstructing: samples.isReconstructing, classes: samples.classes.map(repeated))
    }
}
