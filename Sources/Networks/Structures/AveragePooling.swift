/// The mean of each window of a channel: a layer without parameters.
///
/// With padding, zeros count as entries of the window, as in PyTorch's `AvgPool1d`.
public struct AveragePooling: Sendable, Hashable {
    /// The number of entries of a window.
    public var window: Int
    /// The step from one window to the next.
    public var stride: Int
    /// The zeros before and after the signal, at most half a window.
    public var padding: Int

    /// Windows side by side unless a stride is given.
    public init(window: Int, stride: Int? = nil, padding: Int = 0) {
        self.window = window
        self.stride = stride ?? window
        self.padding = padding
    }

    /// ⌊(length + 2p − window)/stride⌋ + 1.
    ///
    /// - Throws: ``StructureError`` where no window fits, or a number is out of range.
    public func outputLength(of length: Int) throws(StructureError) -> Int {
        let most = Convolution.maximum
        for (key, value) in [("averagePooling", window), ("stride", stride)] where !(1...most).contains(value) {
            throw StructureError(key: key, problem: "\(value): expected 1 to \(most)")
        }
        guard (0...window / 2).contains(padding) else {
            throw StructureError(
                key: "padding", problem: "\(padding): expected 0 to \(window / 2), at most half a window")
        }
        guard length + 2 * padding >= window else {
            throw StructureError(
                key: "averagePooling",
                problem: "a window of \(window), the signal with its padding has \(length + 2 * padding): expected a "
                    + "smaller one")
        }
        return (length + 2 * padding - window) / stride + 1
    }
}
