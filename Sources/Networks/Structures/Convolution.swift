/// A convolution in one dimension, or its transpose.
///
/// For inputs a of C channels and a kernel w of K taps, with stride s, padding p and dilation d, the preactivation of
/// output channel o at t is
///
///     u_(o,t) = b_o + Σ_c Σ_k w_ock a_(c, ts+kd−p)
///
/// with 0 beyond both ends: a cross-correlation, as in PyTorch's `Conv1d`, with w of shape `[outputs, inputs, taps]`.
/// Its transpose adds w_cok a_(c,t) to u_(o, ts+kd−p), as in `ConvTranspose1d`, with w of shape
/// `[inputs, outputs, taps]`.
public struct Convolution: Sendable, Hashable {
    /// The number of output channels.
    public var channels: Int
    /// The number of taps, K.
    public var kernel: Int
    /// The step s from one position of the kernel to the next.
    public var stride: Int
    /// The zeros p before and after the signal; a transpose leaves as many outputs off at both ends.
    public var padding: Int
    /// The step d from one tap to the next.
    public var dilation: Int
    /// How many outputs a transpose has beyond the last one, where several lengths would be reduced to the same one.
    public var outputPadding: Int

    /// A convolution; by default with stride 1, without padding, its taps side by side.
    public init(
        channels: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1, outputPadding: Int = 0
    ) {
        self.channels = channels
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.outputPadding = outputPadding
    }

    /// The largest stride, padding, dilation or number of taps: 2^20.
    public static var maximum: Int { 1 << 20 }

    /// ⌊(length + 2p − d(K−1) − 1)/s⌋ + 1.
    ///
    /// - Throws: ``StructureError`` where the kernel is longer than the padded signal, or a number is out of range.
    public func outputLength(of length: Int) throws(StructureError) -> Int {
        try checkRanges()
        guard outputPadding == 0 else {
            throw StructureError(key: "outputPadding", problem: "only a transposed convolution has it")
        }
        let free = length + 2 * padding - reach
        guard free >= 0 else {
            throw StructureError(
                key: "kernel",
                problem: "it reaches over \(reach) positions, the signal with its padding has "
                    + "\(length + 2 * padding): expected a shorter kernel, less dilation or more padding")
        }
        return free / stride + 1
    }

    /// (length − 1)s − 2p + d(K−1) + outputPadding + 1.
    ///
    /// - Throws: ``StructureError`` where nothing is left, or a number is out of range.
    public func transposedLength(of length: Int) throws(StructureError) -> Int {
        try checkRanges()
        guard outputPadding < max(stride, dilation) else {
            throw StructureError(
                key: "outputPadding",
                problem: "\(outputPadding): expected less than the stride, \(stride), or the dilation, \(dilation)")
        }
        let result = (length - 1) * stride - 2 * padding + reach + outputPadding
        guard result >= 1 else {
            throw StructureError(
                key: "padding",
                problem: "\(padding) at both ends leaves \(result) outputs: expected less padding or a longer kernel")
        }
        return result
    }

    /// The positions from the first tap to the last, both included.
    private var reach: Int { dilation * (kernel - 1) + 1 }

    private func checkRanges() throws(StructureError) {
        for (key, value, least) in [
            ("channels", channels, 1), ("kernel", kernel, 1), ("stride", stride, 1), ("padding", padding, 0),
            ("dilation", dilation, 1), ("outputPadding", outputPadding, 0),
        ] where !(least...Self.maximum).contains(value) {
            throw StructureError(key: key, problem: "\(value): expected \(least) to \(Self.maximum)")
        }
    }
}
