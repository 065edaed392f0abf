internal import Diagnostics
internal import Exact
internal import Networks

extension ExactReconstruction: CustomStringConvertible {
    /// One line: "exact on 130 samples", or "wrong on 2 of 130 samples, by up to 0.5".
    public var description: String {
        let samples = NumberText.plural(errors.count, "sample")
        guard !isExact, let worst else { return "exact on \(samples)" }
        return "wrong on \(NumberText.count(wrongSamples)) of \(samples), by up to "
            + NumberText.number(worst.error.magnitude.doubleValue)
    }
}

extension CanonicalPolish: CustomStringConvertible {
    /// One line: the network, and how many tensors it was rounded from.
    public var description: String { "\(network), rounded from \(NumberText.plural(movements.count, "tensor"))" }
}
