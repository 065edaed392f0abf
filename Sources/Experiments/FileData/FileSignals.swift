public import Networks

/// Data from a file: arrays of a `.npz`, `.npy` or `.safetensors` file, or columns of a `.csv` file.
///
/// The first dimension of every array counts the samples. The others are the shape of a sample; an array of one
/// dimension has one number for each sample.
public struct FileSignals: Sendable, Hashable {
    /// What a run keeps of the file.
    public enum Keep: String, Sendable, Hashable, CaseIterable {
        /// A copy in the run's folder.
        case copy
        /// The path of the file.
        case reference
    }

    /// The largest file, in bytes, that a run copies unless told otherwise: 16 MiB.
    public static let copyLimit = 16 << 20

    /// The file; a relative path is looked up in the folder of the spec.
    public var path: String
    /// What the network receives; nil for the only array, or for all columns without another use.
    public var inputs: FileColumns?
    /// What the network should output; nil for the inputs themselves, as of an autoencoder.
    public var targets: FileColumns?
    /// The number of classes, where a single target is the class of a sample: a whole number from 0; nil where
    /// targets are what the network should output.
    ///
    /// An experiment whose loss is the cross-entropy sets it to the number of outputs.
    public var classes: Int?
    /// What the classes are called, the class of output 0 first; nil for numbers, and where the words of the target's
    /// column, in alphabetical order, are still to be read.
    public var classNames: [String]?
    /// The array or column of each label, by the label's name.
    public var labels: [String: String]
    /// The shape of a sample of the inputs; nil for that of the file.
    public var shape: [Int]?
    /// How each entry of the inputs is brought to a common range; nil for the values of the file.
    public var normalise: Normalisation.Method?
    /// What a run keeps of the file; nil for a copy of at most ``copyLimit`` bytes.
    public var keep: Keep?

    /// Creates data from a file; by default its only array, or all its columns, to be reproduced.
    public init(
        _ path: String, inputs: FileColumns? = nil, targets: FileColumns? = nil, classes: Int? = nil,
        classNames: [String]? = nil, labels: [String: String] = [:], shape: [Int]? = nil,
        normalise: Normalisation.Method? = nil, keep: Keep? = nil
    ) {
        self.path = path
        self.inputs = inputs
        self.targets = targets
        self.classes = classes ?? classNames?.count
        self.classNames = classNames
        self.labels = labels
        self.shape = shape
        self.normalise = normalise
        self.keep = keep
    }

    /// The names of `count` outputs where each is a number of its own; empty for a signal, for classes,
    /// and for more than ``mostNamedTargets``.
    public func targetNames(_ count: Int) -> [String] {
        guard count <= Self.mostNamedTargets, classes == nil else { return [] }
        switch targets {
        case nil, .range: return []
        case .array(let name): return count == 1 ? [name] : (0..<count).map { "\(name)[\($0)]" }
        case .columns(let names): return names.count == count ? names : []
        }
    }

    /// The most outputs that are called by a name each.
    public static let mostNamedTargets = 16
}
