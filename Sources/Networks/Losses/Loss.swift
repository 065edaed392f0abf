internal import Diagnostics

/// The loss that training minimises.
///
/// y is the target, ŷ the output, u the output layer's preactivation, N the number of samples, d of outputs.
public enum Loss: Sendable, Hashable {
    /// How a sum of squares over samples and outputs is scaled.
    public enum Scaling: String, Sendable, Hashable, CaseIterable {
        /// Σ r².
        case sum
        /// ½ Σ r².
        case halfSum
        /// Σ r² / (N d), over every element (PyTorch's `MSELoss`).
        case mean
        /// ½ Σ r² / (N d) (the mean of Optax's `l2_loss`).
        case halfMean
        /// Σ r² / N, over the samples.
        case meanOverSamples
        /// ½ Σ r² / N (what scikit-learn's `MLPRegressor` minimises).
        case halfMeanOverSamples

        /// Whether the sum has the factor ½.
        var isHalved: Bool {
            switch self {
            case .sum, .mean, .meanOverSamples: false
            case .halfSum, .halfMean, .halfMeanOverSamples: true
            }
        }

        /// The factor of the sum but for the ½.
        var reduction: Reduction {
            switch self {
            case .sum, .halfSum: .sum
            case .mean, .halfMean: .meanOverElements
            case .meanOverSamples, .halfMeanOverSamples: .meanOverSamples
            }
        }
    }

    /// How a sum over samples is scaled.
    public enum SampleScaling: String, Sendable, Hashable, CaseIterable {
        /// Σ ℓ.
        case sum
        /// Σ ℓ / N, over the samples (PyTorch's `CrossEntropyLoss`).
        case mean

        /// The factor of the sum.
        func factor<S: Scalar>(samples: Int) -> S {
            switch self {
            case .sum: 1
            case .mean: S(1) / S(samples)
            }
        }
    }

    /// r = ŷ − y.
    case squaredError(Scaling)
    /// r = u − y where y > 0, max(0, u) where y ≤ 0.
    ///
    /// For a ReLU output layer: it vanishes exactly where the squared error does, is convex in the last layer's
    /// weights, and gives a gradient to outputs that are negative though they should not be.
    case hingeResidual(Scaling)
    /// −(y log ŷ + (1 − y) log(1 − ŷ)), averaged over every element. For a sigmoid output layer.
    ///
    /// Evaluated from u as max(u, 0) − u y + log1p(exp(−|u|)), with δ = (ŷ − y)/(N d) (Homework 1, solution 1.3 b):
    /// finite for every finite u.
    case binaryCrossEntropy
    /// The binary cross-entropy as another library computes it: `Loss(BinaryCrossEntropyForm(…))`. For a sigmoid output
    /// layer.
    case binaryCrossEntropyForm(BinaryCrossEntropyForm)
    /// log Σ_j exp(u_j) · Σ_j y_j − Σ_j y_j u_j, its mean or its sum over the samples: logits in, probabilities (or
    /// one-hot rows, for classes) as targets.
    ///
    /// For an identity output layer. The largest logit is subtracted before the exponentials.
    case crossEntropy(SampleScaling)
    /// A loss of your own: `Loss(Huber())`.
    ///
    /// The dense path and the reference compute with it. No spec can hold it.
    case custom(CustomLoss)

    /// Why a network with this output activation cannot be trained with this loss; nil where it can.
    public func objection(toOutput activation: Activation) -> String? {
        switch self {
        case .squaredError: nil
        case .hingeResidual:
            activation == .relu
                ? nil : "the hinge residual needs a relu output layer, found \(activation)"
        case .binaryCrossEntropy, .binaryCrossEntropyForm:
            activation == .sigmoid
                ? nil : "the binary cross-entropy needs a sigmoid output layer, found \(activation)"
        case .crossEntropy:
            activation == .identity
                ? nil : "the cross-entropy takes logits: it needs an identity output layer, found \(activation)"
        case .custom(let custom): custom.function.objection(toOutput: activation)
        }
    }

    /// What is wrong with the parameters, and what would be right; nil where they are in range.
    public var problem: String? {
        switch self {
        case .squaredError, .hingeResidual, .binaryCrossEntropy, .crossEntropy: nil
        case .binaryCrossEntropyForm(let form):
            form.objection.map { "binaryCrossEntropy: \($0.parameter): \($0.problem)" }
        case .custom(let custom): custom.function.problem.map { "\(custom.name): \($0)" }
        }
    }

    /// Whether value and gradient are rational in weights and data.
    public var isRational: Bool {
        switch self {
        case .squaredError, .hingeResidual: true
        case .binaryCrossEntropy, .binaryCrossEntropyForm, .crossEntropy: false
        case .custom(let custom): custom.function.isRational
        }
    }

    /// Whether the loss is known to be a sum of squares, as rules that solve for the last layer need it.
    public var isSumOfSquares: Bool {
        switch self {
        case .squaredError, .hingeResidual: true
        case .binaryCrossEntropy, .binaryCrossEntropyForm, .crossEntropy, .custom: false
        }
    }

    /// Whether outputs estimate their targets, so that a difference of the two is an error; not those of the
    /// cross-entropy, which are logits.
    public var comparesOutputs: Bool {
        switch self {
        case .squaredError, .hingeResidual, .binaryCrossEntropy, .binaryCrossEntropyForm, .custom: true
        case .crossEntropy: false
        }
    }

    /// Whether the value is a sum over samples, which grows with their number, and not an average.
    public var isSum: Bool { !form.isMean }

    /// Why these targets do not suit the loss; nil where they do.
    public func objection(toTargets targets: Matrix<Double>) -> String? {
        switch self {
        case .squaredError, .hingeResidual: return nil
        case .binaryCrossEntropy, .binaryCrossEntropyForm, .crossEntropy: break
        case .custom(let custom): return custom.function.objection(toTargets: targets)
        }
        guard let bad = targets.elements.firstIndex(where: { !($0 >= 0 && $0 <= 1) }) else { return nil }
        let (row, column) = (bad / targets.columns, bad % targets.columns)
        return
            "sample \(row), output \(column): target \(NumberText.exact(targets.elements[bad])): a cross-entropy needs targets from 0 to 1"
    }
}

extension Loss: CustomStringConvertible {
    /// "squaredError(mean)", "hingeResidual(sum)", "binaryCrossEntropy", "crossEntropy(mean)",
    /// "custom(Huber)".
    public var description: String {
        switch self {
        case .squaredError(let scaling): "squaredError(\(scaling.rawValue))"
        case .hingeResidual(let scaling): "hingeResidual(\(scaling.rawValue))"
        case .binaryCrossEntropy: "binaryCrossEntropy"
        case .binaryCrossEntropyForm(let form): form.description
        case .crossEntropy(let scaling): "crossEntropy(\(scaling.rawValue))"
        case .custom(let custom): custom.name
        }
    }
}
