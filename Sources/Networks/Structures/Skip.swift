/// A connection past some layers: u_l = W a_(l−1) + S a_(l−k) + b.
///
/// S is the identity, as in a residual block, or a matrix that is trained. The layer's weight is [W | S], and what it
/// receives is a_(l−1) followed by a_(l−k). Source: He, Zhang, Ren and Sun, "Deep residual learning for image
/// recognition", 2016, equations 1 and 2, with the sum before the activation.
public struct Skip: Sendable, Hashable {
    /// k, at least 2: how many layers earlier the activations are taken from; one more than there are layers below for
    /// the inputs.
    public var layers: Int
    /// Whether S is trained; otherwise it is the identity.
    public var isLinear: Bool

    /// A connection from `layers` layers earlier; by default the identity.
    public init(_ layers: Int, linear: Bool = false) {
        self.layers = layers
        self.isLinear = linear
    }
}
