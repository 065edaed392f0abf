/// A way to compute the loss of some samples and its gradient: one for each ``ComputationPath``.
protocol LossGradient<Element>: AnyObject {
    associatedtype Element: Scalar

    /// The loss at `parameters`; where `gradient` is not nil, writes the derivatives of every trainable tensor there.
    ///
    /// Both buffers have the ``ParameterLayout`` of the network. The loss may be infinite or NaN.
    func evaluate(
        parameters: UnsafeMutablePointer<Element>, rows: SampleRows<Element>, gradient: UnsafeMutablePointer<Element>?
    ) -> Double
}
