internal import Kernels

/// The operations on whole arrays that the dense path and the optimizers' steps are made of, for one scalar type.
///
/// `Sources/Kernels/include` says what each computes. `scalarTwin` computes the same in plain Swift, bit for bit, but
/// for products so large that they are OpenBLAS's.
public struct ArrayKernels<Element: Scalar>: Sendable {
    typealias Input = UnsafePointer<Element>?
    typealias Output = UnsafeMutablePointer<Element>?

    var biasActivation: @Sendable (Output, Input, _ rows: Int, _ columns: Int, _ slope: Element) -> Void
    var outerActivation: @Sendable (Output, Input, Input, Input, _ rows: Int, _ columns: Int, _ slope: Element) -> Void
    var activationDerivative: @Sendable (Output, Input, _ count: Int, _ slope: Element) -> Void
    var outerDerivative: @Sendable (Output, Input, Input, Input, _ rows: Int, _ columns: Int, _ slope: Element) -> Void
    var columnSums: @Sendable (Output, Input, _ rows: Int, _ columns: Int) -> Void
    var squaredError: @Sendable (Output, Input, Input, _ count: Int, _ scale: Element, _ slope: Element) -> Double
    var hingeResidual: @Sendable (Output, Input, Input, _ count: Int, _ scale: Element) -> Double
    var clampNonNegative: @Sendable (Output, _ count: Int) -> Void
    var addDecay: @Sendable (Output, Input, _ count: Int, _ decay: Element) -> Void
    var shrink: @Sendable (Output, _ count: Int, _ share: Element) -> Void
    var step: @Sendable (UnsafePointer<heaviside_step>?, Output, Input, Output, Output, _ count: Int) -> Void

    var function: @Sendable (heaviside_function, Output, Input, _ count: Int) -> Void
    /// Multiplies by the derivative of a function, given its arguments and its values.
    var functionDerivative: @Sendable (heaviside_function, Output, Input, Input, _ count: Int) -> Void
    /// Carries out the request of a ``MatrixProduct``.
    var product: @Sendable (UnsafePointer<heaviside_product>?) -> Void

    func multiply(_ product: MatrixProduct<Element>) { withUnsafePointer(to: product.request) { self.product($0) } }
}

extension Float: KernelScalar {
    /// The C kernels, and single-precision BLAS for large products.
    public static let arrayKernels = ArrayKernels<Float>(
        biasActivation: heaviside_bias_activation_f32, outerActivation: heaviside_outer_activation_f32,
        activationDerivative: heaviside_activation_derivative_f32, outerDerivative: heaviside_outer_derivative_f32,
        columnSums: heaviside_column_sums_f32, squaredError: heaviside_squared_error_f32,
        hingeResidual: heaviside_hinge_residual_f32, clampNonNegative: heaviside_clamp_nonnegative_f32,
        addDecay: heaviside_add_decay_f32, shrink: heaviside_shrink_f32, step: heaviside_step_f32,
        function: heaviside_function_f32, functionDerivative: heaviside_function_derivative_f32,
        product: {
            guard let request = $0, request.pointee.isLarge else { return heaviside_product_f32($0) }
            BLAS.multiply(request.pointee, in: Float.self)
        })
}

extension Double: KernelScalar {
    /// The C kernels, and double-precision BLAS for large products.
    public static let arrayKernels = ArrayKernels<Double>(
        biasActivation: heaviside_bias_activation_f64, outerActivation: heaviside_outer_activation_f64,
        activationDerivative: heaviside_activation_derivative_f64, outerDerivative: heaviside_outer_derivative_f64,
        columnSums: heaviside_column_sums_f64, squaredError: heaviside_squared_error_f64,
        hingeResidual: heaviside_hinge_residual_f64, clampNonNegative: heaviside_clamp_nonnegative_f64,
        addDecay: heaviside_add_decay_f64, shrink: heaviside_shrink_f64, step: heaviside_step_f64,
        function: { ArrayKernels<Double>.functionValues($0, $1, $2, $3) },
        functionDerivative: {
            ArrayKernels<Double>.multiplyByFunctionDerivative($0, $1, $2, $3, $4)
        },
        product: {
            guard let request = $0, request.pointee.isLarge else { return heaviside_product_f64($0) }
            BLAS.multiply(request.pointee, in: Double.self)
        })
}

extension ArrayKernels {
    /// values ← f(x), one number after the other.
    @inline(__always)
    static func functionValues(_ f: heaviside_function, _ values: Output, _ x: Input, _ count: Int) {
        guard let values, let x else { return }
        for k in 0..<count {
            switch f {
            case heaviside_function_exp: values[k] = Element.exponential(x[k])
            case heaviside_function_sigmoid: values[k] = Element.sigmoid(x[k])
            case heaviside_function_tanh: values[k] = Element.hyperbolicTangent(x[k])
            default: values[k] = Element.softplus(x[k])
            }
        }
    }

    /// d ← d f'(x), one number after the other.
    @inline(__always)
    static func multiplyByFunctionDerivative(
        _ f: heaviside_function, _ d: Output, _ x: Input, _ values: Input, _ count: Int
    ) {
        guard let d, let x, let values else { return }
        for k in 0..<count {
            switch f {
            case heaviside_function_sigmoid: d[k] = d[k] * (values[k] * (1 - values[k]))
            case heaviside_function_tanh: d[k] = d[k] * (1 - values[k] * values[k])
            case heaviside_function_softplus: d[k] = d[k] * Element.sigmoid(x[k])
            default: break
            }
        }
    }
}
