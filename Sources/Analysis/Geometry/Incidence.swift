public import Exact

/// Whether the activations of one sample lie where one output requires them.
public struct Incidence: Sendable, Hashable {
    /// The index of the sample.
    public let sample: Int
    /// The index of the output.
    public let output: Int
    /// Whether the target is the amplitude, so that the point must lie on H; otherwise it must lie in R.
    public let isOn: Bool
    /// The output's preactivation a·w + c.
    public let value: Rational
    /// The value minus the amplitude where the point must lie on H, otherwise the value: right at 0, and for R also
    /// below 0.
    public let excess: Rational
    private let squaredNorm: Rational

    /// Whether the point lies where it must.
    public var holds: Bool { isOn ? excess.isZero : excess.signum <= 0 }

    /// The square of the point's distance from H or R: 0 where it lies there; nil where w = 0 and the set is empty.
    public var squaredDistance: Rational? {
        holds ? .zero : squaredNorm.isZero ? nil : excess * excess / squaredNorm
    }

    /// The point's distance from H or R; nil where that set is empty.
    public var distance: Double? { squaredDistance.map { $0.doubleValue.squareRoot() } }

    /// Compares the value with the output's condition.
    init(sample: Int, output: Int, isOn: Bool, value: Rational, hyperplane: OutputHyperplane, squaredNorm: Rational) {
        self.sample = sample
        self.output = output
        self.isOn = isOn
        self.value = value
        self.squaredNorm = squaredNorm
        excess = isOn ? value - hyperplane.amplitude : value
    }
}
