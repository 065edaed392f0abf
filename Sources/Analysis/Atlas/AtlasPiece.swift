public import Exact

/// An interval of codes on which every output of a decoder is affine.
public struct AtlasPiece: Sendable, Hashable {
    /// Where it begins; nil for the first.
    public let from: Rational?
    /// Where it ends; nil for the last.
    public let to: Rational?
    /// The hidden units that are active inside, in increasing order, numbered through the hidden layers.
    public let activeUnits: [Int]
    /// The outputs as functions of the code.
    public let outputs: [AffineForm]
}
