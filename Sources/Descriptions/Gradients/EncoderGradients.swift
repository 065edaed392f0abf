package import Experiments
internal import Networks

/// The accumulated gradient of each encoder weight, beside the paper's counting argument.
///
/// Entry s of the signals is non-zero in so many samples; by equations (4)–(7) its gradient is a sum over them alone.
/// Source: Autoencoder study, section 1.2.
package struct EncoderGradients {
    /// Σ over all updates of ∂L/∂w1_s.
    package let sums: [Double]
    /// The number of samples that are not zero at entry s.
    package let samples: [Int]

    /// Nil where the run kept no gradients, or made no update.
    package init?(_ result: RunResult) {
        let signals = result.samples.signals
        guard let sums = result.encoderGradientSum, sums.count == signals.columns, result.epochs > 0,
            sums.allSatisfy(\.isFinite)
        else { return nil }
        self.sums = sums
        samples = (0..<signals.columns).map { s in (0..<signals.rows).count { signals[$0, s] != 0 } }
    }

    /// The entry that the fewest samples reach.
    package var fewest: Int? { samples.indices.min { samples[$0] < samples[$1] } }
    /// The entry that the most samples reach.
    package var most: Int? { samples.indices.max { samples[$0] < samples[$1] } }
}
