extension SampleSet {
    /// Creates a set whose labels are what the signals were made from.
    ///
    /// - Parameters:
    ///   - signals: the signals, one a row.
    ///   - parameters: what each was made from, as many as signals.
    ///   - targets: what the network should output; by default the signals.
    public init(signals: Matrix<Double>, parameters: [SignalParameters], targets: Matrix<Double>? = nil) {
        precondition(signals.rows == parameters.count, "one set of parameters for each signal")
        var labels: [String: [Double?]] = [Label.amplitude.rawValue: parameters.map(\.amplitude)]
        let positions = parameters.map(\.position)
        if positions.contains(where: { $0 != nil }) { labels[Label.position.rawValue] = positions }
        let transitions = parameters.map { $0.relativeTransition(length: signals.columns) }
        if transitions.contains(where: { $0 != nil }) { labels[Label.transition.rawValue] = transitions }
        self.init(signals: signals, labels: labels, targets: targets)
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

extension SignalParameters {
    /// Where the transition lies: t/(n + 1) for one before entry t = 0…n, t/n for a peak at entry t of n; nil without a
    /// position, and for more transitions.
    fileprivate func relativeTransition(length: Int) -> Double? {
        guard position != nil, let first = transitions.first, transitions.count <= 2 else { return nil }
        return Double(first) / Double(transitions.count == 1 ? length + 1 : length)
    }
}
