extension NumPyArray {
    /// The bytes of a file of version 1.0 in C order, the same as `numpy.save` writes for the same values.
    ///
    /// The header is padded with spaces so that the data begin at a multiple of 64.
    ///
    /// - Throws: ``ExchangeError`` when the shape has so many dimensions that the header would exceed `headerLimit`.
    public func encoded() throws(ExchangeError) -> [UInt8] {
        try encoded(path: "NumPy array in memory")
    }

    func encoded(path: String) throws(ExchangeError) -> [UInt8] {
        let header = try Self.encodedHeader(tensor, path: path)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(10 + header.count + tensor.elementCount * tensor.storage.itemSize)
        bytes += NumPyHeader.magic
        bytes += [1, 0]
        ElementBytes.append(UInt16(header.count), to: &bytes)
        bytes += header
        ElementBytes.append(tensor.storage, to: &bytes)
        return bytes
    }

    private static func encodedHeader(_ tensor: Tensor, path: String) throws(ExchangeError) -> [UInt8] {
        let descriptor =
            switch tensor.storage {
            case .float32: "<f4"
            case .float64: "<f8"
            }
        let dimensions = tensor.shape.map(String.init)
        let tuple = dimensions.count == 1 ? "(\(dimensions[0]),)" : "(\(dimensions.joined(separator: ", ")))"
        var header = Array("{'descr': '\(descriptor)', 'fortran_order': False, 'shape': \(tuple), }".utf8)
        // NumPy reserves room so that the first dimension can later grow to 21 digits in place.
        if let first = dimensions.first {
            header += [UInt8](repeating: UInt8(ascii: " "), count: max(0, 21 - first.utf8.count))
        }
        let unpadded = NumPyHeader.magic.count + 4 + header.count + 1
        header += [UInt8](repeating: UInt8(ascii: " "), count: 64 - unpadded % 64)
        header.append(0x0A)
        guard header.count <= headerLimit else {
            throw ExchangeError(
                path: path, location: "header", problem: "the header takes \(header.count) bytes",
                expected: "at most \(headerLimit)")
        }
        return header
    }
}
