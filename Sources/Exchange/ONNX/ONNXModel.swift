import Diagnostics

/// The content of an ONNX file: a graph of nodes with its constants, nothing of it carried out.
///
/// Source: onnx.proto of ONNX 1.23.
struct ONNXModel {
    /// The largest file that is read: 512 MiB.
    static let sizeLimit = 512 << 20
    /// The most nodes, and the most tensors.
    static let countLimit = 1 << 14
    /// The versions of the operator set that are read.
    static let versions: ClosedRange<Int64> = 7...28

    /// A value that comes in or goes out.
    struct Port {
        let name: String
        /// The element type; nil where it is not said.
        var type: Int64?
        /// The dimensions: a number, or nil for one that is free; nil where the rank is not said.
        var dimensions: [Int64?]?
        /// What it is where it is no tensor.
        var isOther = false
    }

    let bytes: [UInt8]
    let path: String
    private(set) var nodes: [ONNXNode] = []
    private(set) var tensors: [ONNXTensor] = []
    private(set) var inputs: [Port] = []
    private(set) var outputs: [Port] = []

    /// Reads the messages of a model, whose values stay where they are.
    ///
    /// - Throws: ``ExchangeError`` for what is no model, is cut off, or is of an operator set that is not read.
    init(_ bytes: [UInt8], path: String) throws(ExchangeError) {
        (self.bytes, self.path) = (bytes, path)
        var reader = WireReader(bytes, range: 0..<bytes.count, path: path, part: "the model")
        var (graph, version) = (nil as Range<Int>?, nil as Int64?)
        while let (field, value) = try reader.next() {
            switch field {
            case 7:
                guard graph == nil else { throw error("the model", "it has two graphs", "one graph") }
                graph = try reader.range(value, "graph")
            case 8:
                let (domain, number) = try Self.operatorSet(
                    reader.message(value, "opset_import", part: "the operator set"))
                if domain.isEmpty || domain == "ai.onnx" { version = number }
            default: break
            }
        }
        guard let graph else { throw error("the model", "it has no graph", "an ONNX model") }
        guard let known = version, Self.versions.contains(known) else {
            throw error(
                "the model",
                version.map { "its operator set is version \($0)" } ?? "it does not say its operator set",
                "version \(Self.versions.lowerBound) to \(Self.versions.upperBound) of ai.onnx")
        }
        try read(WireReader(bytes, range: graph, path: path, part: "the graph"))
    }

    private func error(_ place: String, _ problem: String, _ expected: String) -> ExchangeError {
        ExchangeError(path: path, location: place, problem: problem, expected: expected)
    }

    private mutating func read(_ given: WireReader) throws(ExchangeError) {
        var reader = given
        while let (field, value) = try reader.next() {
            switch field {
            case 1:
                let part = "node \(nodes.count)"
                nodes.append(try ONNXNode(reader.message(value, "node", part: part), index: nodes.count))
            case 5:
                let part = "initializer \(tensors.count)"
                tensors.append(try ONNXTensor(reader.message(value, "initializer", part: part), owner: part))
            case 11: inputs.append(try Self.port(reader.message(value, "input", part: "input \(inputs.count)")))
            case 12: outputs.append(try Self.port(reader.message(value, "output", part: "output \(outputs.count)")))
            case 15:
                throw error("the graph", "it has a sparse initializer", "initializers with all their values")
            default: break
            }
            guard max(nodes.count, tensors.count, inputs.count, outputs.count) <= Self.countLimit else {
                throw error(
                    "the graph", "it has more than \(NumberText.count(Self.countLimit)) nodes, initializers or inputs",
                    "a small network")
            }
        }
    }

    private static func operatorSet(_ given: WireReader) throws(ExchangeError) -> (String, Int64) {
        var reader = given
        var (domain, version) = ("", Int64(0))
        while let (field, value) = try reader.next() {
            if field == 1 { domain = try reader.text(value, "domain") }
            if field == 2 { version = try reader.integer(value, "version") }
        }
        return (domain, version)
    }

    /// A value with its type: ValueInfoProto, TypeProto, TypeProto.Tensor, TensorShapeProto, Dimension.
    private static func port(_ given: WireReader) throws(ExchangeError) -> Port {
        var reader = given
        var port = Port(name: "")
        while let (field, value) = try reader.next() {
            if field == 1 {
                let name = try reader.text(value, "name")
                port = Port(name: name, type: port.type, dimensions: port.dimensions, isOther: port.isOther)
            }
            guard field == 2 else { continue }
            var type = try reader.message(value, "type", part: reader.part)
            while let (field, value) = try type.next() {
                guard field == 1 else {
                    if (4...9).contains(field) { port.isOther = true }
                    continue
                }
                var tensor = try type.message(value, "tensor_type", part: reader.part)
                while let (field, value) = try tensor.next() {
                    if field == 1 { port.type = try tensor.integer(value, "elem_type") }
                    if field == 2 {
                        port.dimensions = try dimensions(tensor.message(value, "shape", part: reader.part))
                    }
                }
            }
        }
        return port
    }

    private static func dimensions(_ given: WireReader) throws(ExchangeError) -> [Int64?] {
        var reader = given
        var dimensions: [Int64?] = []
        while let (field, value) = try reader.next() {
            guard field == 1 else { continue }
            var dimension = try reader.message(value, "dim", part: reader.part)
            var size: Int64?
            while let (field, value) = try dimension.next() {
                if field == 1 { size = try dimension.integer(value, "dim_value") }
            }
            // One more than are read is refused as well as many more.
            if dimensions.count <= NumericArray.rankLimit { dimensions.append(size) }
        }
        return dimensions
    }
}
