public import Exact

/// Whether the activations of one sample lie where one output wants them.
public struct Incidence: Sendable, Hashable {
    /// The sample.
    public let sample: Int
    /// The output.
    public let output: Int
    /// Whether the target is the amplitude, so that the point must lie on H; else it must lie in R.
    public let isOn: Bool
    /// a·w + c: the output's preactivation.
    public let value: Rational
    /// The value minus the amplitude where the point must lie on H, else the value: right at 0, and right below 0 for R.
    public let excess: Rational
    private let squaredNorm: Rational

    /// Whether the point lies on H, or in R.
    public var holds: Bool { isOn ? excess.isZero : excess.signum <= 0 }

    /// The square of the point's distance from H, or from R: 0 where it lies there; nil where w = 0 and the set is empty.
    public var squaredDistance: Rational? {
        holds ? .zero : squaredNorm.isZero ? nil : excess * excess / squaredNorm
    }

    /// The point's distance from H, or from R; nil where that is empty.
    public var distance: Double? { squaredDistance.map { $0.doubleValue.squareRoot() } }

    /// Compares the value with what the output asks for.
    init(sample: Int, output: Int, isOn: Bool, value: Rational, hyperplane: OutputHyperplane, squaredNorm: Rational) {
        self.sample = sample
        self.output = output
        self.isOn = isOn
        self.value = value
        self.squaredNorm = squaredNorm
        excess = isOn ? value - hyperplane.amplitude : value
    }
}
