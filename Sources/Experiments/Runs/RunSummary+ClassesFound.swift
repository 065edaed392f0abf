internal import Analysis

extension RunSummary {
    /// How often a network finds the class of a sample: the greatest output, of equal ones the first.
    public struct ClassesFound: Sendable, Hashable, Codable {
        /// The most classes whose confusion is listed.
        public static let mostConfused = 32
        /// The most classes that are listed.
        public static let mostListed = 1000

        /// The number of classes.
        public var classes: Int
        /// What the classes are called, in the order of the outputs; absent where they are numbers.
        public var names: [String]?
        /// The number of samples whose class is found.
        public var correct: Int
        /// Their share of the samples.
        public var accuracy: Double
        /// The number of samples for which no class is found, since an output is NaN; they are not right.
        public var undecided: Int
        /// The share for the samples of each class, nil for a class of no sample; absent for more than ``mostListed``
        /// classes.
        public var accuracyByClass: [Double?]?
        /// The number of samples of each class, a row, for which each class is found, a column; absent for more than
        /// ``mostConfused`` classes.
        public var confusion: [[Int]]?

        /// The classes that measures found; nil for samples without classes.
        init?(_ measures: Measures, names: [String]?) {
            guard let found = measures.classification else { return nil }
            classes = found.classCount
            self.names = names?.count == found.classCount ? names : nil
            correct = found.correct
            accuracy = found.accuracy
            undecided = found.undecided
            accuracyByClass = found.classCount <= Self.mostListed ? found.accuracyByClass : nil
            confusion = found.classCount <= Self.mostConfused ? found.confusion : nil
        }
    }
}
