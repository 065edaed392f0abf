internal import Diagnostics
internal import Exact
internal import Networks

extension ExactNetwork: CustomStringConvertible {
    /// One line: "129 → 1 → 129 relu → 129 relu, 17,028 parameters, in rational numbers".
    public var description: String { "\(network), in rational numbers" }
}

extension ExactSamples: CustomStringConvertible {
    /// One line: "130 samples of length 129 and 129 targets, in rational numbers".
    public var description: String {
        "\(NumberText.plural(count, "sample")) of length \(NumberText.count(signals.columns)) and "
            + "\(NumberText.plural(targets.columns, "target")), in rational numbers"
    }
}
