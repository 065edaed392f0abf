public import Networks

/// How far a network's outputs are from their targets.
///
/// Relative errors are divided by the scale of their output: the amplitude, which is the largest absolute target, where
/// the outputs are a signal; where each output is a number of its own, the largest absolute target of that output.
public struct ReconstructionError: Sendable, Hashable {
    /// max |ŷ − y| over samples and outputs.
    public let maxAbsolute: Double
    /// The largest relative error: max |ŷ − y| over the scale.
    public let maxRelative: Double
    /// max |ŷ − y| over the samples, for each output.
    public let maxByOutput: [Double]
    /// The mean relative error of the samples in each quarter, as a rule of the signal that their transitions lie in,
    /// from left to right; nil for a quarter without a sample.
    public let byQuarter: [Double?]
    /// The mean relative error of each sample.
    public let bySample: [Double]
    /// The number of samples whose every output is within 1 % of its scale.
    public let samplesWithinOnePercent: Int

    /// Measures `outputs` against `targets`, both `[samples × outputs]`; a single NaN makes the maximum NaN.
    ///
    /// - Parameters:
    ///   - outputs: ŷ.
    ///   - targets: y.
    ///   - scales: what the errors of each output are divided by, all positive; where it is nil, the largest absolute
    ///     target of all, or 1 where that is 0.
    ///   - quarters: the quarter of each sample, from 0 to 3, or nil for none; where it is nil, the quarters of the
    ///     samples in their order.
    /// - Complexity: O(samples · outputs).
    public init(
        outputs: Matrix<Double>, targets: Matrix<Double>, scales: [Double]? = nil, quarters: [Int?]? = nil
    ) {
        precondition(outputs.rows == targets.rows && outputs.columns == targets.columns, "one target for each output")
        precondition(scales.map { $0.count == targets.columns } ?? true, "one scale for each output")
        let scales = scales ?? Self.commonScale(of: targets)
        // A sum of errors that have one scale is divided once.
        let common = Set(scales).count == 1 ? scales[0] : nil
        var worst = [Double](repeating: 0, count: outputs.columns)
        var within = 0
        var means: [Double] = []
        for i in 0..<outputs.rows {
            var (sum, isNear) = (0.0, true)
            for j in 0..<outputs.columns {
                let error = abs(outputs[i, j] - targets[i, j])
                sum += common == nil ? error / scales[j] : error
                if !(error <= 0.01 * scales[j]) { isNear = false }
                if !worst[j].isNaN, !(error <= worst[j]) { worst[j] = error }
            }
            if isNear { within += 1 }
            means.append(sum / Double(max(1, outputs.columns)) / (common ?? 1))
        }
        maxByOutput = worst
        maxAbsolute = Self.largest(worst)
        maxRelative = common.map { Self.largest(worst) / $0 } ?? Self.largest(zip(worst, scales).map { $0 / $1 })
        bySample = means
        samplesWithinOnePercent = within
        let quarters = quarters ?? means.indices.map { 4 * $0 / means.count }
        byQuarter = (0..<4).map { quarter in
            let part = zip(quarters, means).filter { $0.0 == quarter }.map(\.1)
            return part.isEmpty ? nil : part.reduce(0, +) / Double(part.count)
        }
    }

    /// The quarter, from 0 to 3, that the transition of each sample lies in: ⌊4t/(n + 1)⌋ for a transition before entry
    /// t = 0…n, ⌊4t/n⌋ for a peak at entry t of n; for samples of a file, the quarter of the range of positions; nil
    /// for a sample without that label.
    ///
    /// It tells nothing of what other samples there are, so that samples held out do not move it.
    ///
    /// - Complexity: O(samples).
    public static func quarters(of samples: SampleSet) -> [Int?] {
        guard let transitions = samples[.transition] else { return Array(repeating: nil, count: samples.count) }
        // A quotient of whole numbers below 2^21 is rounded to a multiple of 1/4 only where it is one.
        return transitions.map { transition in
            transition.flatMap { $0.isFinite ? min(3, max(0, Int((4 * $0).rounded(.down)))) : nil }
        }
    }

    /// What errors on these samples are divided by, for each output: the amplitude where the targets are the signals,
    /// else the largest absolute target of that output; 1 in place of 0.
    ///
    /// - Complexity: O(samples · outputs).
    public static func scales(of samples: SampleSet) -> [Double] {
        let targets = samples.targets
        guard !samples.isReconstructing else { return commonScale(of: targets) }
        return (0..<targets.columns).map { j in
            let largest = (0..<targets.rows).lazy.map { abs(targets[$0, j]) }.max() ?? 0
            return largest > 0 ? largest : 1
        }
    }

    private static func commonScale(of targets: Matrix<Double>) -> [Double] {
        let largest = targets.elements.lazy.map(abs).max() ?? 0
        return Array(repeating: largest > 0 ? largest : 1, count: targets.columns)
    }

    /// The greatest value, NaN where one is; 0 where there is none.
    private static func largest(_ values: [Double]) -> Double {
        values.reduce(0) { $0.isNaN || $1 <= $0 ? $0 : $1 }
    }
}
