/// A node of an ONNX graph: an operator with its inputs, outputs and attributes.
struct ONNXNode {
    /// The value of an attribute.
    enum Attribute {
        case float(Float)
        case integer(Int64)
        case text(String)
        case tensor(ONNXTensor)
        case integers([Int64])
        case floats([Float])
        /// A graph, a list of tensors or texts, …
        case other
    }

    /// The file, for messages.
    let path: String
    /// Its place in the file, from 0.
    let index: Int
    /// The operator, with its domain where that is not ONNX's own: `Gemm`, `ai.onnx.ml.ZipMap`.
    let op: String
    /// The names of its inputs; empty for one that is left out.
    let inputs: [String]
    /// The names of its outputs.
    let outputs: [String]
    private(set) var attributes: [String: Attribute] = [:]

    /// The most inputs, outputs or attributes: each takes more memory than bytes of the file.
    private static let partLimit = 1 << 8
    /// The most integers of an attribute: those of a window or a shape are few.
    private static let integerLimit = 1 << 6

    /// What messages call it: "node 3 (Elu)".
    var place: String { "node \(index) (\(op.isEmpty ? "no operator" : ExchangeError.short(op)))" }

    init(_ given: WireReader, index: Int) throws(ExchangeError) {
        var reader = given
        (path, self.index) = (given.path, index)
        var (inputs, outputs, type, domain) = ([String](), [String](), "", "")
        while let (field, value) = try reader.next() {
            switch field {
            case 1: inputs.append(try reader.text(value, "input"))
            case 2: outputs.append(try reader.text(value, "output"))
            case 4: type = try reader.text(value, "op_type")
            case 5:
                let (name, attribute) = try Self.attribute(
                    reader.message(value, "attribute", part: "\(reader.part), attribute"), node: index)
                guard attributes.updateValue(attribute, forKey: name) == nil else {
                    throw ExchangeError(
                        path: reader.path, location: reader.part,
                        problem: "the attribute \(ExchangeError.quote(name)) is given twice", expected: "each once")
                }
            case 7: domain = try reader.text(value, "domain")
            default: break
            }
            guard max(inputs.count, outputs.count, attributes.count) <= Self.partLimit else {
                throw ExchangeError(
                    path: reader.path, location: reader.part,
                    problem: "it has more than \(Self.partLimit) inputs, outputs or attributes", expected: "fewer")
            }
        }
        (self.inputs, self.outputs) = (inputs, outputs)
        op = domain.isEmpty || domain == "ai.onnx" ? type : "\(domain).\(type)"
    }

    private static func attribute(
        _ given: WireReader, node: Int
    ) throws(ExchangeError) -> (name: String, value: Attribute) {
        var reader = given
        var (name, found) = ("", nil as Attribute?)
        var (integers, floats) = ([Int64](), [Float]())
        var type: Int64 = 0
        while let (field, value) = try reader.next() {
            switch field {
            case 1: name = try reader.text(value, "name")
            case 2: found = .float(try reader.float(value, "f"))
            case 3: found = .integer(try reader.integer(value, "i"))
            case 4: found = .text(String(decoding: reader.bytes[try reader.range(value, "s")], as: UTF8.self))
            case 5:
                let tensor = try reader.message(value, "t", part: "node \(node), tensor")
                found = .tensor(try ONNXTensor(tensor, owner: "node \(node), tensor"))
            case 6, 9, 10, 11, 22, 23: found = .other
            case 7: floats += try reader.floats(value, "floats")
            case 8:
                // Nodes that nothing needs may have any.
                guard try reader.append(value, "ints", to: &integers, atMost: integerLimit) else {
                    integers = []
                    found = .other
                    continue
                }
            case 20: type = try reader.integer(value, "type")
            default: break
            }
        }
        if let found { return (name, found) }
        // Zeros are not written by every program.
        switch type {
        case 1: return (name, .float(0))
        case 2: return (name, .integer(0))
        case 3: return (name, .text(""))
        case 6: return (name, .floats(floats))
        case 7: return (name, .integers(integers))
        default: return (name, !floats.isEmpty ? .floats(floats) : !integers.isEmpty ? .integers(integers) : .other)
        }
    }
}

extension ExchangeError {
    /// A word of a file, cut to 60 characters.
    static func short(_ text: String) -> String { text.count > 60 ? "\(text.prefix(60))…" : text }
}
