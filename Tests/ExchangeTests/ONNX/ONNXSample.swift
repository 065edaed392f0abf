@testable import Exchange

/// Small ONNX models, built field by field.
struct ONNXSample {
    var nodes: [(inout WireWriter) -> Void] = []
    var tensors: [(inout WireWriter) -> Void] = []
    var inputs: [(String, [Int?])] = [("x", [nil, 2])]
    var outputs = ["y"]
    var type = 1
    var version = 17
    /// Fields of the model besides.
    var more: (inout WireWriter) -> Void = { _ in }

    mutating func node(
        _ op: String, _ inputs: [String], _ output: String, domain: String = "",
        _ attributes: @escaping (inout WireWriter) -> Void = { _ in }
    ) {
        nodes.append { node in
            for input in inputs { node.text(1, input) }
            node.text(2, output)
            node.text(4, op)
            attributes(&node)
            if !domain.isEmpty { node.text(7, domain) }
        }
    }

    mutating func floats(_ name: String, _ shape: [Int], _ values: [Float], type: Int = 1) {
        tensors.append { tensor in
            tensor.integers(1, shape)
            tensor.integer(2, type)
            for value in values { tensor.float(4, value) }
            tensor.text(8, name)
        }
    }

    mutating func integers(_ name: String, _ values: [Int]) {
        tensors.append { tensor in
            tensor.integers(1, [values.count])
            tensor.integer(2, 7)
            tensor.integers(7, values)
            tensor.text(8, name)
        }
    }

    /// A tensor of zeros, two bytes or more each.
    mutating func zeros(_ name: String, _ shape: [Int], size: Int, type: Int) {
        tensors.append { tensor in
            tensor.integers(1, shape)
            tensor.integer(2, type)
            tensor.text(8, name)
            tensor.raw(9, [UInt8](repeating: 0, count: size * shape.reduce(1, *)))
        }
    }

    static func integers(_ name: String, _ values: [Int]) -> (inout WireWriter) -> Void {
        {
            $0.message(5) {
                $0.text(1, name); $0.integers(8, values); $0.integer(20, 7)
            }
        }
    }

    static func integer(_ name: String, _ value: Int) -> (inout WireWriter) -> Void {
        {
            $0.message(5) {
                $0.text(1, name); $0.integer(3, value); $0.integer(20, 2)
            }
        }
    }

    var bytes: [UInt8] {
        var model = WireWriter()
        model.integer(1, 8)
        model.message(7) { graph in
            for node in nodes { graph.message(1, node) }
            for tensor in tensors { graph.message(5, tensor) }
            for (name, shape) in inputs { Self.port(11, name, shape, type, &graph) }
            for name in outputs { Self.port(12, name, [], type, &graph) }
        }
        model.message(8) { $0.integer(2, version) }
        more(&model)
        return model.bytes
    }

    private static func port(_ field: Int, _ name: String, _ shape: [Int?], _ type: Int, _ graph: inout WireWriter) {
        graph.message(field) { port in
            port.text(1, name)
            port.message(2) { kind in
                kind.message(1) { tensor in
                    tensor.integer(1, type)
                    tensor.message(2) { dimensions in
                        for size in shape {
                            dimensions.message(1) { if let size { $0.integer(1, size) } else { $0.text(2, "batch") } }
                        }
                    }
                }
            }
        }
    }

    /// The layers, or what is said of the model.
    var result: Result<LayerStack, ExchangeError> {
        do throws(ExchangeError) { return .success(try ONNXFile.read(bytes, path: "m.onnx")) } catch {
            return .failure(error)
        }
    }

    var refusal: String {
        switch result {
        case .success: "accepted"
        case .failure(let error): "\(error)"
        }
    }

    /// y = W x with W of shape [3, 2], as Gemm with transB.
    static var linear: ONNXSample {
        var sample = ONNXSample()
        sample.floats("w", [3, 2], [1, 2, 3, 4, 5, 6])
        sample.node("Gemm", ["x", "w"], "y", integer("transB", 1))
        return sample
    }
}
