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
    /// Whether the samples have positions, along which errors can be told.
    private let isPlaced: Bool
    /// What the position of a sample is, as an axis has it; nil for a family whose position has no other name.
    private let place: String?
    /// What a sample is called.
    let sample: String
    /// Whether noise is added to the signals.
    let isNoisy: Bool
    /// Whether the signals have one amplitude.
    let hasOneAmplitude: Bool
    /// Whether the largest value, by which errors are measured, is another number than the amplitude.
    private let hasLevelsOfItsOwn: Bool
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
        isNoisy = signals.noise != nil
        let isOfItsOwn: Bool
        switch signals.family {
        case .step: (sample, isPlaced, place, isOfItsOwn) = ("step", true, nil, false)
        case .piecewiseConstant(let pieces):
            (sample, isPlaced, place, isOfItsOwn) = (
                "signal", pieces.transitions == 1, nil, pieces.levels != .alternating
            )
        case .dirac(let diracs):
            let peak = diracs.positionsPerEntry == 1 ? "entry of the peak, θ" : "position of the peak, θ"
            (sample, isPlaced, place, isOfItsOwn) = ("Dirac", true, peak, false)
        case .ramp(let ramps):
            (sample, isPlaced, place, isOfItsOwn) = ("ramp", true, "where the rise begins, θ", ramps.widths != nil)
        case .box: (sample, isPlaced, place, isOfItsOwn) = ("signal", true, "middle of the box, θ", false)
        case .gaussian(let gaussians):
            (sample, isPlaced, place, isOfItsOwn) = (
                "Gaussian", true, "position of the peak, θ", gaussians.scaling == .area
            )
        case .sinusoid: (sample, isPlaced, place, isOfItsOwn) = ("sinusoid", false, nil, true)
        case .file(let file):
            let isPlaced = file.labels[SampleSet.Label.position.rawValue] != nil
            (sample, self.isPlaced, place, isOfItsOwn) = ("sample", isPlaced, nil, true)
        }
        hasLevelsOfItsOwn = isOfItsOwn || signals.noise?.target == .noisy
        hasOneAmplitude = (try? signals.family.signals?.amplitudes.values().count) == 1
        holdsOut = signals.holdOut != .none || signals.test != .none
        isAutoencoding = signals.isAutoencoding
    }

    /// Whether a small error means that a signal is reproduced: errors are divided by one number for all samples, which
    /// is not the own amplitude of each where there are several.
    var hasOwnUnit: Bool { hasOneAmplitude && !hasLevelsOfItsOwn }

    /// What errors are divided by: one number for all samples.
    var unit: String {
        guard isAutoencoding else { return "the largest target of its kind" }
        return hasOwnUnit
            ? "the amplitude" : "the \(shortUnit)\(holdsOut ? " of the training samples" : "")"
    }

    /// The same in a word or two, as axes have it.
    var shortUnit: String {
        guard isAutoencoding else { return "largest target" }
        if hasLevelsOfItsOwn { return "largest value" }
        return hasOneAmplitude ? "amplitude" : "largest amplitude"
    }

    /// The errors of the samples in four quarters, which a record has from left to right, in words that go from the
    /// least position to the largest, with a dash for a quarter without a sample; nil where samples have no position,
    /// and for fewer than four samples.
    func quarters(_ errors: [Double?], of samples: Int) -> String? {
        guard samples >= 4, isPlaced else { return nil }
        let upwards = isFallingInPosition ? errors.reversed() : errors
        var texts = NumberText.percents(upwards.compactMap(\.self))[...]
        guard !texts.isEmpty else { return nil }
        return upwards.map { $0 == nil ? "–" : texts.removeFirst() }.joined(separator: " · ")
            + " in the four quarters of the positions, from the smallest θ to the largest"
            + (upwards.contains(nil) ? "; –: no sample" : "")
    }

    /// The axis along which samples lie, and where each lies; nil for one that has no place there.
    ///
    /// Samples that are told apart by their number only are numbered through, those that are held out last. The kind is
    /// what the axis has, in a word.
    func places(
        _ training: SampleSet, heldOut: SampleSet?
    ) -> (label: String, kind: String, training: [Double?], heldOut: [Double?]) {
        let (kept, held) = (training.positions, heldOut?.positions ?? [])
        func places(_ label: String) -> (String, String, [Double?], [Double?]) {
            (label, "position", kept, held)
        }
        if let place { return places(place) }
        if (kept + held).contains(where: { $0 != nil }) { return places("position θ") }
        for (label, name) in [
            (SampleSet.Label.frequency, "frequency, in periods per signal"), (.phase, "phase, in turns"),
        ] {
            guard let kept = training[label] else { continue }
            let held = heldOut?[label] ?? []
            if Set((kept + held).compactMap(\.self)).count > 1 { return (name, label.rawValue, kept, held) }
        }
        return ("sample", "sample", kept.indices.map { Double($0) }, held.indices.map { Double(kept.count + $0) })
    }

    /// What a loss is called in a sentence.
    func name(of loss: Loss) -> String {
        func scaled(_ scaling: Loss.Scaling, _ name: String, _ plural: String) -> String {
            switch scaling {
            case .mean: "mean \(name)"
            case .sum: "sum of the \(plural)"
            case .halfSum: "half the sum of the \(plural)"
            case .halfMean: "half the mean \(name)"
            case .meanOverSamples: "sum of the \(plural) for each sample"
            case .halfMeanOverSamples: "half the sum of the \(plural) for each sample"
            }
        }
        return switch loss {
        case .squaredError(let scaling): scaled(scaling, "squared error", "squared errors")
        case .hingeResidual(let scaling): scaled(scaling, "squared hinge residual", "squared hinge residuals")
        case .binaryCrossEntropy, .binaryCrossEntropyForm: "binary cross-entropy"
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
        guard !isNoisy else { return nil }
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
