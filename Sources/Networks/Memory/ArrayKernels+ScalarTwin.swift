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
            sgd: { w, g, count, rate in
                guard let w, let g else { return }
                for k in 0..<count { w[k] = w[k] - rate * g[k] }
            },
            momentum: { w, g, v, count, rate, momentum, nesterov in
                guard let w, let g, let v else { return }
                for k in 0..<count {
                    v[k] = momentum * v[k] + g[k]
                    w[k] = w[k] - rate * (nesterov != 0 ? g[k] + momentum * v[k] : v[k])
                }
            },
            rmsProp: { w, g, v, count, rate, keep, take, epsilon, inside in
                guard let w, let g, let v else { return }
                for k in 0..<count {
                    v[k] = keep * v[k] + (take * g[k]) * g[k]
                    let root = inside != 0 ? (v[k] + epsilon).squareRoot() : v[k].squareRoot() + epsilon
                    w[k] = w[k] - (rate * g[k]) / root
                }
            },
            adam: { w, g, m, v, count, rate, keep1, take1, keep2, take2, root, epsilon in
                guard let w, let g, let m, let v else { return }
                for k in 0..<count {
                    m[k] = keep1 * m[k] + take1 * g[k]
                    v[k] = keep2 * v[k] + (take2 * g[k]) * g[k]
                    w[k] = w[k] - (rate * m[k]) / (v[k].squareRoot() * root + epsilon)
                }
            },
            matrixProduct: Element.arrayKernels.matrixProduct,
            vectorProduct: Element.arrayKernels.vectorProduct)
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
