extension SampleSet {
    /// The samples as a network of a precision receives them: every value of signals and targets is rounded to it.
    ///
    /// Loss, measures and proof agree about a network only if all of them judge it by these values. A second rounding
    /// changes nothing.
    ///
    /// - Returns: the rounded samples, and what rounding changed; nil where it changed nothing.
    /// - Throws: ``SignalError`` for a value that is infinite in the format, or that training would take for 0 without
    ///   its being 0.
    /// - Complexity: O(samples · (length + outputs)).
    public func rounded(to format: NumberFormat) throws(SignalError) -> (samples: SampleSet, rounding: DataRounding?) {
        if let (_, problem) = firstObjection(in: format, zeroIsRight: false) {
            throw SignalError(place: "amplitude", problem: problem)
        }
        let signals = signals.map(format.rounded)
        let targets = isAutoencoding ? signals : targets.map(format.rounded)
        let pairs = [(self.signals, signals)] + (isAutoencoding ? [] : [(self.targets, targets)])
        guard let rounding = DataRounding(pairs) else { return (self, nil) }
        let samples = SampleSet(
            shape: shape, signals: signals, labels: labels, targets: isAutoencoding ? nil : targets,
            isReconstructing: isReconstructing, classes: classes)
        return (samples, rounding)
    }

    /// The first value that a format cannot hold, where it is, as "signals[3, 7]", and what is wrong with it; nil where
    /// it holds all.
    ///
    /// With `zeroIsRight`, 0 would be right in its place.
    ///
    /// - Complexity: O(samples · (length + outputs)).
    public func firstObjection(in format: NumberFormat, zeroIsRight: Bool = true) -> (place: String, problem: String)? {
        for (name, values) in [("signals", signals)] + (isAutoencoding ? [] : [("targets", targets)]) {
            for (index, value) in values.elements.enumerated() {
                guard let problem = format.objection(to: value, zeroIsRight: zeroIsRight) else { continue }
                return ("\(name)[\(index / values.columns), \(index % values.columns)]", problem)
            }
        }
        return nil
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
