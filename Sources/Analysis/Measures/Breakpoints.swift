public import Networks

/// The kinks of the layer that follows a scalar code, and the gaps between neighbouring codes that hold one.
///
/// A unit max(0, w z + b) has its kink at t = −b/w; a gap between neighbouring codes is [z_g, z_(g+1)). An exact
/// decoder of n + 1 steps needs kinks in at least ⌊n/2⌋ of the n gaps.
public struct Breakpoints: Sendable, Hashable {
    /// The kinks in increasing order; units with w = 0 have none.
    public let kinks: [Double]
    /// The number of gaps between neighbouring different codes.
    public let gapCount: Int
    /// The number of gaps that hold at least one kink.
    public let coveredGapCount: Int

    /// Finds the kinks; nil where the network has no scalar code that feeds a ReLU or leaky ReLU layer, or a code is
    /// not finite.
    ///
    /// - Complexity: O(m log m) for m samples and units.
    public init?<S: Scalar>(_ network: Network<S>, codes: [Double]) {
        guard let code = network.codeLayer, network.layers[code].outputs == 1 else { return nil }
        guard codes.allSatisfy(\.isFinite) else { return nil }
        let hidden = network.layers[code + 1]
        guard hidden.dense.activation.kinks == [0], hidden.dense.activation.negativeSlope != nil else { return nil }
        kinks = (0..<hidden.outputs).compactMap { k -> Double? in
            let w = hidden.weight[k, 0].doubleValue
            let kink = -(hidden.bias?[k].doubleValue ?? 0) / w
            return w != 0 && kink.isFinite ? kink : nil
        }.sorted()
        let sorted = Set(codes).sorted()
        gapCount = max(0, sorted.count - 1)
        var covered = 0
        var next = 0
        for (lower, upper) in zip(sorted, sorted.dropFirst()) {
            while next < kinks.count, kinks[next] < lower { next += 1 }
            if next < kinks.count, kinks[next] < upper { covered += 1 }
        }
        coveredGapCount = covered
    }
}
