internal import Kernels

/// C ← finish(bias + A B) for row-major matrices, A `[rows × terms]`, B `[terms × columns]`, C `[rows × columns]`.
///
/// Each entry of C is one sum, which starts from the bias or 0 and takes the terms in their order, each by a fused
/// multiply-add: the same bits on every processor. Large products are OpenBLAS's, in an order that depends on the
/// kernels that it has chosen.
struct MatrixProduct<Element: Scalar> {
    private(set) var request: heaviside_product

    /// The product of two matrices, of which either may lie in memory as its transpose, its rows being the columns of
    /// A or B; C must overlap neither.
    init(
        rows: Int, columns: Int, terms: Int, left: UnsafePointer<Element>, transposesLeft: Bool = false,
        right: UnsafePointer<Element>, transposesRight: Bool = false, result: UnsafeMutablePointer<Element>
    ) {
        request = heaviside_product(
            rows: rows, columns: columns, terms: terms, left: left, left_row: transposesLeft ? 1 : terms,
            left_term: transposesLeft ? rows : 1, right: right, right_term: transposesRight ? 1 : columns,
            right_column: transposesRight ? terms : 1, result: result, result_row: columns, bias: nil,
            finish: heaviside_finish_none, slope: 1, active: nil, active_row: columns)
    }

    /// The preactivations u plus the bias, and where `slope` is not 1 the activation u > 0 ? u : slope · u of them.
    mutating func finish(bias: UnsafePointer<Element>?, slope: Element) {
        request.bias = bias.map { UnsafeRawPointer($0) }
        guard slope != 1 else { return }
        request.finish = heaviside_finish_activation
        request.slope = slope.doubleValue
    }

    /// Times the derivative of an activation, read off its values: 1 where `active` is above 0, `slope` elsewhere.
    mutating func multiplyByDerivative(of active: UnsafePointer<Element>, slope: Element) {
        guard slope != 1 else { return }
        request.finish = heaviside_finish_derivative
        request.slope = slope.doubleValue
        request.active = UnsafeRawPointer(active)
    }
}

extension MatrixProduct where Element: KernelScalar {
    /// C ← A B, each factor as it lies in memory or as its transpose; C must overlap neither.
    static func multiply(
        rows: Int, columns: Int, terms: Int, left: UnsafePointer<Element>, transposesLeft: Bool = false,
        right: UnsafePointer<Element>, transposesRight: Bool = false, into result: UnsafeMutablePointer<Element>
    ) {
        Element.arrayKernels.multiply(
            MatrixProduct(
                rows: rows, columns: columns, terms: terms, left: left, transposesLeft: transposesLeft, right: right,
                transposesRight: transposesRight, result: result))
    }
}

extension heaviside_product {
    /// Whether OpenBLAS multiplies: from there on packing both factors for the cache pays, as it does.
    var isLarge: Bool { min(rows, columns, terms) > ArithmeticEnvironment.largestOwnProduct }
}
