extension NumPyArray {
    /// Decodes the bytes of a file; `path` is used only in messages.
    ///
    /// *What is accepted*
    /// - Versions 1.0, 2.0 and 3.0, with elements `f4`, `f8`, `i4` or `i8` in either byte order.
    /// - Integers become `Double`.
    /// - An array in Fortran order is transposed into row-major order.
    /// - Infinite and NaN values keep their bits.
    ///
    /// Nothing is allocated for the elements before their size is known to agree with the number of bytes.
    ///
    /// - Throws: ``ExchangeError`` when the header is not the documented dictionary closed by a newline, when the
    ///   element type is another one, when the size of the shape overflows, when there are fewer or more data than the
    ///   shape requires, and when an integer of 64 bits has no exact `Double`.
    public init(decoding bytes: [UInt8], path: String) throws(ExchangeError) {
        let headerRange = try Self.headerRange(bytes, path: path)
        let header = try NumPyHeaderParser.parse(bytes, in: headerRange, path: path)
        guard let count = Tensor.elementCount(of: header.shape),
            let size = Tensor.byteCount(of: header.shape, itemSize: header.itemSize)
        else {
            throw ExchangeError(
                path: path, location: "shape", problem: "the size of the shape overflows",
                expected: "a size that fits in 64 bits")
        }
        let dataStart = headerRange.upperBound
        guard size == bytes.count - dataStart else {
            throw ExchangeError(
                path: path, location: "data", problem: "\(bytes.count - dataStart) bytes follow the header",
                expected: "\(size) bytes for shape \(header.shape)")
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

    private static func headerRange(_ bytes: [UInt8], path: String) throws(ExchangeError) -> Range<Int> {
        guard bytes.starts(with: magic) else {
            if let format = ForeignFormat(bytes) {
                throw ExchangeError(
                    path: path, location: nil, problem: "it is \(format.name)", expected: "a NumPy array (.npy)")
            }
            throw ExchangeError(
                path: path, location: "byte 0", problem: "the file does not begin with the magic string of NumPy",
                expected: "\\x93NUMPY")
        }
        guard bytes.count >= 8 else { throw truncated(path: path) }
        let (major, minor) = (bytes[6], bytes[7])
        guard (1...3).contains(major), minor == 0 else {
            throw ExchangeError(
                path: path, location: "byte 6", problem: "the format version is \(major).\(minor)",
                expected: "1.0, 2.0 or 3.0")
        }
        let start = major == 1 ? 10 : 12
        guard bytes.count >= start else { throw truncated(path: path) }
        let length: Int =
            if major == 1 {
                Int(ElementBytes.integer(UInt16.self, at: 8, of: bytes, order: .little))
            } else {
                Int(ElementBytes.integer(UInt32.self, at: 8, of: bytes, order: .little))
            }
        guard length <= headerLimit else {
            throw ExchangeError(
                path: path, location: "header length", problem: "the header claims \(length) bytes",
                expected: "at most \(headerLimit)")
        }
        guard length <= bytes.count - start else {
            throw ExchangeError(
                path: path, location: "header length",
                problem: "the header claims \(length) bytes but \(bytes.count - start) follow",
                expected: "a complete file")
        }
        return start..<(start + length)
    }

    private static func truncated(path: String) -> ExchangeError {
        ExchangeError(
            path: path, location: nil, problem: "the file ends before its header", expected: "a complete file")
    }

    private static func elements(
        _ header: NumPyHeader, count: Int, in bytes: [UInt8], dataStart: Int, path: String
    ) throws(ExchangeError) -> Tensor.Storage {
        switch header.element {
        case .float32:
            return .float32(ElementBytes.floats(count: count, at: dataStart, of: bytes, order: header.order))
        case .float64:
            return .float64(ElementBytes.doubles(count: count, at: dataStart, of: bytes, order: header.order))
        case .int32:
            let words = ElementBytes.integers(Int32.self, count: count, at: dataStart, of: bytes, order: header.order)
            return .float64(words.map { word in Double(word) })
        case .int64:
            let words = ElementBytes.integers(Int64.self, count: count, at: dataStart, of: bytes, order: header.order)
            var values: [Double] = []
            values.reserveCapacity(count)
            for (index, word) in words.enumerated() {
                guard let value = Double(exactly: word) else {
                    throw ExchangeError(
                        path: path, location: "element \(index) in file order",
                        problem: "the integer \(word) has no exact 64 bit floating-point value",
                        expected: "an integer that a Double represents exactly")
                }
                values.append(value)
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
        guard shape.count > 1, !values.isEmpty else { return values }
        var strides: [Int] = []
        var stride = 1
        for dimension in shape {
            strides.append(stride)
            stride *= dimension
        }
        var result: [Element] = []
        result.reserveCapacity(values.count)
        var index = [Int](repeating: 0, count: shape.count)
        var source = 0
        for _ in 0..<values.count {
            result.append(values[source])
            var axis = shape.count - 1
            while axis >= 0 {
                index[axis] += 1
                source += strides[axis]
                if index[axis] < shape[axis] { break }
                source -= strides[axis] * shape[axis]
                index[axis] = 0
                axis -= 1
            }
        }
        return result
    }
}
