import Diagnostics

/// A tensor of an ONNX model where it lies in the file: shape, type and place are known, its values are not yet read.
struct ONNXTensor {
    /// The values, in one of the forms that the format has.
    enum Content {
        case none
        case raw(Range<Int>)
        case floats([Float])
        case doubles([Double])
        case integers([Int64])
        case external([String: String])
    }

    let name: String
    let shape: [Int]
    let type: ONNXType
    /// What messages call it: "initializer \"w\"".
    let place: String
    let count: Int
    private let content: Content

    /// Reads the fields of a tensor; `owner` says whose it is.
    init(_ given: WireReader, owner: String) throws(ExchangeError) {
        var reader = given
        var (name, dimensions, number) = ("", [Int64](), Int64(0))
        var contents: [Content] = []
        var (floats, doubles, integers) = ([Float](), [Double](), [Int64]())
        var external: [String: String]?
        func append(
            _ value: WireReader.Value, _ name: String, to list: inout [Int64], atMost limit: Int
        ) throws(ExchangeError) {
            guard try given.append(value, name, to: &list, atMost: limit) else {
                throw ExchangeError(
                    path: given.path, location: owner,
                    problem: "the field \(name) has more than \(NumberText.plural(limit, "number"))",
                    expected: "at most \(name == "dims" ? "\(limit) dimensions" : NumberText.count(limit))")
            }
        }
        while let (field, value) = try reader.next() {
            switch field {
            case 1: try append(value, "dims", to: &dimensions, atMost: NumericArray.rankLimit)
            case 2: number = try reader.integer(value, "data_type")
            case 4: floats += try reader.floats(value, "float_data")
            case 5: try append(value, "int32_data", to: &integers, atMost: NumericArray.countLimit)
            case 7: try append(value, "int64_data", to: &integers, atMost: NumericArray.countLimit)
            case 8: name = try reader.text(value, "name")
            case 9: contents = [.raw(try reader.range(value, "raw_data"))]
            case 10: doubles += try reader.doubles(value, "double_data")
            case 11: try append(value, "uint64_data", to: &integers, atMost: NumericArray.countLimit)
            case 13:
                let (key, text) = try Self.entry(
                    reader.message(value, "external_data", part: "\(reader.part), external data"))
                external = external ?? [:]
                if ExternalData.keys.contains(key) { external?[key] = text }
            case 14:
                if try reader.integer(value, "data_location") == 1 { external = external ?? [:] }
            default: break
            }
        }
        self.name = name
        let place = name.isEmpty ? owner : "initializer \(ExchangeError.quote(name))"
        self.place = place
        func failure(_ problem: String, _ expected: String) -> ExchangeError {
            ExchangeError(path: given.path, location: place, problem: problem, expected: expected)
        }
        guard let type = Int(exactly: number).flatMap(ONNXType.init) else {
            throw failure(
                "its type is \(ONNXType.name(number))", "FLOAT, DOUBLE, FLOAT16, BFLOAT16, or integers of a shape")
        }
        let shape = dimensions.map { Int($0) }
        guard let count = Tensor.elementCount(of: shape), count <= NumericArray.countLimit else {
            throw failure(
                "its shape \(Tensor.text(of: shape)) is negative or too large",
                "at most \(NumberText.count(NumericArray.countLimit)) values (512 MiB of DOUBLE)")
        }
        (self.type, self.shape, self.count) = (type, shape, count)
        if !floats.isEmpty { contents.append(.floats(floats)) }
        if !doubles.isEmpty { contents.append(.doubles(doubles)) }
        if !integers.isEmpty { contents.append(.integers(integers)) }
        if let external { contents = [.external(external)] }
        guard contents.count <= 1 else { throw failure("its values are given twice", "one kind of data") }
        content = contents.first ?? .none
        let (given, unit): (Int, String) =
            switch content {
            case .none: (0, "value")
            case .raw(let range): (range.count, "byte")
            case .floats(let values): (values.count, "value")
            case .doubles(let values): (values.count, "value")
            case .integers(let values): (values.count, "value")
            case .external: (count, "value")
            }
        let wanted = unit == "byte" ? count * type.kind.size : count
        guard given == wanted else {
            throw failure(
                "it has \(NumberText.plural(given, unit))",
                "\(NumberText.count(wanted)) for shape \(Tensor.text(of: shape)) of \(type.name)")
        }
    }

    /// Whether the values are in a file beside the model.
    var isExternal: Bool { if case .external = content { true } else { false } }

    /// A key with its value, of external data.
    private static func entry(_ given: WireReader) throws(ExchangeError) -> (String, String) {
        var reader = given
        var (key, text) = ("", "")
        while let (field, value) = try reader.next() {
            if field == 1 { key = try reader.text(value, "key") }
            if field == 2 { text = try reader.text(value, "value") }
        }
        return (key, text)
    }

    /// The values as numbers; `bytes` are those of the model.
    ///
    /// - Throws: ``ExchangeError`` for external data that cannot be read, for values of a form that their type does not
    ///   have, and for integers beyond 2^53.
    func values(in bytes: [UInt8], path: String) throws(ExchangeError) -> [Double] {
        switch content {
        case .none: return []
        case .raw(let range): return try numbers(Array(bytes[range]), path: path)
        case .floats(let values) where type == .float: return values.map { Double($0) }
        case .doubles(let values) where type == .double: return values
        case .external(let entries):
            return try numbers(
                ExternalData(entries, of: self, modelPath: path).bytes(count * type.kind.size), path: path)
        case .integers(let values):
            switch type {
            case .float16: return values.map { ElementDecoder.half(UInt16(truncatingIfNeeded: $0)) }
            case .bfloat16:
                return values.map { Double(Float(bitPattern: UInt32(UInt16(truncatingIfNeeded: $0)) << 16)) }
            case .float, .double: break
            default: return values.map { Double($0) }
            }
        case .floats, .doubles: break
        }
        throw ExchangeError(
            path: path, location: place, problem: "its values are in a field of another type than \(type.name)",
            expected: "raw_data, or the field that ONNX has for the type")
    }

    /// The values as whole numbers: of a shape, of axes.
    func integers(in bytes: [UInt8], path: String) throws(ExchangeError) -> [Int64] {
        if case .integers(let values) = content { return values }
        return try values(in: bytes, path: path).map { value in Int64(exactly: value) ?? .max }
    }

    private func numbers(_ bytes: [UInt8], path: String) throws(ExchangeError) -> [Double] {
        var decoder = ElementDecoder(kind: type.kind, order: .little)
        var values: [Double] = []
        values.reserveCapacity(count)
        decoder.append(bytes, to: &values)
        return values
    }
}
