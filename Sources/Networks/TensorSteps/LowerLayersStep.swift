/// The step of the layers below the last one, for rules that are about the last one: gradient descent with Polyak's
/// length.
///
/// For a convex loss L whose least value is 0, −(L/|g|²) g comes nearer to every minimum, |g| being over all these
/// parameters (B. T. Polyak, Minimization of unsmooth functionals, 1969). Here L is not convex, but the length still
/// vanishes with the loss, and needs no rate. No tensor moves by more than `trust` of its own norm; one that is 0 stays
/// 0.
struct LowerLayersStep<Element: KernelScalar> {
    private let tensors: [ParameterLayout.Tensor]
    private let trust: Double

    init(layout: ParameterLayout, trust: Double) {
        let last = layout.weights.last?.offset ?? 0
        tensors = layout.trainableTensors.filter { $0.offset < last }
        self.trust = trust
    }

    /// Steps. O(parameters below the last layer).
    func apply(_ request: TensorStep<Element>.Request) {
        guard trust > 0 else { return }
        var total = 0.0
        for tensor in tensors { total += squares(request.gradient + tensor.offset, tensor.count) }
        guard total > 0, total.isFinite else { return }
        for tensor in tensors {
            let (w, g) = (request.parameters + tensor.offset, request.gradient + tensor.offset)
            let length = squares(g, tensor.count).squareRoot()
            guard length > 0 else { continue }
            let most = trust * squares(w, tensor.count).squareRoot() / length
            let rate = min(request.loss / total, most)
            for k in 0..<tensor.count { w[k] = Element(w[k].doubleValue - rate * g[k].doubleValue) }
        }
    }

    private func squares(_ values: UnsafeMutablePointer<Element>, _ count: Int) -> Double {
        var sum = 0.0
        for k in 0..<count { sum += values[k].doubleValue * values[k].doubleValue }
        return sum
    }
}
