internal import Analysis
internal import Experiments
internal import Networks

/// The words for the data of a run: what a sample is called, where it lies, and what errors are measured by.
struct DataWords {
    /// Whether the samples are step functions.
    let isStep: Bool
    /// Whether the samples are Diracs.
    let isDirac: Bool
    /// Whether the network should output its input.
    let isAutoencoding: Bool

    /// The words for a spec's data.
    init(_ signals: SignalSpec) {
        if case .step = signals.family { isStep = true } else { isStep = false }
        if case .dirac = signals.family { isDirac = true } else { isDirac = false }
        isAutoencoding = signals.target == .signal
    }

    /// What a sample is called.
    var sample: String { isStep ? "step" : isDirac ? "Dirac" : "signal" }

    /// What errors are divided by.
    var unit: String { isAutoencoding ? "the amplitude" : "the largest target" }

    /// What the four quarters of the samples are quarters of.
    var quarters: String {
        isStep
            ? "by quarter of the transition, left to right"
            : isDirac ? "by quarter of the peak, left to right" : "by quarter of the samples, in their order"
    }

    /// The names of the outputs of a network that should find position and amplitude; empty for any other.
    var targets: [String] { isAutoencoding ? [] : ["position", "amplitude"] }

    /// The axis along which samples lie, and where each lies; nil for one that has no place there.
    func places(_ samples: SampleSet) -> (label: String, of: [Double?]) {
        let parameters = samples.parameters
        if isDirac { return ("entry of the peak, θ", parameters.map(\.position)) }
        if parameters.contains(where: { $0.position != nil }) { return ("position θ", parameters.map(\.position)) }
        return ("sample", parameters.indices.map { Double($0) })
    }

    /// What a loss is called in a sentence.
    func name(of loss: Loss) -> String {
        func scaled(_ scaling: Loss.Scaling, _ name: String, _ plural: String) -> String {
            switch scaling {
            case .mean: "mean \(name)"
            case .sum: "sum of the \(plural)"
            case .halfSum: "half the sum of the \(plural)"
            }
        }
        return switch loss {
        case .squaredError(let scaling): scaled(scaling, "squared error", "squared errors")
        case .hingeResidual(let scaling): scaled(scaling, "squared hinge residual", "squared hinge residuals")
        case .binaryCrossEntropy: "binary cross-entropy"
        case .crossEntropy: "cross-entropy"
        }
    }

    /// What the weights of a linear encoder of one unit say of the code; nil where they say nothing in a sentence.
    func encoderWords(_ weights: [Double]) -> String? {
        let largest = weights.map(abs).max() ?? 0
        func spread(_ values: [Double]) -> Double { (values.max() ?? 0) - (values.min() ?? 0) }
        if isStep {
            return spread(weights) <= 1e-6 * largest
                ? (largest > 0
                    ? "All weights are equal: the code of a step is an affine function of its position."
                    : "All weights are 0: every signal has the same code.")
                : "The code of a step is linear in its position exactly if all these weights are equal."
        }
        if isDirac {
            let differences = zip(weights, weights.dropFirst()).map { $1 - $0 }
            return spread(differences) <= 1e-6 * largest
                ? (spread(weights) > 1e-6 * largest
                    ? "The weights lie on a line: the code of a Dirac is an affine function of its position."
                    : "All weights are equal: every Dirac of one amplitude has the same code.")
                : "The code of a Dirac is linear in its position exactly if these weights lie on a line."
        }
        return nil
    }
}
