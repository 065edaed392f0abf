internal import Kernels

extension Activation {
    /// The function of the kernels that computes the activation; nil for those that need none.
    var kernelFunction: heaviside_function? {
        switch self {
        case .sigmoid: heaviside_function_sigmoid
        case .tanh: heaviside_function_tanh
        case .softplus: heaviside_function_softplus
        case .identity, .relu, .leakyReLU, .hardThreshold, .hardTanh, .custom: nil
        }
    }
}
