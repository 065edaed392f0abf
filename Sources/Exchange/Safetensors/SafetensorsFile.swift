/// The content of a safetensors file: its tensors of 32-bit or 64-bit floating point, and what others there are.
///
/// Layout: eight bytes with the length N of the header, least significant first; N bytes of JSON, padded with spaces;
/// then the values of all tensors, least significant byte first, without gaps.
///
/// Source: the format section of the `safetensors` project, https://github.com/huggingface/safetensors#format.
public struct SafetensorsFile: Sendable, Hashable {
    /// The largest header that the format allows, in bytes.
    public static let headerLimit = 100_000_000

    /// The tensors in the order in which the header names them.
    public let tensors: [NamedTensor]

    /// Free text under the key `__metadata__`; empty when the file has none.
    public let metadata: [String: String]

    /// The tensors of a file that was read whose values are not: those of other element types.
    public let unread: [UnreadTensor]

    /// Creates the content of a file. Nothing is checked before `encoded()`.
    public init(tensors: [NamedTensor], metadata: [String: String] = [:]) {
        self.init(tensors: tensors, metadata: metadata, unread: [])
    }

    /// Creates the content of a file that was read.
    public init(tensors: [NamedTensor], metadata: [String: String], unread: [UnreadTensor]) {
        self.tensors = tensors
        self.metadata = metadata
        self.unread = unread
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

    /// The first tensor of this name; nil where there is none.
    ///
    /// - Complexity: O(tensors).
    public func tensor(named name: String) -> Tensor? {
        tensors.first { $0.name == name }?.tensor
    }
}
