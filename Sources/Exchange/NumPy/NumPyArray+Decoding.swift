extension NumPyArray {
    /// Decodes the bytes of a file; `path` is used only in messages.
    ///
    /// *What is accepted*
    /// - Versions 1.0, 2.0 and 3.0, with elements of type bool, integer of 8 to 64 bits, or floating point of 16 to 64
    ///   bits, in either byte order.
    /// - Elements of other types than `f4` become `Double`; false is 0 and true is 1.
    /// - An array in Fortran order is transposed into row-major order.
    /// - Infinite and NaN values keep their bits.
    ///
    /// Nothing is allocated for the elements before their size is known to agree with the number of bytes.
    ///
    /// - Throws: ``ExchangeError`` when the header is not the documented dictionary, when the element type is
    ///   another one, when the size of the shape overflows, when there are fewer or more data than the
    ///   shape requires, and when an integer of 64 bits has no exact `Double`.
    public init(decoding bytes: [UInt8], path: String) throws(ExchangeError) {
        let stream = ByteStream(bytes)
        let header = try NumPyHeader.read(from: stream, path: path)
        guard let count = Tensor.elementCount(of: header.shape),
            let size = Tensor.byteCount(of: header.shape, itemSize: header.kind.size)
        else {
            throw ExchangeError(
                path: path, location: "shape", problem: "the size of the shape overflows",
                expected: "a size that fits in 64 bits")
        }
        let dataStart = stream.position
        guard size == bytes.count - dataStart else {
            throw ExchangeError(
                path: path, location: "data", problem: "\(bytes.count - dataStart) bytes follow the header",
                expected: "\(size) bytes for shape \(Tensor.text(of: header.shape))")
        }
        var storage = try Self.elements(header, count: count, in: bytes, dataStart: dataStart, path: path)
        if header.isFortranOrder {
            switch storage {
            case .float32(let values): storage = .float32(Self.rowMajor(values, shape: header.shape))
            case .float64(let values): storage = .float64(Self.rowMajor(values, shape: header.shape))
            }
        }
        tensor = try Tensor(shape: header.shape, storage: storage, path: path)
    }

    private static func elements(
        _ header: NumPyHeader, count: Int, in bytes: [UInt8], dataStart: Int, path: String
    ) throws(ExchangeError) -> Tensor.Storage {
        switch header.kind {
        case .float32:
            return .float32(ElementBytes.floats(count: count, at: dataStart, of: bytes, order: header.order))
        case .float64:
            return .float64(ElementBytes.doubles(count: count, at: dataStart, of: bytes, order: header.order))
        default:
            var decoder = ElementDecoder(kind: header.kind, order: header.order)
            var values: [Double] = []
            values.reserveCapacity(count)
            decoder.append(Array(bytes[dataStart...]), to: &values)
            if let (offset, text) = decoder.firstUnfit {
                throw ExchangeError(
                    path: path, location: "element \(offset) in file order", problem: text,
                    expected: "a value that a Double represents exactly")
            }
            return .float64(values)
        }
    }

    /// Reorders elements from column-major to row-major order.
    ///
    /// The shape must not overflow and must match the number of elements.
    ///
    /// - Complexity: O(elements · dimensions).
    static func rowMajor<Element>(_ values: [Element], shape: [Int]) -> [Element] {
        // Dimensions of one do not move any element, and thousands of them would make every step slow.
        let shape = shape.filter { $0 != 1 }
        guard shape.count > 1 else { return values }
        var result = values
        var places = RowMajorPlaces(shape: shape)
        for value in values {
            result[places.current] = value
            places.advance()
        }
        return result
    }
}
