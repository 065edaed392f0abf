extension SafetensorsFile {
    /// The bytes of the file.
    ///
    /// The same content always gives the same bytes: metadata come first, sorted by the UTF-8 bytes of their keys, and
    /// tensors follow in the given order. The header is padded with spaces so that the data begin at a multiple of
    /// eight. The data of an `F64` tensor that follows an `F32` tensor of odd length are therefore not aligned; put the
    /// `F64` tensors first where that matters.
    ///
    /// - Throws: ``ExchangeError`` when two names are equal, when a tensor is named `__metadata__`, or when the header
    ///   would exceed `headerLimit`.
    public func encoded() throws(ExchangeError) -> [UInt8] {
        try encoded(path: "safetensors content in memory")
    }

    func encoded(path: String) throws(ExchangeError) -> [UInt8] {
        let (header, dataCount) = try encodedHeader(path: path)
        guard header.count <= Self.headerLimit else {
            throw ExchangeError(
                path: path, location: "header", problem: "the header takes \(header.count) bytes",
                expected: "at most \(Self.headerLimit)")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(8 + header.count + dataCount)
        ElementBytes.append(UInt64(header.count), to: &bytes)
        bytes += header
        for entry in tensors { ElementBytes.append(entry.tensor.storage, to: &bytes) }
        return bytes
    }

    private func encodedHeader(path: String) throws(ExchangeError) -> (header: [UInt8], dataCount: Int) {
        var header: [UInt8] = [UInt8(ascii: "{")]
        if !metadata.isEmpty { appendMetadata(to: &header) }
        var names: Set<String> = []
        var offset = 0
        for entry in tensors {
            let location = "tensor \(ExchangeError.quote(entry.name))"
            guard entry.name != SafetensorsHeader.metadataKey else {
                throw ExchangeError(
                    path: path, location: location, problem: "the name is reserved", expected: "another name")
            }
            guard names.insert(entry.name).inserted else {
                throw ExchangeError(
                    path: path, location: location, problem: "the name is given twice", expected: "distinct names")
            }
            if header.count > 1 { header.append(UInt8(ascii: ",")) }
            let end = offset + entry.tensor.elementCount * entry.tensor.storage.itemSize
            let shape = entry.tensor.shape.map(String.init).joined(separator: ",")
            HeaderJSON.appendQuoted(entry.name, to: &header)
            header += Array(
                ":{\"dtype\":\"\(entry.tensor.dtype)\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}".utf8)
            offset = end
        }
        header.append(UInt8(ascii: "}"))
        while !header.count.isMultiple(of: 8) { header.append(UInt8(ascii: " ")) }
        return (header, offset)
    }

    private func appendMetadata(to header: inout [UInt8]) {
        HeaderJSON.appendQuoted(SafetensorsHeader.metadataKey, to: &header)
        header += Array(":{".utf8)
        let sorted = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (index, pair) in sorted.enumerated() {
            if index > 0 { header.append(UInt8(ascii: ",")) }
            HeaderJSON.appendQuoted(pair.key, to: &header)
            header.append(UInt8(ascii: ":"))
            HeaderJSON.appendQuoted(pair.value, to: &header)
        }
        header.append(UInt8(ascii: "}"))
    }
}
