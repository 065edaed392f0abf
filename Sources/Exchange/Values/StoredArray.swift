import Diagnostics

/// An array where it lies in a file: its type and shape are known, its values are not yet read.
struct StoredArray {
    /// The bytes of a file that are in memory at a time.
    static let blockSize = 1 << 16

    /// The file, for messages.
    let path: String
    let kind: ElementKind
    let order: ElementBytes.Order
    let isFortranOrder: Bool
    let shape: [Int]

    /// The number of elements; at most `NumericArray.countLimit`.
    let count: Int

    /// - Throws: ``ExchangeError`` when there are too many dimensions, when the size of the shape overflows or is
    ///   beyond the limit, and when `byteCount` is not the size of the elements.
    init(
        path: String, kind: ElementKind, order: ElementBytes.Order, isFortranOrder: Bool, shape: [Int], byteCount: Int
    ) throws(ExchangeError) {
        guard shape.count <= NumericArray.rankLimit else {
            throw ExchangeError(
                path: path, location: "shape", problem: "the array has \(NumberText.count(shape.count)) dimensions",
                expected: "at most \(NumericArray.rankLimit)")
        }
        guard let count = Tensor.elementCount(of: shape), let size = Tensor.byteCount(of: shape, itemSize: kind.size)
        else {
            throw ExchangeError(
                path: path, location: "shape", problem: "the size of the shape overflows",
                expected: "a size that fits in 64 bits")
        }
        guard count <= NumericArray.countLimit else {
            throw ExchangeError(
                path: path, location: "shape \(shape)", problem: "the array has \(NumberText.count(count)) values",
                expected: "at most \(NumberText.count(NumericArray.countLimit)) (512 MiB of float64)")
        }
        guard size == byteCount else {
            throw ExchangeError(
                path: path, location: "data", problem: "\(NumberText.count(byteCount)) bytes follow the header",
                expected: "\(NumberText.count(size)) bytes for shape \(shape) of \(kind.rawValue)")
        }
        self.path = path
        self.kind = kind
        self.order = order
        self.isFortranOrder = isFortranOrder
        self.shape = shape
        self.count = count
    }

    /// Why the shape is none of data; nil for one that is.
    private var shapeRefusal: ExchangeError? {
        guard !shape.isEmpty else {
            return ExchangeError(
                path: path, location: "shape ()", problem: "the array is a single number, of no dimension",
                expected: "an array of at least one dimension, as numpy.atleast_1d gives")
        }
        guard count > 0 else {
            return ExchangeError(
                path: path, location: "shape \(shape)", problem: "the array is empty",
                expected: "at least one value, that is, no dimension of 0")
        }
        return nil
    }

    private func refusal(_ decoder: ElementDecoder) -> ExchangeError? {
        guard let (offset, text) = decoder.firstUnfit else { return nil }
        let index = NumericArray.index(offset, of: shape, isFortranOrder: isFortranOrder)
        return ExchangeError(
            path: path, location: "value \(index)", problem: text,
            expected: kind == .bool
                ? "bytes of 0 and 1, as numpy.save writes"
                : "integers up to 2^53, or others that a float64 equals; where rounding them is right, save "
                    + "a.astype(\"float64\")")
    }

    /// Reads the values.
    ///
    /// - Throws: ``ExchangeError`` when the array is a scalar or empty, when an integer has no exact `Double`, when
    ///   there are fewer bytes than declared, and what the stream throws.
    /// - Complexity: O(values · dimensions) time; memory for the values once, and a block of the file.
    func array(from stream: ByteStream) throws(ExchangeError) -> NumericArray {
        if let refusal = shapeRefusal { throw refusal }
        var values: [Double] = []
        values.reserveCapacity(count)
        var places = RowMajorPlaces(shape: shape)
        if isFortranOrder { values = [Double](repeating: 0, count: count) }
        let decoder = try blocks(of: stream) { (block, _) in
            if isFortranOrder {
                for value in block {
                    values[places.current] = value
                    places.advance()
                }
            } else {
                values += block
            }
        }
        if let refusal = refusal(decoder) { throw refusal }
        return NumericArray(shape: shape, values: values, kind: kind)
    }

    /// Reads the values and keeps none of them.
    ///
    /// - Throws: ``ExchangeError`` when there are fewer bytes than declared, and what the stream throws.
    /// - Complexity: O(values) time; memory for a block of the file.
    func summary(name: String, from stream: ByteStream) throws(ExchangeError) -> ArraySummary {
        var summary = ArraySummary(name: name, kind: kind, shape: shape)
        let decoder = try blocks(of: stream) { (block, offset) in
            summary.add(block, at: offset, isFortranOrder: isFortranOrder)
        }
        summary.refusal = shapeRefusal ?? refusal(decoder)
        return summary
    }

    /// Decodes block after block.
    private func blocks(
        of stream: ByteStream, _ take: (_ values: [Double], _ offset: Int) -> Void
    ) throws(ExchangeError) -> ElementDecoder {
        var decoder = ElementDecoder(kind: kind, order: order)
        var block: [Double] = []
        block.reserveCapacity(Self.blockSize / kind.size)
        while decoder.count < count {
            let wanted = min(Self.blockSize, (count - decoder.count) * kind.size)
            let bytes = try stream.read(wanted)
            guard bytes.count == wanted else {
                throw ExchangeError(
                    path: path, location: "value \(decoder.count + bytes.count / kind.size) in file order",
                    problem: "the data end here", expected: "\(NumberText.count(count)) values for shape \(shape)")
            }
            let offset = decoder.count
            block.removeAll(keepingCapacity: true)
            decoder.append(bytes, to: &block)
            take(block, offset)
        }
        try stream.finish()
        return decoder
    }
}
