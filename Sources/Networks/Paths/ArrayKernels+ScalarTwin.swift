internal import Kernels

extension ArrayKernels where Element: KernelScalar {
    /// The same operations in plain Swift: what the C kernels must equal, bit for bit, on every machine.
    static var scalarTwin: ArrayKernels {
        ArrayKernels(
            biasActivation: { u, bias, rows, columns, slope in
                guard let u else { return }
                for i in 0..<rows {
                    for j in 0..<columns {
                        let s = bias.map { u[i * columns + j] + $0[j] } ?? u[i * columns + j]
                        u[i * columns + j] = s <= 0 ? slope * s : s
                    }
                }
            },
            outerActivation: { a, h, w, bias, rows, columns, slope in
                guard let a, let h, let w else { return }
                for i in 0..<rows {
                    for j in 0..<columns {
                        let s = bias.map { h[i] * w[j] + $0[j] } ?? h[i] * w[j]
                        a[i * columns + j] = s <= 0 ? slope * s : s
                    }
                }
            },
            activationDerivative: { d, a, count, slope in
                guard let d, let a else { return }
                for k in 0..<count { d[k] = a[k] > 0 ? d[k] : slope * d[k] }
            },
            outerDerivative: { d, h, w, a, rows, columns, slope in
                guard let d, let h, let w, let a else { return }
                for i in 0..<rows {
                    for j in 0..<columns {
                        let product = h[i] * w[j]
                        d[i * columns + j] = a[i * columns + j] > 0 ? product : slope * product
                    }
                }
            },
            columnSums: { sums, d, rows, columns in
                guard let sums, let d else { return }
                for j in 0..<columns {
                    sums[j] = 0
                    for i in 0..<rows { sums[j] += d[i * columns + j] }
                }
            },
            squaredError: { d, a, x, count, scale, slope in
                guard let a, let x else { return 0 }
                return sumOfSquares(count) { k in
                    let r = a[k] - x[k]
                    if let d { d[k] = a[k] > 0 ? scale * r : slope * (scale * r) }
                    return r
                }
            },
            hingeResidual: { d, a, x, count, scale in
                guard let a, let x else { return 0 }
                return sumOfSquares(count) { k in
                    let r = x[k] > 0 ? a[k] - x[k] : (a[k] <= 0 ? 0 : a[k])
                    if let d { d[k] = scale * r }
                    return r
                }
            },
            clampNonNegative: { w, count in
                guard let w else { return }
                for k in 0..<count { w[k] = w[k] <= 0 ? 0 : w[k] }
            },
            addDecay: { g, w, count, decay in
                guard let g, let w else { return }
                for k in 0..<count { g[k] = g[k] + decay * w[k] }
            },
            shrink: { w, count, share in
                guard let w else { return }
                for k in 0..<count { w[k] = w[k] - share * w[k] }
            },
            step: { step, w, g, first, second, count in
                guard let step, let w, let g else { return }
                let twin = StepTwin<Element>(step.pointee)
                for k in 0..<count { twin.apply(&w[k], g[k], first.map { $0 + k }, second.map { $0 + k }) }
            },
            function: { functionValues($0, $1, $2, $3) },
            functionDerivative: { multiplyByFunctionDerivative($0, $1, $2, $3, $4) },
            product: { request in
                guard let request, !request.pointee.isLarge else { return Element.arrayKernels.product(request) }
                carryOut(request.pointee)
            })
    }

    private static func carryOut(_ request: heaviside_product) {
        guard let left = request.left?.assumingMemoryBound(to: Element.self),
            let right = request.right?.assumingMemoryBound(to: Element.self),
            let result = request.result?.assumingMemoryBound(to: Element.self)
        else { return }
        let bias = request.bias?.assumingMemoryBound(to: Element.self)
        let active = request.active?.assumingMemoryBound(to: Element.self)
        let slope = Element(request.slope)
        for r in 0..<request.rows {
            for v in 0..<request.columns {
                var u = bias?[v] ?? 0
                for t in 0..<request.terms {
                    u = u.addingProduct(
                        left[r * request.left_row + t * request.left_term],
                        right[t * request.right_term + v * request.right_column])
                }
                switch request.finish {
                case heaviside_finish_activation: u = u <= 0 ? slope * u : u
                case heaviside_finish_derivative:
                    u = active.map { $0[r * request.active_row + v] > 0 } ?? true ? u : slope * u
                default: break
                }
                result[r * request.result_row + v] = u
            }
        }
    }

    /// Σ r² over 16 lanes: entry k goes to lane k mod 16, and the lanes are added in order.
    private static func sumOfSquares(_ count: Int, _ residual: (Int) -> Element) -> Double {
        var lanes = [Double](repeating: 0, count: 16)
        for k in 0..<count {
            let r = residual(k).doubleValue
            lanes[k % 16] += r * r
        }
        return lanes.reduce(0, +)
    }
}
