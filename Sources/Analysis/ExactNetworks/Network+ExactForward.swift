public import Exact
public import Networks

extension Network where Element: TrainableScalar {
    /// Every preactivation and activation for rational inputs, `[samples × inputs]`, of the network over the real
    /// numbers that its stored weights denote.
    ///
    /// - Throws: ``ExactnessError`` for a parameter that is infinite or NaN, for an activation that is not piecewise
    ///   linear, and for more than ``ExactNetwork/mostLayers``.
    /// - Complexity: O(samples · parameters) operations, whose numbers grow by the bits of a weight in every layer.
    public func exactForward(_ inputs: Matrix<Rational>) throws(ExactnessError) -> ForwardPass<Rational> {
        _ = try ExactNetwork(self)
        return Backpropagation(withRoundedSlopes.converted(to: Rational.self)).forward(inputs)
    }
}
