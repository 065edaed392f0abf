extension SampleSet {
    /// The samples as a network of the precision S receives them: every value of signals and targets is rounded to S.
    ///
    /// Loss, measures and proof agree about a network only if all of them judge it by these values. A second rounding
    /// changes nothing.
    ///
    /// - Returns: the rounded samples, and what rounding changed; nil where it changed nothing.
    /// - Throws: ``SignalError`` for a value that is infinite in S, or that becomes 0 without being 0.
    /// - Complexity: O(samples · (length + outputs)).
    public func rounded<S: BinaryFloatingPoint>(
        to type: S.Type
    ) throws(SignalError) -> (samples: SampleSet, rounding: DataRounding?) {
        let signals = try Self.rounded(signals, S.self)
        let targets = isAutoencoding ? signals : try Self.rounded(targets, S.self)
        let pairs = [(self.signals, signals)] + (isAutoencoding ? [] : [(self.targets, targets)])
        guard let rounding = DataRounding(pairs) else { return (self, nil) }
        let samples = SampleSet(
            signals: signals, parameters: parameters, targets: isAutoencoding ? nil : targets)
        return (samples, rounding)
    }

    private static func rounded<S: BinaryFloatingPoint>(
        _ matrix: Matrix<Double>, _ type: S.Type
    ) throws(SignalError) -> Matrix<Double> {
        let result = matrix.map { (value: Double) -> Double in Double(S(value)) }
        for (value, rounded) in zip(matrix.elements, result.elements) {
            guard rounded.isFinite else {
                throw SignalError(
                    place: "amplitude",
                    problem: "\(value) is infinite in this precision: expected at most 3.4e38, or precision float64")
            }
            guard value == 0 || rounded != 0 else {
                throw SignalError(
                    place: "amplitude",
                    problem:
                        "\(value) is rounded to 0 in this precision: expected 0, at least 1e-45, or precision float64")
            }
        }
        return result
    }
}

extension DataRounding {
    /// Compares matrices with their rounded forms; nil where every value is kept.
    fileprivate init?(_ pairs: [(before: Matrix<Double>, after: Matrix<Double>)]) {
        var (count, largest, example) = (0, 0.0, (0.0, 0.0))
        for (before, after) in pairs {
            for (value, rounded) in zip(before.elements, after.elements) where value != rounded {
                count += 1
                let change = abs(value - rounded)
                if change > largest { (largest, example) = (change, (value, rounded)) }
            }
        }
        guard count > 0 else { return nil }
        (values, largestChange) = (count, largest)
        (value, rounded) = example
    }
}
