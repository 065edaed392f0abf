/// Arrays by name in one `.npz` file, as `numpy.savez` writes them, with metadata in a member `metadata.json`.
///
/// `numpy.load("net.npz")["layers.0.weight"]` is an array; `json.loads(numpy.load("net.npz")["metadata.json"])` is what
/// a safetensors file has under `__metadata__`.
public struct NumPyArchive: Sendable, Hashable {
    /// The member of the metadata.
    static let metadataName = "metadata.json"
    /// The most bytes of the metadata.
    private static let metadataLimit = 1 << 20

    /// The arrays, of single or double precision, in the order of the file.
    public let tensors: [NamedTensor]
    /// The metadata; empty where there are none.
    public let metadata: [String: String]
    /// The arrays whose values are not of these types.
    public let unread: [UnreadTensor]

    /// Creates an archive.
    public init(tensors: [NamedTensor], metadata: [String: String] = [:]) {
        (self.tensors, self.metadata, unread) = (tensors, metadata, [])
    }

    /// Reads an archive; half precision becomes single precision, which holds all its values.
    ///
    /// - Throws: ``ExchangeError`` as ``DataFile`` does, and for metadata that are no object of texts.
    public init(contentsOf path: String) throws(ExchangeError) {
        let file = try DataFile(path)
        guard case .archive(let archive, _) = file.content else {
            throw ExchangeError(path: path, location: nil, problem: "it is no archive", expected: "an .npz file")
        }
        var (tensors, unread) = ([NamedTensor](), [UnreadTensor]())
        for name in file.names {
            let array: NumericArray
            do {
                array = try file.array(named: name)
            } catch {
                // A scalar or an array without entries is no weight, whatever its type.
                let summary = try file.summary(of: name)
                guard summary.shape.isEmpty || summary.shape.contains(0) else { throw error }
                unread.append(UnreadTensor(name: name, dtype: summary.kind.rawValue, shape: summary.shape))
                continue
            }
            switch array.kind {
            case .float64:
                tensors.append(
                    NamedTensor(name: name, tensor: try Tensor(shape: array.shape, storage: .float64(array.values))))
            case .float32, .float16:
                tensors.append(
                    NamedTensor(
                        name: name,
                        tensor: try Tensor(shape: array.shape, storage: .float32(array.values.map { Float($0) }))))
            default: unread.append(UnreadTensor(name: name, dtype: array.kind.rawValue, shape: array.shape))
            }
        }
        (self.tensors, self.unread) = (tensors, unread)
        guard let index = archive.entries.firstIndex(where: { $0.name == Self.metadataName }) else {
            metadata = [:]
            return
        }
        let entry = archive.entries[index]
        guard entry.size <= Self.metadataLimit else {
            throw ExchangeError(
                path: path, location: entry.location, problem: "it has more than 1 MiB", expected: "metadata")
        }
        let stream = try archive.stream(index)
        let bytes = try stream.read(entry.size)
        try stream.finish()
        var metadata: [String: String] = [:]
        for member in try HeaderJSONParser.parse(bytes, in: 0..<bytes.count, path: "\(path): \(Self.metadataName)") {
            guard case .string(let text) = member.value else {
                throw ExchangeError(
                    path: path, location: "\(entry.location) key \(ExchangeError.quote(member.key))",
                    problem: "the value is \(member.value.kind)", expected: "a string")
            }
            metadata[member.key] = text
        }
        self.metadata = metadata
    }

    /// The bytes of the file, the same for the same arrays and metadata.
    ///
    /// - Throws: ``ExchangeError`` for two arrays of one name, for names that end in `.npy`, and for more than 2 GiB.
    public func encoded() throws(ExchangeError) -> [UInt8] {
        let path = "NumPy archive in memory"
        var writer = ZipWriter()
        var names: Set<String> = []
        for named in tensors {
            // NumPy answers with another member for such a key.
            guard names.insert(named.name).inserted, !named.name.hasSuffix(".npy") else {
                throw ExchangeError(
                    path: path, location: "array \(ExchangeError.quote(named.name))",
                    problem: "its name is given twice, or ends in .npy", expected: "each name once")
            }
            try writer.append(named.name + ".npy", NumPyArray(named.tensor).encoded(), path: path)
        }
        if !metadata.isEmpty {
            try writer.append(Self.metadataName, Self.json(metadata), path: path)
        }
        return writer.finished()
    }

    /// The name of the first array of an archive that begins so, where Heaviside wrote it; nil for another file.
    ///
    /// NumPy writes the same date, but another version and other flags.
    ///
    /// - Complexity: O(1): only the first bytes are looked at.
    public static func ownFirstName(_ start: [UInt8]) -> String? {
        guard let name = ZipWriter.firstName(start), name.hasSuffix(".npy") else { return nil }
        return String(name.dropLast(4))
    }

    private static func json(_ metadata: [String: String]) -> [UInt8] {
        func quoted(_ text: String) -> String {
            let escaped = text.unicodeScalars.map { scalar -> String in
                switch scalar {
                case "\"", "\\": "\\\(scalar)"
                case _ where scalar.value < 0x20:
                    "\\u" + String(repeating: "0", count: scalar.value < 16 ? 3 : 2)
                        + String(scalar.value, radix: 16)
                default: String(scalar)
                }
            }
            return "\"\(escaped.joined())\""
        }
        let members = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \(quoted($0.value))" }
        return Array("{\(members.joined(separator: ", "))}\n".utf8)
    }
}
