/// Weight decay λ ahead of a tensor step with the rate η: coupled, G ← G + λ W; decoupled, W ← W − η λ W; independent,
/// W ← W − λ W.
struct TensorDecay<Element: KernelScalar> {
    private let rate: Double
    private let form: Optimizer.DecayForm
    private let places: [Range<Int>]

    /// Decay of the parameters at some places of the layout; none where the rate is 0.
    init(_ rate: Double, _ form: Optimizer.DecayForm, of places: [Range<Int>]) {
        (self.rate, self.form, self.places) = (rate, form, places)
    }

    func apply(_ request: TensorStep<Element>.Request) { apply(request, rate: request.learningRate) }

    /// The same with another η.
    func apply(_ request: TensorStep<Element>.Request, rate eta: Double) {
        guard rate != 0 else { return }
        let kernels = Element.arrayKernels
        for range in places {
            let (w, g) = (request.parameters + range.lowerBound, request.gradient + range.lowerBound)
            switch form {
            case .coupled: kernels.addDecay(g, w, range.count, Element(rate))
            case .decoupled: kernels.shrink(w, range.count, Element(eta * rate))
            case .independent: kernels.shrink(w, range.count, Element(rate))
            }
        }
    }
}
