extension Loss {
    /// Which formula a loss has, without what a ``custom(_:)`` one holds: code of every update copies it freely.
    enum Form {
        case squaredError(Scaling)
        case hingeResidual(Scaling)
        case binaryCrossEntropy(Reduction)
        case crossEntropy(SampleScaling)
        case custom(Reduction)

        /// The factor of Σ r², or of the sum of a custom loss, in the value.
        func valueFactor<S: Scalar>(samples: Int, outputs: Int) -> S {
            switch self {
            case .squaredError(let scaling), .hingeResidual(let scaling):
                S(1) / S((scaling.isHalved ? 2 : 1) * scaling.reduction.count(samples: samples, outputs: outputs))
            case .binaryCrossEntropy(let reduction): reduction.factor(samples: samples, outputs: outputs)
            case .crossEntropy(let scaling): scaling.factor(samples: samples)
            case .custom(let reduction): reduction.factor(samples: samples, outputs: outputs)
            }
        }

        /// The factor of r, or of the derivative of a custom loss, in ∂L/∂ŷ.
        func deltaFactor<S: Scalar>(samples: Int, outputs: Int) -> S {
            switch self {
            case .squaredError(let scaling), .hingeResidual(let scaling):
                S(scaling.isHalved ? 1 : 2) / S(scaling.reduction.count(samples: samples, outputs: outputs))
            case .binaryCrossEntropy(let reduction): reduction.factor(samples: samples, outputs: outputs)
            case .crossEntropy(let scaling): scaling.factor(samples: samples)
            case .custom(let reduction): reduction.factor(samples: samples, outputs: outputs)
            }
        }

        /// Whether the value is an average over samples, so that a mini-batch's counts by its share.
        var isMean: Bool {
            switch self {
            case .squaredError(let scaling), .hingeResidual(let scaling): scaling.reduction != .sum
            case .binaryCrossEntropy(let reduction): reduction != .sum
            case .crossEntropy(let scaling): scaling == .mean
            case .custom(let reduction): reduction != .sum
            }
        }

        /// Whether the loss is a function of the output layer's activations, rather than of its preactivations.
        var actsOnActivation: Bool {
            switch self {
            case .squaredError, .custom: true
            case .hingeResidual, .binaryCrossEntropy, .crossEntropy: false
            }
        }

        /// Whether it is the hinge residual.
        var isHinge: Bool {
            if case .hingeResidual = self { return true }
            return false
        }
    }

    /// The formula.
    var form: Form {
        switch self {
        case .squaredError(let scaling): .squaredError(scaling)
        case .hingeResidual(let scaling): .hingeResidual(scaling)
        case .binaryCrossEntropy: .binaryCrossEntropy(.meanOverElements)
        case .binaryCrossEntropyForm(let form):
            form.argument == .logits ? .binaryCrossEntropy(form.reduction) : .custom(form.reduction)
        case .crossEntropy(let scaling): .crossEntropy(scaling)
        case .custom(let custom): .custom(custom.function.reduction)
        }
    }
}
