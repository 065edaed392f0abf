public import Networks

/// The data of a run, as its network receives them.
///
/// All values are rounded to the network's precision: loss, measures, atlas and proof judge a network by the same data.
public struct RunData: Sendable, Hashable {
    /// The samples for training.
    public let training: SampleSet
    /// The samples that are held out; nil where there are none.
    public let heldOut: SampleSet?
    /// The samples for a test at the end; nil where there are none.
    public let test: SampleSet?
    /// How the inputs were normalised before they were rounded; nil where they were not.
    public let normalisation: Normalisation?
    /// What rounding to the precision changed; nil where it changed nothing.
    public let rounding: DataRounding?
}

extension RunData: CustomStringConvertible {
    /// One line: "120 samples of length 129; 10 samples of length 129 are held out".
    public var description: String {
        "\(training)" + (heldOut.map { "; \($0) \($0.count == 1 ? "is" : "are") held out" } ?? "")
            + (test.map { "; \($0) \($0.count == 1 ? "is" : "are") for the test" } ?? "")
    }
}
