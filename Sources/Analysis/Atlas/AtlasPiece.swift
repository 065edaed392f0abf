public import Exact

/// An interval of codes on which every output of a decoder is affine.
public struct AtlasPiece: Sendable, Hashable {
    /// The code at which the piece begins; nil for the first piece.
    public let from: Rational?
    /// The code at which the piece ends; nil for the last piece.
    public let to: Rational?
    /// The hidden units that are active inside, in increasing order, numbered through the hidden layers.
    public let activeUnits: [Int]
    /// The outputs as functions of the code.
    public let outputs: [AffineForm]
}
