/// Which samples of a set are for training, which are held out, and which are for a test: their indices, in order.
public struct SamplePartition: Sendable, Hashable {
    /// The samples for training; at least one.
    public let training: [Int]
    /// The samples that are held out.
    public let heldOut: [Int]
    /// The samples for a test.
    public let test: [Int]

    /// The parts of a set; nil for one without a sample.
    public func split(_ samples: SampleSet) -> (training: SampleSet, heldOut: SampleSet?, test: SampleSet?) {
        (
            training.count == samples.count ? samples : samples.selecting(training),
            heldOut.isEmpty ? nil : samples.selecting(heldOut), test.isEmpty ? nil : samples.selecting(test)
        )
    }

    /// The same of a set in which each sample has become so many neighbouring copies, which stay together.
    public func repeated(_ copies: Int) -> SamplePartition {
        func repeated(_ indices: [Int]) -> [Int] {
            indices.flatMap { index in (0..<copies).map { index * copies + $0 } }
        }
        return SamplePartition(
            training: repeated(training), heldOut: repeated(heldOut), test: repeated(test))
    }
}
