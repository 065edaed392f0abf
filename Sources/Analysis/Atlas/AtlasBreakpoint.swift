public import Exact

/// A code at which the decoder passes from one affine piece to the next, or an end of the range of the data's codes.
public struct AtlasBreakpoint: Sendable, Hashable {
    /// The code z of the breakpoint.
    public let z: Rational
    /// The hidden units that become active as z grows, numbered through the hidden layers.
    public internal(set) var unitsOn: [Int] = []
    /// The hidden units that stop being active.
    public internal(set) var unitsOff: [Int] = []
    /// The outputs whose preactivation becomes positive.
    public internal(set) var outputsOn: [Int] = []
    /// The outputs whose preactivation stops being positive.
    public internal(set) var outputsOff: [Int] = []
    /// Whether it is the smallest or the largest code of the data; beyond them the network extrapolates.
    public internal(set) var isEndOfCodes = false
}
