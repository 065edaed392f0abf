extension SafetensorsFile {
    /// Decodes the bytes of a file; `path` is used only in messages.
    ///
    /// A field of a tensor's entry that is not `dtype`, `shape` or `data_offsets` is skipped, metadata that are null
    /// are none, and white space may stand around the header. Infinite and NaN values keep their bits. Tensors of
    /// other types than `F32` and `F64` become ``unread``; with `wideningHalves`, those of `F16` and `BF16` become
    /// `F32`, which holds all their values. Nothing is allocated for a tensor before its size is known
    /// to agree with the number of bytes.
    ///
    /// - Throws: ``ExchangeError`` when the header is longer than the file or `headerLimit`, when it is not JSON of the
    ///   documented form, when a key is given twice, when an element type is unknown, when a shape is negative or its
    ///   size overflows, and when the tensors do not cover the data exactly once; with the format of the file where it
    ///   is another one that ``ForeignFormat`` knows.
    /// - Complexity: O(n log n) in the number n of tensors, and linear in the bytes.
    public init(decoding bytes: [UInt8], path: String, wideningHalves: Bool = false) throws(ExchangeError) {
        let start = 8 + (try SafetensorsHeader.length(bytes, fileSize: bytes.count, path: path))
        let header = try SafetensorsHeader(bytes, in: 8..<start, fileSize: bytes.count, path: path)
        var tensors: [NamedTensor] = []
        tensors.reserveCapacity(header.entries.count)
        var unread: [UnreadTensor] = []
        for entry in header.entries {
            if let tensor = try entry.tensor(
                in: bytes, dataStart: start, path: path, wideningHalves: wideningHalves)
            {
                tensors.append(NamedTensor(name: entry.name, tensor: tensor))
            } else if case .other(let dtype) = entry.element {
                unread.append(UnreadTensor(name: entry.name, dtype: dtype, shape: entry.shape))
            }
        }
        self.init(tensors: tensors, metadata: header.metadata, unread: unread)
    }
}
