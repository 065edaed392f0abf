/// The numbers of a convolution, or of a pooling, in one dimension.
public struct StackConvolution: Sendable, Hashable {
    /// The number of output channels.
    public let channels: Int
    /// The number of taps K, or the window of a pooling.
    public let kernel: Int
    /// The step s from one position to the next.
    public let stride: Int
    /// The zeros p at both ends.
    public let padding: Int
    /// The step d from one tap to the next.
    public let dilation: Int
    /// How many outputs a transpose has beyond the last one.
    public let outputPadding: Int

    /// The largest of these numbers, and of lengths.
    static let most = 1 << 20

    /// ⌊(length + 2p − d(K−1) − 1)/s⌋ + 1; nil where that is not at least 1.
    func outputLength(of length: Int) -> Int? {
        let free = length + 2 * padding - dilation * (kernel - 1) - 1
        return free < 0 ? nil : free / stride + 1
    }

    /// (length − 1)s − 2p + d(K−1) + outputPadding + 1; nil where that is not at least 1.
    func transposedLength(of length: Int) -> Int? {
        let result = (length - 1) * stride - 2 * padding + dilation * (kernel - 1) + outputPadding + 1
        return result < 1 ? nil : result
    }
}
