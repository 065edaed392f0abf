extension Loss {
    /// Which formula a loss has, without what a ``custom(_:)`` one holds: code of every update copies it freely.
    enum Form {
        case squaredError(Scaling)
        case hingeResidual(Scaling)
        case binaryCrossEntropy
        case crossEntropy(SampleScaling)
        case custom(Reduction)

        /// The factor of Σ r², or of the sum of a custom loss, in the value.
        func valueFactor<S: Scalar>(samples: Int, outputs: Int) -> S {
            switch self {
            case .squaredError(.sum), .hingeResidual(.sum): 1
            case .squaredError(.halfSum), .hingeResidual(.halfSum): S(1) / S(2)
            case .squaredError(.mean), .hingeResidual(.mean), .binaryCrossEntropy: S(1) / S(samples * outputs)
            case .crossEntropy(let scaling): scaling.factor(samples: samples)
            case .custom(let reduction): reduction.factor(samples: samples, outputs: outputs)
            }
        }

        /// The factor of r, or of the derivative of a custom loss, in ∂L/∂ŷ.
        func deltaFactor<S: Scalar>(samples: Int, outputs: Int) -> S {
            switch self {
            case .squaredError(.sum), .hingeResidual(.sum): 2
            case .squaredError(.halfSum), .hingeResidual(.halfSum): 1
            case .squaredError(.mean), .hingeResidual(.mean): S(2) / S(samples * outputs)
            case .binaryCrossEntropy: S(1) / S(samples * outputs)
            case .crossEntropy(let scaling): scaling.factor(samples: samples)
            case .custom(let reduction): reduction.factor(samples: samples, outputs: outputs)
            }
        }

        /// Whether the value is an average over samples, so that a mini-batch's counts by its share.
        var isMean: Bool {
            switch self {
            case .squaredError(let scaling), .hingeResidual(let scaling): scaling == .mean
            case .binaryCrossEntropy: true
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
        case .binaryCrossEntropy: .binaryCrossEntropy
        case .crossEntropy(let scaling): .crossEntropy(scaling)
        case .custom(let custom): .custom(custom.function.reduction)
        }
    }
}
