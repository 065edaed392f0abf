/// A gradient step of the last layer in hat coordinates.
///
/// Between the kinks t_1 < … < t_m of ascending units, one of each gap above the pivot (``KinkOwners``), a
/// preactivation is piecewise linear, and can be described by its values c_k at t_(k+1) as well as by the weights W_k;
/// t_(m+1) is the largest code. With d_k = t_(k+1) − t_k,
///
///     m_k = (c_k − c_(k−1)) / d_k,   W_k w_k = m_k − m_(k−1),   c_0 = m_0 = 0,
///
/// that is W = B c with a banded B. A step c ← c − η ∂L/∂c is W ← W − η B Bᵀ ∂L/∂W. A ramp is a twice integrated hat:
/// in W the condition number of least squares is about 1.3 n⁴, in c at most (1 − 2f)⁻² for kinks at the fraction f < ½
/// of equal gaps, whatever n. For the descending units of the gaps below the pivot t_1 > … > t_m, t_(m+1) is the least
/// code, w_k and d_k are negative, and the formulas are the same. Units that own no gap keep their weights. In single
/// precision the second differences of G, a double sum, leave too few digits from n ≈ 100 on. This is the gradient in a
/// discrete Sobolev inner product (J. W. Neuberger, Sobolev Gradients and Differential Equations, Lecture Notes in
/// Mathematics 1670, 1997).
///
/// The gradient is that of half the sum of squares: a rate of 1 is a full step whatever the scaling of the loss.
final class SobolevStep<Element: KernelScalar> {
    private let stride: Int
    private let capacity: Int
    private let order: UnsafeMutablePointer<Int32>
    private let distances: AlignedBuffer<Double>
    /// A row for each unit: ∂L/∂c, then Δc.
    private let values: AlignedBuffer<Double>

    init(units: Int, stride: Int) {
        self.stride = stride
        capacity = max(1, units)
        order = .allocate(capacity: capacity)
        order.initialize(repeating: 0, count: capacity)
        distances = AlignedBuffer(count: capacity)
        values = AlignedBuffer(count: capacity * stride)
    }

    deinit { order.deallocate() }

    /// W ← W − rate · B Bᵀ G for weights and gradient `[units × stride]`, on either side of the owners' pivot.
    /// O(units · stride).
    func apply(
        rate: Double, weights: UnsafeMutablePointer<Element>, gradient: UnsafePointer<Element>,
        owners: KinkOwners<Element>, w: UnsafePointer<Element>, codes: UnsafePointer<Double>, count: Int
    ) {
        guard count > 1 else { return }
        let kinks = owners.kinks.pointer
        var m = 0
        func list(_ g: Int) {
            guard owners.owners[g] >= 0 else { return }
            order[m] = owners.owners[g]
            m += 1
        }
        /// In the walk down all distances are negative, as the weights are.
        func walk(to end: Double) {
            guard m > 0 else { return }
            for i in 0..<m {
                distances.pointer[i] = (i + 1 < m ? kinks[Int(order[i + 1])] : end) - kinks[Int(order[i])]
            }
            step(m, rate: rate, weights: weights, gradient: gradient, w: w)
            m = 0
        }
        for g in owners.pivot..<(count - 1) { list(g) }
        walk(to: codes[count - 1])
        for g in Swift.stride(from: owners.pivot - 1, through: 0, by: -1) { list(g) }
        walk(to: codes[0])
    }

    /// The step for the first m units of `order`.
    private func step(
        _ m: Int, rate: Double, weights: UnsafeMutablePointer<Element>, gradient: UnsafePointer<Element>,
        w: UnsafePointer<Element>
    ) {
        // Bᵀ: differences of G/w, over d, and differences again.
        for i in 0..<m {
            let row = values.pointer + i * stride
            let (k, d) = (Int(order[i]), distances.pointer[i])
            let (own, here) = (gradient + k * stride, 1 / (w[k].doubleValue * d))
            for j in 0..<stride { row[j] = own[j].doubleValue * here }
            guard i + 1 < m else { continue }
            let next = Int(order[i + 1])
            let (other, there) = (gradient + next * stride, 1 / (w[next].doubleValue * d))
            for j in 0..<stride { row[j] -= other[j].doubleValue * there }
        }
        for i in 0..<(m - 1) {
            let (row, above) = (values.pointer + i * stride, values.pointer + (i + 1) * stride)
            for j in 0..<stride { row[j] -= above[j] }
        }
        // B: slopes of Δc, and their differences.
        for i in 0..<m {
            let k = Int(order[i])
            let target = weights + k * stride
            let row = values.pointer + i * stride
            let here = -rate / (w[k].doubleValue * distances.pointer[i])
            let before = i > 0 ? -rate / (w[k].doubleValue * distances.pointer[i - 1]) : 0
            let last = i > 0 ? row - stride : row
            let earlier = i > 1 ? last - stride : row
            let (usesLast, usesEarlier) = (i > 0 ? 1.0 : 0, i > 1 ? 1.0 : 0)
            for j in 0..<stride {
                let (c0, c1, c2) = (row[j], usesLast * last[j], usesEarlier * earlier[j])
                target[j] = Element(target[j].doubleValue + (here * (c0 - c1) - before * (c1 - c2)))
            }
        }
    }
}
