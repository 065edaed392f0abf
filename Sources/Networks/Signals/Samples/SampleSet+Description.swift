internal import Diagnostics

extension SampleSet: CustomStringConvertible {
    /// One line: "130 samples of length 129", with the number of targets where they are not the signals.
    public var description: String {
        let signals = "\(NumberText.plural(count, "sample")) of length \(NumberText.count(length))"
        if isReconstructing, !isAutoencoding { return "\(signals), to be output without their noise" }
        return isAutoencoding ? signals : "\(signals), with \(NumberText.plural(targets.columns, "target")) each"
    }
}
