package import Experiments
internal import Networks

/// What every exact decoder of a run's samples needs, where the conditions of the theorems hold.
///
/// They are about steps of one amplitude that the network is to reproduce, and about an output layer whose activation
/// gives 0 and the amplitude for preactivations on either side of a kink, or for themselves: ReLU, leaky ReLU,
/// identity.
package struct DecoderNeeds {
    /// The least number of gaps between the neighbouring codes that hold a kink: ⌊gaps/2⌋ (claim
    /// `three-layer-two-gaps`). nil but for one hidden layer between a scalar code and the outputs.
    package let coveredGaps: Int?
    /// By how much the rank of the last layer's inputs may be below the rank of the signals: 0, or 1 where an output
    /// bias adds a column of ones that can make up for it; nil where no theorem is about the rank.
    let missingRank: Int?
    /// Whether the last layer has a bias.
    let hasOutputBias: Bool

    /// The needs of a run's data and layers.
    ///
    /// - Parameters:
    ///   - spec: the run.
    ///   - samples: the number of training samples.
    ///   - blank: whether the signal of zeros is one of them.
    package init(_ spec: Spec, samples: Int, blank: Bool = false) {
        let (layers, last) = (spec.layers, spec.network.last)
        hasOutputBias = last?.hasBias ?? false
        guard let steps = spec.signals.steps, spec.signals.target == .signal,
            last.map({ Self.keepsSteps($0.activation) }) == true, layers.allSatisfy({ $0.skip == nil })
        else {
            (coveredGaps, missingRank) = (nil, nil)
            return
        }
        let hasOneAmplitude = (try? steps.amplitudes.values().count) == 1
        // Between three neighbouring codes of different steps some output is on at two and off at the third, which is
        // no affine function; the steps need not be all.
        let widths = layers.dropLast().map(\.outputs)
        let code = widths.firstIndex(of: 1)
        coveredGaps = hasOneAmplitude && code == widths.count - 2 && samples > 0 ? (samples - 1) / 2 : nil
        // With the blank the entries of a null vector of the inputs and the ones add up to 0, which no output allows.
        missingRank = hasOutputBias && !(hasOneAmplitude && blank) ? 1 : 0
    }

    private static func keepsSteps(_ activation: Activation) -> Bool {
        switch activation {
        case .relu, .leakyReLU, .identity: true
        case .form(let form): form.plain.map(keepsSteps) ?? false
        case .sigmoid, .tanh, .softplus, .hardThreshold, .hardTanh, .custom: false
        }
    }
}
