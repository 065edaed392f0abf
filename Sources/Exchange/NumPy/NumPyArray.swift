/// The content of a NumPy `.npy` file.
///
/// Layout: the magic string `\x93NUMPY`, two version bytes, the header length (two bytes in version 1.0, four in 2.0
/// and 3.0, least significant first), a Python dictionary as text, then the elements without gaps.
///
/// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.
public struct NumPyArray: Sendable, Hashable {
    /// The longest header that is accepted, in bytes. A header of version 1.0 cannot be longer.
    public static let headerLimit = 65_535

    /// The values in row-major order, whatever the order in the file.
    public let tensor: Tensor

    /// Creates the content of a file from a tensor.
    public init(_ tensor: Tensor) {
        self.tensor = tensor
    }

    /// Reads and decodes a file.
    ///
    /// - Throws: what `AtomicFile.read(_:)` and `init(decoding:path:)` throw.
    public init(contentsOf path: String) throws(ExchangeError) {
        try self.init(decoding: AtomicFile.read(path), path: path)
    }

    /// Encodes and writes a file; an existing file is replaced only when all bytes are on the disk.
    ///
    /// - Throws: what `encoded()` and `AtomicFile.write(_:to:)` throw.
    public func write(to path: String) throws(ExchangeError) {
        try AtomicFile.write(encoded(path: path), to: path)
    }
}
