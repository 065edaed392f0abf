import Diagnostics

/// The array of a `.npy` file, or of a member of an archive: its header is read, its values are not.
struct NumPyFile {
    let array: StoredArray

    /// The elements; it stands at the first of them.
    private let stream: ByteStream

    /// Reads the header; `path` is used only in messages.
    ///
    /// - Throws: what `NumPyHeader.read(from:path:)` and `StoredArray` throw.
    init(_ stream: ByteStream, path: String) throws(ExchangeError) {
        let header = try NumPyHeader.read(from: stream, path: path)
        let rest = stream.length - stream.position
        if let size = Tensor.byteCount(of: header.shape, itemSize: header.kind.size), size < rest,
            size <= NumericArray.byteLimit
        {
            try Self.refuseExcess(rest - size, path: path)
        }
        array = try StoredArray(
            path: path, kind: header.kind, order: header.order, isFortranOrder: header.isFortranOrder,
            shape: header.shape, byteCount: rest)
        self.stream = stream
    }

    /// Reads the values; once.
    ///
    /// - Throws: what `StoredArray.array(from:)` throws.
    func values() throws(ExchangeError) -> NumericArray { try array.array(from: stream) }

    /// Reads the values and keeps none; once.
    ///
    /// - Throws: what `StoredArray.summary(name:from:)` throws.
    func summary(name: String) throws(ExchangeError) -> ArraySummary {
        try array.summary(name: name, from: stream)
    }

    private static func refuseExcess(_ count: Int, path: String) throws(ExchangeError) {
        throw ExchangeError(
            path: path, location: "data",
            problem:
                "the file goes on for \(NumberText.plural(count, "byte")) after the array, as where numpy.save was "
                + "called twice on it",
            expected: "one array; several arrays go into an archive, by numpy.savez(\"data.npz\", x=…, y=…)")
    }
}
