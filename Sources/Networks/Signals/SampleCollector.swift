/// Collects the samples of a family: the values of each, and its labels.
struct SampleCollector {
    private let length: Int
    private let labels: [SampleSet.Label]
    private var values: [Double] = []
    private var columns: [[Double?]]

    /// Begins a set; nothing is allocated before its size is checked.
    ///
    /// - Parameters:
    ///   - length: the number of entries of a signal.
    ///   - count: how many samples there are going to be, and whether that number overflows.
    ///   - labels: the labels of the samples.
    /// - Throws: ``SignalError`` for a set that would be too large, and for a length that no set has.
    init(length: Int, count: (value: Int, overflow: Bool), labels: [SampleSet.Label]) throws(SignalError) {
        try SampleSet.checkSize(length: length, count: count)
        (self.length, self.labels) = (length, labels)
        columns = labels.map { _ in [] }
        values.reserveCapacity(length * count.value)
    }

    /// Adds a sample.
    ///
    /// - Parameters:
    ///   - known: its labels, in the order of the set's; nil for one that it does not have.
    ///   - value: the value of each entry.
    mutating func append(_ known: [Double?], value: (Int) -> Double) {
        for (column, label) in known.enumerated() { columns[column].append(label) }
        for entry in 0..<length { values.append(value(entry)) }
    }

    /// The set; a label that no sample has is left out.
    var samples: SampleSet {
        let known = zip(labels, columns).filter { $0.1.contains { $0 != nil } }
        return SampleSet(
            signals: Matrix(rows: values.count / length, columns: length, elements: values),
            labels: Dictionary(uniqueKeysWithValues: known.map { ($0.rawValue, $1) }))
    }
}

extension SampleSet {
    /// The product of the numbers of values that parameters take, plus one for the blank signal, and whether it
    /// overflows.
    static func count(_ factors: Int..., blank: Bool = false) -> (value: Int, overflow: Bool) {
        var (product, overflows) = (1, false)
        for factor in factors {
            let (value, overflow) = product.multipliedReportingOverflow(by: factor)
            (product, overflows) = (value, overflows || overflow)
        }
        let (sum, overflow) = product.addingReportingOverflow(blank ? 1 : 0)
        return (sum, overflows || overflow)
    }

    /// Refuses a length that no set has, or that is less than `least`.
    static func checkLength(_ length: Int, least: Int = 1) throws(SignalError) {
        guard (least...maximumLength).contains(length) else {
            throw SignalError(
                place: "length", problem: "\(length) entries: expected \(least) to \(maximumLength)")
        }
    }

    /// Refuses positions that are no whole number for each entry, or more than a signal has entries at most.
    static func checkPositions(_ perEntry: Int) throws(SignalError) {
        guard (1...maximumLength).contains(perEntry) else {
            throw SignalError(
                place: "positionsPerEntry", problem: "\(perEntry): expected a whole number from 1 to \(maximumLength)")
        }
    }
}
