internal import Analysis
internal import Networks

extension Certification: CustomStringConvertible {
    /// One line: the network, and on how many samples it is exact.
    public var description: String { "\(network): \(reconstruction)" }
}
