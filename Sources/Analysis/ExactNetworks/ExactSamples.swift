internal import Diagnostics
public import Exact
public import Networks

/// Signals and targets as a network of some precision receives them, as rational numbers.
public struct ExactSamples: Sendable {
    /// `[samples × length]`.
    public let signals: ExactMatrix
    /// `[samples × outputs]`.
    public let targets: ExactMatrix
    /// The position θ of each sample; nil where one number does not tell.
    public let positions: [Double?]

    /// Rounds the samples to the precision S, and reads their bits as exact numbers.
    ///
    /// - Throws: ``ExactnessError`` where a value becomes infinite in that precision, or becomes 0 without being 0.
    public init<S: TrainableScalar>(_ samples: SampleSet, in type: S.Type) throws(ExactnessError) {
        signals = try Self.exact(samples.signals, S.self)
        positions = samples.positions
        targets = samples.isAutoencoding ? signals : try Self.exact(samples.targets, S.self)
    }

    /// The number of samples.
    public var count: Int { signals.rows }

    private static func exact<S: TrainableScalar>(
        _ matrix: Matrix<Double>, _ type: S.Type
    ) throws(ExactnessError) -> ExactMatrix {
        var elements: [Rational] = []
        elements.reserveCapacity(matrix.elements.count)
        for value in matrix.elements {
            guard let number = Rational(exactly: S(value).doubleValue) else {
                throw ExactnessError(
                    place: "samples",
                    problem:
                        "\(NumberText.exact(value)) is not finite in this precision: expected a number in its range")
            }
            guard value == 0 || !number.isZero else {
                throw ExactnessError(
                    place: "samples",
                    problem:
                        "\(NumberText.exact(value)) is rounded to 0 in this precision: expected 0 or a number in its range"
                )
            }
            elements.append(number)
        }
        return ExactMatrix(rows: matrix.rows, columns: matrix.columns, elements: elements)
    }
}
