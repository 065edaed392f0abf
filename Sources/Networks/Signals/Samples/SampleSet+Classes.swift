extension SampleSet {
    /// Targets for classes, `[samples × count]`: 1 for the output of the sample's class, 0 for all others.
    ///
    /// - Complexity: O(samples · count).
    public static func targets(ofClasses classes: [Int], count: Int) -> Matrix<Double> {
        var targets = Matrix<Double>(rows: classes.count, columns: count, repeating: 0)
        for (sample, index) in classes.enumerated() { targets[sample, index] = 1 }
        return targets
    }

    /// The class of each row of targets; nil where a row is not 1 for one output and 0 for all others.
    ///
    /// - Complexity: O(samples · outputs).
    public static func classes(ofTargets targets: Matrix<Double>) -> [Int]? {
        var classes: [Int] = []
        for sample in 0..<targets.rows {
            let row = targets.row(sample)
            guard let one = row.firstIndex(of: 1), row.count(where: { $0 != 0 }) == 1 else { return nil }
            classes.append(one - row.startIndex)
        }
        return classes
    }

    /// The classes of some samples, in increasing order; empty for data without classes.
    var occurringClasses: [Int] { Set(classes ?? []).sorted() }
}
