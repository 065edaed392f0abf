public import Exact

/// The hyperplane H and the half-space R in which one output needs the hidden layer's activations a.
///
/// With the output's weights w, its bias c (0 for a layer without) and the amplitude A,
///
///     H = { a : a·w + c = A },    R = { a : a·w + c ≤ 0 }.
///
/// The output is right on a sample with target A if and only if a lies on H, and on one with target 0 if and only if a
/// lies in R. Both are orthogonal to w; R's boundary is parallel to H.
///
/// The paper calls a·w an orthogonal projection; it is the projection's signed length times |w|.
///
/// Source: Three layers autoencoder, section 3.3.1, with H_j^1 for A = 1, c = 0.
public struct OutputHyperplane: Sendable, Hashable {
    /// The normal w, the output's row of the weight matrix.
    public let normal: [Rational]
    /// The bias c, 0 for a layer without a bias.
    public let bias: Rational
    /// The amplitude A.
    public let amplitude: Rational

    /// Creates a hyperplane from a row, its bias and the amplitude.
    public init(normal: [Rational], bias: Rational = .zero, amplitude: Rational) {
        self.normal = normal
        self.bias = bias
        self.amplitude = amplitude
    }

    /// A − c: the value of a·w on H.
    public var level: Rational { amplitude - bias }

    /// The squared norm |w|².
    public var squaredNorm: Rational { normal.dot(normal) }

    /// The square of H's distance from the origin, (A − c)²/|w|²; nil for w = 0, where H is not a hyperplane.
    public var squaredDistance: Rational? { squaredNorm.isZero ? nil : level * level / squaredNorm }

    /// H's distance from the origin, |A − c|/|w|; nil for w = 0.
    public var distance: Double? { squaredDistance.map { $0.doubleValue.squareRoot() } }

    /// The point of H nearest to the origin, (A − c) w/|w|²; nil for w = 0.
    public var foot: [Rational]? {
        let norm = squaredNorm
        guard !norm.isZero else { return nil }
        let factor = level / norm
        return normal.map { $0 * factor }
    }

    /// Whether H meets the orthant a ≥ 0, in which activations lie.
    ///
    /// Where A − c > 0 it does if and only if some entry of w is positive; where A − c < 0, if and only if some entry
    /// is negative; for A = c the origin is a point of H.
    public var meetsOrthant: Bool {
        level.isZero || normal.contains { $0.signum == level.signum }
    }

    /// Whether R meets the orthant: for c ≤ 0 at the origin, otherwise if and only if some entry of w is negative.
    public var halfSpaceMeetsOrthant: Bool { bias.signum <= 0 || normal.contains { $0.signum < 0 } }

    /// Whether R meets the orthant elsewhere than at the origin: for c < 0 always, for c = 0 if and only if some entry
    /// of w is at most 0, otherwise if and only if some entry is negative.
    public var halfSpaceMeetsOrthantBeyondOrigin: Bool {
        !normal.isEmpty && (bias.signum < 0 || normal.contains { $0.signum < (bias.isZero ? 1 : 0) })
    }

    /// The output's preactivation a·w + c at the activations a.
    public func value(at a: [Rational]) -> Rational { normal.dot(a) + bias }
}
