internal import Analysis
internal import Diagnostics
internal import Experiments
internal import Networks

/// The words for the data of a run: what a sample is called, where it lies, and what errors are measured by.
struct DataWords {
    /// Whether the samples are step functions.
    let isStep: Bool
    /// Whether the samples are Diracs.
    let isDirac: Bool
    /// Whether each sample is told by one transition.
    private let hasOneTransition: Bool
    /// Whether the signals have one amplitude.
    let hasOneAmplitude: Bool
    /// Whether the values of the pieces are drawn, or those of a file.
    private let hasRandomLevels: Bool
    /// Whether samples are held out of training.
    private let holdsOut: Bool
    /// Whether the samples are in falling order of their position, as steps with their ones at the right are.
    private let isFallingInPosition: Bool
    /// Whether the network should output its input.
    let isAutoencoding: Bool
    /// The names of the outputs where each is a number of its own; empty where they are a signal.
    let targets: [String]

    /// Whether the data come from a file.
    let isFile: Bool

    /// The words for a spec's data.
    init(_ spec: Spec) { self.init(spec.signals, outputs: spec.layers.last?.outputs ?? 0) }

    /// The words for the data of a network with so many outputs.
    init(_ signals: SignalSpec, outputs: Int = 0) {
        targets = signals.targetNames(outputs: outputs)
        isFile = signals.file != nil
        if case .step(let steps) = signals.family {
            (isStep, isFallingInPosition) = (true, steps.orientation == .trailingOnes)
        } else {
            (isStep, isFallingInPosition) = (false, false)
        }
        if case .dirac = signals.family { isDirac = true } else { isDirac = false }
        var isRandom = false
        if case .piecewiseConstant(let pieces) = signals.family {
            hasOneTransition = pieces.transitions == 1
            if case .random = pieces.levels { isRandom = true }
        } else {
            hasOneTransition = isStep
        }
        hasRandomLevels = isRandom || isFile
        hasOneAmplitude = (try? signals.family.signals?.amplitudes.values().count) == 1
        holdsOut = signals.holdOut != .none || signals.test != .none
        isAutoencoding = signals.isAutoencoding
    }

    /// What a sample is called.
    var sample: String { isStep ? "step" : isDirac ? "Dirac" : isFile ? "sample" : "signal" }

    /// Whether a small error means that a signal is reproduced: errors are divided by one number for all samples, which
    /// is not the own amplitude of each where there are several.
    var hasOwnUnit: Bool { hasOneAmplitude && !hasRandomLevels }

    /// What errors are divided by: one number for all samples.
    var unit: String {
        guard isAutoencoding else { return "the largest target of its kind" }
        return hasOwnUnit
            ? "the amplitude" : "the \(shortUnit)\(holdsOut ? " of the training samples" : "")"
    }

    /// The same in a word or two, as axes have it.
    var shortUnit: String {
        guard isAutoencoding else { return "largest target" }
        if hasRandomLevels { return "largest value" }
        return hasOneAmplitude ? "amplitude" : "largest amplitude"
    }

    /// The errors of the samples in four quarters, which a record has from left to right, in words that go from the
    /// least position to the largest, with a dash for a quarter without a sample; nil where samples have no position,
    /// and for fewer than four samples.
    func quarters(_ errors: [Double?], of samples: Int) -> String? {
        guard samples >= 4, isDirac || isStep || hasOneTransition else { return nil }
        let upwards = isFallingInPosition ? errors.reversed() : errors
        var texts = NumberText.percents(upwards.compactMap(\.self))[...]
        guard !texts.isEmpty else { return nil }
        return upwards.map { $0 == nil ? "–" : texts.removeFirst() }.joined(separator: " · ")
            + " in the four quarters of the positions, from the smallest θ to the largest"
            + (upwards.contains(nil) ? "; –: no sample" : "")
    }

    /// The axis along which samples lie, and where each lies; nil for one that has no place there.
    ///
    /// Samples that are told apart by their number only are numbered through, those that are held out last.
    func places(
        _ training: SampleSet, heldOut: SampleSet?
    ) -> (label: String, training: [Double?], heldOut: [Double?]) {
        let (kept, held) = (training.positions, heldOut?.positions ?? [])
        func places(_ label: String) -> (String, [Double?], [Double?]) {
            (label, kept, held)
        }
        if isDirac { return places("entry of the peak, θ") }
        if (kept + held).contains(where: { $0 != nil }) { return places("position θ") }
        return ("sample", kept.indices.map { Double($0) }, held.indices.map { Double(kept.count + $0) })
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
        case .crossEntropy(.mean): "mean cross-entropy"
        case .crossEntropy(.sum): "sum of the cross-entropies"
        case .custom: loss.description
        }
    }

    /// What a loss is called at the beginning of a sentence: "The mean squared error", "Half the sum of …".
    func subject(_ loss: Loss) -> String {
        let name = name(of: loss)
        return name.hasPrefix("half ") ? "Half " + name.dropFirst(5) : "The " + name
    }

    /// What the weights of a linear encoder of one unit say of the code; nil where they say nothing in a sentence.
    func encoderWords(_ weights: [Double]) -> String? {
        let largest = weights.map(abs).max() ?? 0
        func spread(_ values: [Double]) -> Double { (values.max() ?? 0) - (values.min() ?? 0) }
        let ofOne = hasOneAmplitude ? "" : " of one amplitude"
        if isStep {
            return spread(weights) <= 1e-6 * largest
                ? (largest > 0
                    ? "All weights are equal: the code of a step\(ofOne) is an affine function of its position."
                    : "All weights are 0: every signal has the same code.")
                : "The code of a step\(ofOne) is linear in its position exactly if all these weights are equal."
        }
        if isDirac {
            let differences = zip(weights, weights.dropFirst()).map { $1 - $0 }
            return spread(differences) <= 1e-6 * largest
                ? (spread(weights) > 1e-6 * largest
                    ? "The weights lie on a line: the code of a Dirac\(ofOne) is an affine function of its position."
                    : "All weights are equal: every Dirac of one amplitude has the same code.")
                : "The code of a Dirac\(ofOne) is linear in its position exactly if these weights lie on a line."
        }
        return nil
    }
}
