/// What a file of another format is, by its first bytes.
///
/// People hand over what their library wrote. A reader that refuses it should name it, rather than the byte at which it
/// is not what was expected.
public enum ForeignFormat: Sendable, Hashable, CaseIterable {
    case numPyArchive
    case numPyArray
    case torchArchive
    case kerasArchive
    case zipArchive
    case pickle
    case hdf5
    case onnx
    case gguf
    case gzip
    case gitLFSPointer
    case json
    case safetensors

    /// Recognises a file; nil for one of no known format.
    ///
    /// - Complexity: O(1): only the first bytes are looked at.
    public init?(_ bytes: [UInt8]) {
        func begins(_ text: String, at offset: Int = 0) -> Bool { bytes.dropFirst(offset).starts(with: text.utf8) }
        if begins("PK\u{3}\u{4}") {
            self = Self.archive(firstMember: Self.firstMember(bytes))
        } else if begins("PK\u{5}\u{6}") {
            self = .zipArchive
        } else if bytes.first == 0x93, begins("NUMPY", at: 1) {
            self = .numPyArray
        } else if bytes.first == 0x89, begins("HDF\r\n\u{1A}\n", at: 1) {
            self = .hdf5
        } else if begins("GGUF") {
            self = .gguf
        } else if begins("\u{1F}"), bytes.dropFirst().first == 0x8B {
            self = .gzip
        } else if begins("version https://git-lfs") {
            self = .gitLFSPointer
        } else if Self.isSafetensors(bytes) {
            self = .safetensors
        } else if bytes.first == 0x80, let version = bytes.dropFirst().first, (2...5).contains(version) {
            self = .pickle
        } else if Self.isONNX(bytes) {
            self = .onnx
        } else if let first = bytes.first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }),
            first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        {
            self = .json
        } else {
            return nil
        }
    }

    /// The format with an article: "a NumPy archive (.npz)".
    public var name: String {
        switch self {
        case .numPyArchive: "a NumPy archive (.npz)"
        case .numPyArray: "a NumPy array (.npy)"
        case .torchArchive: "a PyTorch file (torch.save)"
        case .kerasArchive: "a Keras model (.keras)"
        case .zipArchive: "a ZIP archive"
        case .pickle: "a Python pickle, as torch.save, pickle and joblib write"
        case .hdf5: "an HDF5 file (.h5), as Keras and h5py write"
        case .onnx: "an ONNX model"
        case .gguf: "a GGUF file"
        case .gzip: "a gzip file"
        case .gitLFSPointer: "a Git LFS pointer, in place of the file itself"
        case .json: "a JSON text"
        case .safetensors: "a safetensors file"
        }
    }

    /// The expression in Python that gives a file's arrays, and the module that writes them as safetensors; nil for a
    /// format that holds no arrays.
    ///
    /// - Parameter path: the file's name in that expression.
    /// - Returns: such as `numpy.load("model.npz")` and `numpy`.
    public func pythonReader(_ path: String) -> (expression: String, module: String)? {
        switch self {
        case .numPyArchive, .numPyArray: ("numpy.load(\"\(path)\")", "numpy")
        case .torchArchive, .pickle: ("torch.load(\"\(path)\")", "torch")
        case .kerasArchive: ("keras.saving.load_model(\"\(path)\").weights", "numpy")
        case .hdf5: ("h5py.File(\"\(path)\")", "numpy")
        case .onnx: ("onnx.load(\"\(path)\").graph.initializer, by onnx.numpy_helper.to_array", "numpy")
        case .gguf: ("gguf.GGUFReader(\"\(path)\").tensors", "numpy")
        case .zipArchive, .gzip, .gitLFSPointer, .json, .safetensors: nil
        }
    }

    private static func archive(firstMember name: String) -> ForeignFormat {
        if name.hasSuffix(".npy") { return .numPyArchive }
        if name.hasSuffix("/data.pkl") || name.hasSuffix("/.format_version") { return .torchArchive }
        return name == "metadata.json" || name == "config.json" ? .kerasArchive : .zipArchive
    }

    /// The name of the first member of a ZIP archive; empty where it is cut off or not text.
    private static func firstMember(_ bytes: [UInt8]) -> String {
        guard bytes.count >= 30 else { return "" }
        let length = Int(bytes[26]) | Int(bytes[27]) << 8
        return String(validating: bytes.dropFirst(30).prefix(length), as: UTF8.self) ?? ""
    }

    /// Whether eight bytes, which say the length of a header that is no longer than four bytes can say, are followed by
    /// the beginning of an object; the file may be cut off.
    private static func isSafetensors(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 8, bytes[4..<8].allSatisfy({ $0 == 0 }) else { return false }
        return [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "{")].contains(bytes[8])
    }

    /// Whether the file begins as a message of ONNX: its version, then another of the fields that writers put there.
    private static func isONNX(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 4, bytes[0] == 0x08, (1...32).contains(bytes[1]) else { return false }
        // producer_name, producer_version, domain, model_version, doc_string, graph, opset_import, metadata_props
        return [0x12, 0x1A, 0x22, 0x28, 0x32, 0x3A, 0x42, 0x72].contains(bytes[2])
    }
}
