public import Exact

/// The line of preactivations of a layer that follows a scalar code, and its image under ReLU.
///
/// u = z w + b runs along a straight line as the code z varies (Three layers autoencoder, section 3.3.2, which calls
/// it u3). a = relu(u) runs along a broken line in the orthant, with a vertex at each kink.
public struct PreactivationLine: Sendable, Hashable {
    /// A code at which units of the layer switch: a vertex of the broken line.
    public struct Kink: Sendable, Hashable {
        /// The code z of the kink.
        public let z: Rational
        /// The units with −b/w = z, in increasing order.
        public let units: [Int]
    }

    /// w, the weights of the code: the direction of the line.
    public let direction: [Rational]
    /// b, the biases: the point at z = 0.
    public let base: [Rational]
    /// The kinks in increasing order of z; units with w = 0 have none.
    public let kinks: [Kink]

    /// Creates the line through `base` in a direction with as many entries.
    public init(direction: [Rational], base: [Rational]) {
        precondition(direction.count == base.count, "a direction and a point of the same space")
        self.direction = direction
        self.base = base
        var units: [Rational: [Int]] = [:]
        for (k, w) in direction.enumerated() where !w.isZero { units[-base[k] / w, default: []].append(k) }
        kinks = units.map { Kink(z: $0.key, units: $0.value) }.sorted { $0.z < $1.z }
    }

    /// The preactivations u = z w + b.
    public func point(at z: Rational) -> [Rational] { zip(direction, base).map { $0 * z + $1 } }

    /// The activations a = relu(u).
    public func image(at z: Rational) -> [Rational] { point(at: z).map { max($0, .zero) } }

    /// The vertices of the broken line, a at each kink.
    public var vertices: [[Rational]] { kinks.map { image(at: $0.z) } }

    /// The direction of the broken line before its first vertex as z falls, per unit of z: −w of the units that are on
    /// there, otherwise 0.
    public var firstDirection: [Rational] { direction.map { $0.signum < 0 ? -$0 : .zero } }

    /// The direction of the broken line after its last vertex as z grows, per unit of z: w of the units that are on
    /// there, otherwise 0.
    public var lastDirection: [Rational] { direction.map { $0.signum > 0 ? $0 : .zero } }

    /// The square |w|² of the distance on the line per unit of z.
    public var squaredSpeed: Rational { direction.dot(direction) }

    /// The broken line from one code to another: a at both ends and at the kinks between.
    public func image(from start: Rational, to end: Rational) -> [[Rational]] {
        ([start] + kinks.map(\.z).filter { start < $0 && $0 < end } + [end]).map(image)
    }
}
