public import Exact
public import Networks

/// Signals and targets as a network of some precision sees them, as rational numbers.
public struct ExactSamples: Sendable {
    /// `[samples × length]`.
    public let signals: ExactMatrix
    /// `[samples × outputs]`.
    public let targets: ExactMatrix

    /// Rounds the samples to the precision S, and takes the bits as numbers.
    ///
    /// - Throws: ``ExactnessError`` where a value is infinite in that precision, or vanishes in it.
    public init<S: TrainableScalar>(_ samples: SampleSet, in type: S.Type) throws(ExactnessError) {
        signals = try Self.exact(samples.signals, S.self)
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
                throw ExactnessError(place: "samples", problem: "\(value) is not finite in this precision")
            }
            guard value == 0 || !number.isZero else {
                throw ExactnessError(place: "samples", problem: "\(value) is rounded to 0 in this precision")
            }
            elements.append(number)
        }
        return ExactMatrix(rows: matrix.rows, columns: matrix.columns, elements: elements)
    }
}
