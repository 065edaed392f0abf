internal import Kernels

extension Activation {
    /// The function of the kernels that computes the activation; nil for those that need none.
    var kernelFunction: heaviside_function? {
        switch self {
        case .sigmoid: heaviside_function_sigmoid
        case .tanh: heaviside_function_tanh
        case .softplus: heaviside_function_softplus
        case .identity, .relu, .leakyReLU, .hardThreshold, .hardTanh, .form, .custom: nil
        }
    }

    /// The slope left of 0 of a function that the kernels apply: 1 on the right, and at 0 the slope from the left.
    ///
    /// Nil for all others, also for those that have another derivative at 0.
    var kernelSlope: Double? {
        if case .form = self { return nil }
        return negativeSlope
    }
}
