/// Signals with what they were made from: the data that a network is trained on and judged by.
public struct SampleSet: Sendable, Hashable {
    /// The signals, one a row: `[samples × length]`.
    public let signals: Matrix<Double>
    /// The parameters of each sample, in the order of the rows: transitions from left to right.
    public let parameters: [SignalParameters]
    /// What the network should output, one a row: the signals themselves unless said otherwise.
    public let targets: Matrix<Double>
    /// Whether the targets are the signals.
    public let isAutoencoding: Bool

    /// The most values a set may hold: 2^26, that is 512 MiB.
    public static var maximumValueCount: Int { 1 << 26 }
    /// The most samples of a set: 2^20.
    public static var maximumCount: Int { 1 << 20 }
    /// The longest signal: 2^20 entries.
    public static var maximumLength: Int { 1 << 20 }

    /// Creates a set of as many signals as parameters and targets.
    public init(signals: Matrix<Double>, parameters: [SignalParameters], targets: Matrix<Double>? = nil) {
        precondition(signals.rows == parameters.count, "one set of parameters for each signal")
        precondition(targets.map { $0.rows == signals.rows } ?? true, "one target for each signal")
        self.signals = signals
        self.parameters = parameters
        self.targets = targets ?? signals
        self.isAutoencoding = targets == nil
    }

    /// The number of samples.
    public var count: Int { signals.rows }
    /// The number of entries of a signal.
    public var length: Int { signals.columns }
    /// The largest absolute value of a target: the amplitude that errors are measured by.
    public var amplitude: Double { targets.elements.lazy.map(abs).max() ?? 0 }

    /// Whether every sample has a position, but for the blank signal.
    public var hasPositions: Bool {
        parameters.contains { $0.position != nil } && parameters.allSatisfy { $0.position != nil || $0.amplitude == 0 }
    }

    /// The samples at the given indices, in that order.
    public func selecting(_ indices: [Int]) -> SampleSet {
        func rows(_ matrix: Matrix<Double>) -> Matrix<Double> {
            Matrix(rows: indices.count, columns: matrix.columns, elements: indices.flatMap { matrix.row($0) })
        }
        return SampleSet(
            signals: rows(signals), parameters: indices.map { parameters[$0] },
            targets: isAutoencoding ? nil : rows(targets))
    }

    /// The same signals with position and amplitude as targets: `[samples × 2]`.
    ///
    /// - Throws: ``SignalError`` where a sample has no single position.
    public func targetingParameters() throws(SignalError) -> SampleSet {
        var values: [Double] = []
        for sample in parameters {
            guard let position = sample.position else {
                throw SignalError(
                    place: "target",
                    problem: "signals of this family have no single position: expected target: signal")
            }
            values += [position, sample.amplitude]
        }
        return SampleSet(
            signals: signals, parameters: parameters,
            targets: Matrix(rows: count, columns: 2, elements: values))
    }

    /// Checks length and number of samples before anything is allocated.
    static func checkSize(length: Int, count: (value: Int, overflow: Bool)) throws(SignalError) {
        guard (1...maximumLength).contains(length) else {
            throw SignalError(place: "length", problem: "\(length) entries: expected 1 to \(maximumLength)")
        }
        let (values, overflow) = count.value.multipliedReportingOverflow(by: length)
        guard !count.overflow, !overflow, values <= maximumValueCount, count.value <= maximumCount else {
            throw SignalError(
                place: "length",
                problem: "expected at most \(maximumCount) samples and \(maximumValueCount) values in all: "
                    + "fewer or shorter signals")
        }
    }

    /// Lays out the signals that the parameters describe.
    init(length: Int, parameters: [SignalParameters]) {
        var values: [Double] = []
        values.reserveCapacity(parameters.count * length)
        for sample in parameters { values += sample.signal(length: length) }
        self.init(
            signals: Matrix(rows: parameters.count, columns: length, elements: values), parameters: parameters)
    }
}
