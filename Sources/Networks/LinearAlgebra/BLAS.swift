internal import COpenBLAS
internal import Kernels

/// The one place that multiplies matrices with OpenBLAS.
///
/// OpenBLAS runs with one thread: parallelism is over runs, so that no result depends on the number of cores.
enum BLAS {
    /// Evaluated before the first product.
    static let oneThread: Void = openblas_set_num_threads(1)

    /// Carries out the request of a ``MatrixProduct``, whose result is contiguous.
    static func multiply(_ request: heaviside_product, in type: Float.Type) {
        _ = oneThread
        let (m, n, k) = (Int32(request.rows), Int32(request.columns), Int32(request.terms))
        let left = Factor(request.left_row, request.left_term)
        let right = Factor(request.right_term, request.right_column)
        cblas_sgemm(
            CblasRowMajor, left.transpose, right.transpose, m, n, k, 1, request.left?.assumingMemoryBound(to: type),
            left.stride, request.right?.assumingMemoryBound(to: type), right.stride, 0,
            request.result?.assumingMemoryBound(to: type), n)
        finish(request, in: type)
    }

    /// Carries out the request of a ``MatrixProduct``, whose result is contiguous.
    static func multiply(_ request: heaviside_product, in type: Double.Type) {
        _ = oneThread
        let (m, n, k) = (Int32(request.rows), Int32(request.columns), Int32(request.terms))
        let left = Factor(request.left_row, request.left_term)
        let right = Factor(request.right_term, request.right_column)
        cblas_dgemm(
            CblasRowMajor, left.transpose, right.transpose, m, n, k, 1, request.left?.assumingMemoryBound(to: type),
            left.stride, request.right?.assumingMemoryBound(to: type), right.stride, 0,
            request.result?.assumingMemoryBound(to: type), n)
        finish(request, in: type)
    }

    /// How a factor lies in memory.
    private struct Factor {
        let transpose: CBLAS_TRANSPOSE
        let stride: Int32

        init(_ row: Int, _ column: Int) {
            transpose = column == 1 ? CblasNoTrans : CblasTrans
            stride = Int32(max(row, column))
        }
    }

    private static func finish<Element: KernelScalar>(_ request: heaviside_product, in type: Element.Type) {
        let result = request.result?.assumingMemoryBound(to: type)
        let bias = request.bias?.assumingMemoryBound(to: type)
        let (kernels, slope) = (Element.arrayKernels, Element(request.slope))
        if request.finish == heaviside_finish_derivative {
            kernels.activationDerivative(
                result, request.active?.assumingMemoryBound(to: type), request.rows * request.columns, slope)
        } else if bias != nil || request.finish == heaviside_finish_activation {
            kernels.biasActivation(
                result, bias, request.rows, request.columns, request.finish == heaviside_finish_activation ? slope : 1)
        }
    }
}
