/// Signals with their targets and with what is known of each: the data that a network is trained on and judged by.
///
/// A signal has a ``shape``, such as [28, 28], and is kept flat, row-major, as a row of ``signals``. Labels are numbers
/// that a sample is known by besides, such as its position; measures ask for the label that they need.
public struct SampleSet: Sendable, Hashable {
    /// Labels that measures and reports ask for, and those of the families; data may have others.
    public enum Label: String, Sendable, Hashable, CaseIterable {
        /// The position θ: the number of ones of a step, the index of a Dirac's or a Gaussian's peak, the middle of a
        /// box, the last 0 before a ramp rises, or what a file says.
        case position
        /// The amplitude; 0 for the blank signal.
        case amplitude
        /// Where in the signal its only transition, or its peak, lies: from 0 at the left end to below 1. For samples
        /// of a file, where the position lies between the least one, 0, and the greatest, 1.
        case transition
        /// The width of a box, of a Gaussian (its σ), or of a ramp's rise, in entries.
        case width
        /// The frequency of a sinusoid, in periods per signal.
        case frequency
        /// The phase of a sinusoid, in turns.
        case phase
        /// Which of the noisy copies of a signal the sample is, from 0.
        case copy
    }

    /// The shape of a signal, outermost dimension first.
    public let shape: [Int]
    /// The signals, one a row: `[samples × length]`.
    public let signals: Matrix<Double>
    /// What is known of the samples, by name: a number for each row, or nil for a sample that has none.
    public let labels: [String: [Double?]]
    /// What the network should output, one a row: the signals themselves unless said otherwise.
    public let targets: Matrix<Double>
    /// Whether the targets are the signals.
    public let isAutoencoding: Bool
    /// Whether the targets are signals: those that the network gets, or the same without noise.
    public let isReconstructing: Bool
    /// The class of each sample, from 0, whose output has the target 1, and all others 0; nil for data without classes.
    public let classes: [Int]?

    /// The most values a set may hold: 2^26, that is 512 MiB.
    public static var maximumValueCount: Int { 1 << 26 }
    /// The most samples of a set: 2^20.
    public static var maximumCount: Int { 1 << 20 }
    /// The longest signal: 2^20 entries.
    public static var maximumLength: Int { 1 << 20 }

    /// Creates a set.
    ///
    /// - Parameters:
    ///   - shape: the shape of a signal, of as many entries as a row; by default one dimension.
    ///   - signals: the signals, one a row.
    ///   - labels: what is known of each, as many numbers as signals.
    ///   - targets: what the network should output, as many rows as signals; by default the signals.
    ///   - isReconstructing: whether targets are signals without their noise, rather than something else.
    ///   - classes: the class of each sample, where each row of the targets is 1 there and 0 elsewhere.
    public init(
        shape: [Int]? = nil, signals: Matrix<Double>, labels: [String: [Double?]] = [:],
        targets: Matrix<Double>? = nil, isReconstructing: Bool = false, classes: [Int]? = nil
    ) {
        let shape = shape ?? [signals.columns]
        precondition(shape.reduce(1, *) == signals.columns, "a signal has as many entries as its shape")
        precondition(labels.values.allSatisfy { $0.count == signals.rows }, "one label for each signal")
        precondition(targets.map { $0.rows == signals.rows } ?? true, "one target for each signal")
        precondition(classes.map { $0.count == signals.rows } ?? true, "one class for each signal")
        self.shape = shape
        self.signals = signals
        self.labels = labels
        self.targets = targets ?? signals
        self.isAutoencoding = targets == nil
        self.isReconstructing = targets == nil || isReconstructing
        self.classes = classes
    }

    /// The number of samples.
    public var count: Int { signals.rows }
    /// The number of entries of a signal.
    public var length: Int { signals.columns }
    /// The largest absolute value of a target: the amplitude that errors are measured by.
    public var amplitude: Double { targets.elements.lazy.map(abs).max() ?? 0 }

    /// A label of each sample; nil where the data do not have it.
    public subscript(label: Label) -> [Double?]? { labels[label.rawValue] }

    /// The position of each sample; nil for one that has none, and for all where the data have no such label.
    public var positions: [Double?] { self[.position] ?? Array(repeating: nil, count: count) }
    /// The amplitude of each sample; nil for one that has none, and for all where the data have no such label.
    public var amplitudes: [Double?] { self[.amplitude] ?? Array(repeating: nil, count: count) }

    /// Whether every sample has a position, but for the blank signal.
    public var hasPositions: Bool {
        let (positions, amplitudes) = (positions, amplitudes)
        return positions.contains { $0 != nil } && zip(positions, amplitudes).allSatisfy { $0 != nil || $1 == 0 }
    }

    /// The samples at the given indices, in that order.
    public func selecting(_ indices: [Int]) -> SampleSet {
        func rows(_ matrix: Matrix<Double>) -> Matrix<Double> {
            Matrix(rows: indices.count, columns: matrix.columns, elements: indices.flatMap { matrix.row($0) })
        }
        return SampleSet(
            shape: shape, signals: rows(signals), labels: labels.mapValues { values in indices.map { values[$0] } },
            targets: isAutoencoding ? nil : rows(targets), isReconstructing: isReconstructing,
            classes: classes.map { classes in indices.map { classes[$0] } })
    }

    /// The same signals with position and amplitude as targets, `[samples × 2]`, and, where they are of several widths,
    /// with the width, `[samples × 3]`.
    ///
    /// - Throws: ``SignalError`` where a sample has no single position.
    public func targetingParameters() throws(SignalError) -> SampleSet {
        let widths = self[.width] ?? []
        let hasWidths = Set(widths.compactMap(\.self)).count > 1
        var values: [Double] = []
        for (sample, (position, amplitude)) in zip(positions, amplitudes).enumerated() {
            guard let position, let amplitude else {
                throw SignalError(
                    place: "target",
                    problem: "signals of this family have no single position: expected target: signal")
            }
            values += [position, amplitude] + (hasWidths ? [widths[sample] ?? 0] : [])
        }
        return SampleSet(
            shape: shape, signals: signals, labels: labels,
            targets: Matrix(rows: count, columns: hasWidths ? 3 : 2, elements: values))
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
}
