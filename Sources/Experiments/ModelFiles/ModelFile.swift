internal import Diagnostics
public import Exchange
internal import Networks

/// The tensors of a model under names that ``NetworkFile`` knows, whatever the program that wrote its file.
///
/// - A safetensors file is read as it is: Heaviside's own, PyTorch's, MLX's, Flax's. F16 and BF16 become F32.
/// - An `.npz` file is read as a safetensors file of the same arrays.
/// - An ONNX model says what its layers are, and is read as the file that Heaviside would write of it.
///
/// Counters, such as PyTorch's `num_batches_tracked`, are left out; names with `/` are read as names with `.`; what
/// Keras and Flax call a kernel is a weight whose inputs come first.
public struct ModelFile: Sendable {
    /// The tensors and the metadata.
    public let file: SafetensorsFile
    /// The format of the file: safetensors, a NumPy archive or ONNX.
    public let format: ForeignFormat
    /// Whether the file is a safetensors file that holds these tensors and no others, under the same names.
    public let isUnchanged: Bool

    /// Reads a file.
    ///
    /// - Throws: `ExchangeError` for a file that cannot be read, for one of another format, and for an ONNX model of
    ///   other nodes than are read.
    public init(_ path: String) throws(ExchangeError) {
        let bytes = try AtomicFile.read(path)
        switch ForeignFormat(bytes) {
        case .onnx: try self.init(onnx: bytes, path: path)
        case nil where path.lowercased().hasSuffix(".onnx"): try self.init(onnx: bytes, path: path)
        case .numPyArchive: try self.init(archive: path)
        case .zipArchive where path.lowercased().hasSuffix(".npz"): try self.init(archive: path)
        case nil, .safetensors:
            let own = try Self.safetensors(bytes, path: path)
            let hasHalves = own.unread.contains { ["F16", "BF16"].contains($0.dtype) }
            self.init(
                hasHalves ? try SafetensorsFile(decoding: bytes, path: path, wideningHalves: true) : own,
                format: .safetensors, isUnchanged: !hasHalves)
        case .some(let format):
            throw ExchangeError(
                path: path, location: nil, problem: "it is \(format.name)",
                expected: NetworkFile.conversion(format, path: path))
        }
    }

    /// Decodes a safetensors file; says what tensors are wanted of one that is of no known format.
    private static func safetensors(_ bytes: [UInt8], path: String) throws(ExchangeError) -> SafetensorsFile {
        do throws(ExchangeError) {
            return try SafetensorsFile(decoding: bytes, path: path)
        } catch {
            guard error.expected == "a safetensors file" else { throw error }
            throw ExchangeError(
                path: path, location: error.location, problem: error.problem, expected: NetworkFile.wantedFiles)
        }
    }

    private init(onnx bytes: [UInt8], path: String) throws(ExchangeError) {
        let network = try NetworkFile.network(of: try ONNXFile.read(bytes, path: path), path: path)
        self.init(try NetworkFile.file(for: network, signals: nil), format: .onnx, isUnchanged: false)
    }

    private init(archive path: String) throws(ExchangeError) {
        let archive = try NumPyArchive(contentsOf: path)
        self.init(
            SafetensorsFile(tensors: archive.tensors, metadata: archive.metadata, unread: archive.unread),
            format: .numPyArchive, isUnchanged: false)
    }

    private init(_ given: SafetensorsFile, format: ForeignFormat, isUnchanged: Bool) {
        let unread = given.unread.filter { !Self.isCounter($0) }
        var (names, metadata) = (given.tensors.map(\.name), given.metadata)
        let hasKernels = names.contains { Self.parts($0).last == "kernel" }
        if hasKernels || names.contains(where: { $0.contains("/") }) {
            let renamed = names.map { name in
                var parts = Self.parts(name)
                if parts.last == "kernel" { parts[parts.count - 1] = "weight" }
                return parts.joined(separator: ".")
            }
            if Set(renamed).count == names.count { names = renamed }
        }
        if hasKernels, metadata[NetworkFile.layoutKey] == nil {
            metadata[NetworkFile.layoutKey] = WeightLayout.inputsFirst.rawValue
        }
        file = SafetensorsFile(
            tensors: zip(names, given.tensors).map { NamedTensor(name: $0, tensor: $1.tensor) }, metadata: metadata,
            unread: unread)
        self.format = format
        self.isUnchanged = isUnchanged && unread.count == given.unread.count && names == given.tensors.map(\.name)
    }

    private static func parts(_ name: String) -> [Substring] {
        name.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "/" }
    }

    /// Whether a tensor is one whole number, such as PyTorch's `num_batches_tracked`: it is no parameter.
    private static func isCounter(_ tensor: UnreadTensor) -> Bool {
        let isWhole = ["I", "U", "int", "uint"].contains { prefix in
            tensor.dtype.hasPrefix(prefix) && Int(tensor.dtype.dropFirst(prefix.count)) != nil
        }
        let last = parts(tensor.name).last
        return isWhole && (tensor.shape.isEmpty || tensor.shape == [1]) && last != "weight" && last != "bias"
    }
}
