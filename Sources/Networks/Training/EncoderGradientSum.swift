/// Σ over all updates of the gradient of a linear encoder of one unit, in double precision.
///
/// It is the gradient that the step is taken by: with a penalty's and the weight decay's. For gradient descent at a
/// constant rate η, and without a projection, the sum is exactly (w1 at the start − w1 at the end)/η.
/// Source: Autoencoder study, section 1.2, last paragraph.
struct EncoderGradientSum<Element: TrainableScalar> {
    private let tensor: ParameterLayout.Tensor
    private let sums: AlignedBuffer<Double>

    /// Nil where the first layer is not one trained linear unit.
    ///
    /// `values` are the sums at a checkpoint; where they are missing after the first epoch, there is no sum either.
    init?(_ network: Network<Element>, layout: ParameterLayout, from values: [Double]?, isStart: Bool) {
        guard network.hasTrainedLinearEncoder else { return nil }
        tensor = layout.weights[0]
        sums = AlignedBuffer(count: tensor.count)
        guard let values, values.count == tensor.count else {
            if isStart { return }
            return nil
        }
        for (j, value) in values.enumerated() { sums.pointer[j] = value }
    }

    /// The sums, one for each input.
    var values: [Double] { Array(UnsafeBufferPointer(start: sums.pointer, count: tensor.count)) }

    /// Adds the gradient of an update. O(inputs).
    @inline(__always)
    func add(_ gradient: UnsafeMutablePointer<Element>) {
        let (sums, gradient, count) = (sums.pointer, gradient + tensor.offset, tensor.count)
        var j = 0
        while j < count {
            sums[j] += gradient[j].doubleValue
            j &+= 1
        }
    }
}
