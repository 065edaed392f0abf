import Diagnostics

/// The fields of a message in the wire format of Protocol Buffers.
///
/// A message is a sequence of fields; each begins with a number that holds the field's number and its form: a number of
/// seven bits a byte, four or eight bytes, or a length and so many bytes. Nothing is copied and nothing recurses: a
/// field of a message within a message is read by another reader of its range.
///
/// Source: https://protobuf.dev/programming-guides/encoding.
struct WireReader {
    /// What a field holds.
    enum Value {
        case number(UInt64)
        case fixed32(UInt32)
        case fixed64(UInt64)
        case bytes(Range<Int>)
    }

    let bytes: [UInt8]
    let path: String
    /// The message, for messages to a person: "the model", "node 3".
    let part: String
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8], range: Range<Int>, path: String, part: String) {
        (self.bytes, self.path, self.part) = (bytes, path, part)
        (position, end) = (range.lowerBound, range.upperBound)
    }

    /// The next field with its number; nil at the end of the message.
    ///
    /// - Throws: ``ExchangeError`` with the byte where a field is cut off, longer than its message, or of a form that
    ///   the format does not have.
    mutating func next() throws(ExchangeError) -> (field: Int, value: Value)? {
        guard position < end else { return nil }
        let start = position
        let key = try varint()
        guard key >> 3 >= 1, key >> 3 <= 0x1FFF_FFFF else {
            throw failure("field \(key >> 3) is none of a message", at: start)
        }
        let field = Int(key >> 3)
        switch key & 7 {
        case 0: return (field, .number(try varint()))
        case 1:
            try require(8, start)
            defer { position += 8 }
            return (field, .fixed64(ElementBytes.integer(UInt64.self, at: position, of: bytes, order: .little)))
        case 2:
            let length = try varint()
            guard length <= UInt64(end - position) else {
                throw failure(
                    "field \(field) claims \(length) bytes, of which \(end - position) follow", at: start)
            }
            defer { position += Int(length) }
            return (field, .bytes(position..<position + Int(length)))
        case 5:
            try require(4, start)
            defer { position += 4 }
            return (field, .fixed32(ElementBytes.integer(UInt32.self, at: position, of: bytes, order: .little)))
        default: throw failure("field \(field) has the wire type \(key & 7)", at: start)
        }
    }

    private mutating func varint() throws(ExchangeError) -> UInt64 {
        let start = position
        var result: UInt64 = 0
        for shift in stride(from: 0, to: 70, by: 7) {
            guard position < end else { throw failure("a number is cut off", at: start) }
            let byte = bytes[position]
            position += 1
            if shift == 63, byte > 1 { break }
            result |= UInt64(byte & 0x7F) << UInt64(shift)
            if byte < 0x80 { return result }
        }
        throw failure("a number is longer than 64 bits", at: start)
    }

    private func require(_ count: Int, _ start: Int) throws(ExchangeError) {
        guard end - position >= count else { throw failure("a field is cut off", at: start) }
    }

    private func failure(_ problem: String, at byte: Int) -> ExchangeError {
        ExchangeError(
            path: path, location: "\(part), byte \(byte)", problem: problem, expected: "a complete ONNX model")
    }

    // What a field should hold.

    private func misfit(_ name: String) -> ExchangeError {
        ExchangeError(
            path: path, location: part, problem: "the field \(name) has the wire type of another kind of value",
            expected: "a model as ONNX defines it (onnx.proto)")
    }

    /// The range of a message, or of raw bytes.
    func range(_ value: Value, _ name: String) throws(ExchangeError) -> Range<Int> {
        guard case .bytes(let range) = value else { throw misfit(name) }
        return range
    }

    /// A text in UTF-8.
    func text(_ value: Value, _ name: String) throws(ExchangeError) -> String {
        let range = try range(value, name)
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw ExchangeError(
                path: path, location: part, problem: "the field \(name) is not UTF-8", expected: "text in UTF-8")
        }
        return text
    }

    /// An integer; negative ones take ten bytes.
    func integer(_ value: Value, _ name: String) throws(ExchangeError) -> Int64 {
        guard case .number(let number) = value else { throw misfit(name) }
        return Int64(bitPattern: number)
    }

    /// A number in single precision.
    func float(_ value: Value, _ name: String) throws(ExchangeError) -> Float {
        guard case .fixed32(let bits) = value else { throw misfit(name) }
        return Float(bitPattern: bits)
    }

    /// Appends one integer, or several that are packed: each may be one byte here, and takes eight there.
    ///
    /// - Parameters:
    ///   - value: what the field holds.
    ///   - name: the name of the field, for messages.
    ///   - list: the integers so far.
    ///   - limit: the most integers that the list may have then.
    /// - Returns: whether the list has them all; otherwise it is full, and what is left is not read.
    /// - Throws: ``ExchangeError`` for a field of another wire type, and a number that is cut off.
    func append(
        _ value: Value, _ name: String, to list: inout [Int64], atMost limit: Int
    ) throws(ExchangeError) -> Bool {
        if case .number(let number) = value {
            guard list.count < limit else { return false }
            list.append(Int64(bitPattern: number))
            return true
        }
        var packed = WireReader(bytes, range: try range(value, name), path: path, part: "\(part), field \(name)")
        while packed.position < packed.end {
            guard list.count < limit else { return false }
            list.append(Int64(bitPattern: try packed.varint()))
        }
        return true
    }

    /// One number in single precision, or several that are packed.
    func floats(_ value: Value, _ name: String) throws(ExchangeError) -> [Float] {
        if case .fixed32(let bits) = value { return [Float(bitPattern: bits)] }
        let range = try range(value, name)
        guard range.count.isMultiple(of: 4) else { throw misfit(name) }
        return ElementBytes.floats(count: range.count / 4, at: range.lowerBound, of: bytes, order: .little)
    }

    /// One number in double precision, or several that are packed.
    func doubles(_ value: Value, _ name: String) throws(ExchangeError) -> [Double] {
        if case .fixed64(let bits) = value { return [Double(bitPattern: bits)] }
        let range = try range(value, name)
        guard range.count.isMultiple(of: 8) else { throw misfit(name) }
        return ElementBytes.doubles(count: range.count / 8, at: range.lowerBound, of: bytes, order: .little)
    }

    /// A reader of a message within this one.
    func message(_ value: Value, _ name: String, part: String) throws(ExchangeError) -> WireReader {
        WireReader(bytes, range: try range(value, name), path: path, part: part)
    }
}
