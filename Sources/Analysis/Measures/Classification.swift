public import Networks

/// How often a network finds the class of a sample.
///
/// The class that a network finds is the output that is the greatest; of equal ones, the one of the lowest index. Where
/// an output is NaN it finds none, and the sample is never counted as right.
public struct Classification: Sendable, Hashable {
    /// The number of classes.
    public let classCount: Int
    /// The class of each sample.
    public let classes: [Int]
    /// The class that the network finds for each sample; nil for none.
    public let found: [Int?]

    /// Reads the classes that a network finds from its outputs.
    ///
    /// - Parameters:
    ///   - outputs: ŷ, `[samples × classes]`.
    ///   - classes: the class of each sample, an index of an output.
    /// - Complexity: O(samples · classes).
    public init(outputs: Matrix<Double>, classes: [Int]) {
        precondition(outputs.rows == classes.count, "one class for each sample")
        self.classes = classes
        classCount = outputs.columns
        found = (0..<outputs.rows).map { Self.found(in: outputs.row($0)) }
    }

    private static func found(in outputs: ArraySlice<Double>) -> Int? {
        var best: Int?
        for (index, value) in outputs.enumerated() {
            if value.isNaN { return nil }
            if best.map({ value > outputs[outputs.startIndex + $0] }) ?? true { best = index }
        }
        return best
    }

    /// The number of samples.
    public var count: Int { classes.count }
    /// The number of samples whose class is found.
    public var correct: Int { zip(classes, found).count { $0 == $1 } }
    /// The number of samples for which no class is found, since an output is NaN.
    public var undecided: Int { found.count { $0 == nil } }
    /// The share of the samples whose class is found; 0 without a sample.
    public var accuracy: Double { count > 0 ? Double(correct) / Double(count) : 0 }

    /// The share of the samples of each class whose class is found; nil for a class of no sample.
    ///
    /// - Complexity: O(samples + classes).
    public var accuracyByClass: [Double?] {
        var (total, right) = (Array(repeating: 0, count: classCount), Array(repeating: 0, count: classCount))
        for (index, guess) in zip(classes, found) {
            total[index] += 1
            if index == guess { right[index] += 1 }
        }
        return zip(total, right).map { $0 > 0 ? Double($1) / Double($0) : nil }
    }

    /// The number of samples of each class, a row, for which each class is found, a column: `[classes × classes]`.
    /// Samples for which none is found are left out.
    ///
    /// - Complexity: O(samples + classes²) time, O(classes²) memory.
    public var confusion: [[Int]] {
        var rows = Array(repeating: Array(repeating: 0, count: classCount), count: classCount)
        for (index, guess) in zip(classes, found) {
            if let guess { rows[index][guess] += 1 }
        }
        return rows
    }
}

extension Classification: CustomStringConvertible {
    /// One line without the samples: "352 of 360 samples in their class".
    public var description: String { "\(correct) of \(count) sample\(count == 1 ? "" : "s") in their class" }
}
