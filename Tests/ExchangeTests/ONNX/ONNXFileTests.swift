import Testing

@testable import Exchange

@Suite struct ONNXFileTests {
    private static let activations: [StackActivation] = [
        .identity, .relu, .leakyReLU(slope: 0.01), .sigmoid, .tanh, .softplus, .hardThreshold, .hardTanh,
    ]

    private func stack(_ activation: StackActivation, isDouble: Bool) -> LayerStack {
        LayerStack(
            inputShape: [2],
            layers: [
                StackLayer(
                    .dense, inputShape: [2], outputShape: [3], weight: [1, -2, 0.5, 4, -0.25, 0], bias: [0, 1, -1],
                    activation: activation),
                StackLayer(.dense, inputShape: [3], outputShape: [1], weight: [0.5, 0, -3]),
            ], isDouble: isDouble)
    }

    @Test("What is written is read back, for every activation in both precisions", arguments: activations)
    func roundTrip(activation: StackActivation) throws {
        for isDouble in [false, true] {
            let stack = stack(activation, isDouble: isDouble)
            let bytes = try ONNXFile.encoded(stack)
            #expect(ForeignFormat(bytes) == .onnx)
            let found = try ONNXFile.read(bytes, path: "m.onnx")
            #expect(found == stack, "\(found)")
            #expect(try ONNXFile.encoded(found) == bytes)
        }
    }

    @Test("Orientation follows from transB and from the side of MatMul, never from the shape")
    func orientation() throws {
        func weights(_ build: (inout ONNXSample) -> Void) throws -> [Double] {
            var sample = ONNXSample()
            sample.floats("w", [2, 2], [1, 2, 3, 4])
            build(&sample)
            return try sample.result.get().layers[0].weight
        }
        #expect(try weights { $0.node("Gemm", ["x", "w"], "y", ONNXSample.integer("transB", 1)) } == [1, 2, 3, 4])
        #expect(try weights { $0.node("Gemm", ["x", "w"], "y") } == [1, 3, 2, 4])
        #expect(try weights { $0.node("MatMul", ["x", "w"], "y") } == [1, 3, 2, 4])
        let column = try weights {
            $0.inputs = [("x", [2])]
            $0.node("MatMul", ["w", "x"], "y")
        }
        #expect(column == [1, 2, 3, 4])
        let transposed = try weights {
            $0.node("Transpose", ["w"], "t")
            $0.node("MatMul", ["x", "t"], "y")
        }
        #expect(transposed == [1, 2, 3, 4])
    }

    @Test("A bias of zeros stays one, by Gemm and by Add; a single zero in a formula makes none")
    func zeroBias() throws {
        for op in ["Gemm", "Add"] {
            var sample = ONNXSample()
            sample.floats("w", [2, 2], [1, 2, 3, 4])
            sample.floats("b", [2], [0, 0])
            if op == "Gemm" {
                sample.node("Gemm", ["x", "w", "b"], "y")
            } else {
                sample.node("MatMul", ["x", "w"], "u")
                sample.node("Add", ["u", "b"], "y")
            }
            #expect(try sample.result.get().layers.map(\.bias) == [[0, 0]])
            var scalar = ONNXSample()
            scalar.floats("w", [2, 2], [1, 2, 3, 4])
            scalar.floats("b", [], [0])
            scalar.node("MatMul", ["x", "w"], "u")
            scalar.node("Add", ["u", "b"], "y")
            #expect(try scalar.result.get().layers.map(\.bias) == [nil])
        }
    }

    @Test("All four attributes of Gemm count; a bias is broadcast, and may come first")
    func gemm() throws {
        var sample = ONNXSample()
        sample.floats("w", [2, 2], [1, 2, 3, 4])
        sample.floats("c", [1], [10])
        sample.node("Gemm", ["x", "w", "c"], "u") { node in
            for (name, value) in [("alpha", Float(0.5)), ("beta", Float(0.1))] {
                node.message(5) {
                    $0.text(1, name); $0.float(2, value); $0.integer(20, 1)
                }
            }
        }
        sample.floats("d", [1, 2], [1, 2])
        sample.node("Add", ["d", "u"], "y")
        let layers = try sample.result.get().layers
        #expect(layers.count == 1 && layers[0].weight == [0.5, 1.5, 1, 2] && layers[0].bias == [2, 3])
        sample = ONNXSample()
        sample.floats("w", [2, 2], [1, 2, 3, 4])
        sample.node("Gemm", ["x", "w"], "y", ONNXSample.integer("transA", 1))
        #expect(sample.refusal.contains("node 0 (Gemm): it transposes the signal"))
    }

    @Test("Other forms of an activation are that activation")
    func forms() throws {
        func activation(_ build: (inout ONNXSample) -> Void) -> String {
            var sample = ONNXSample()
            sample.floats("w", [2, 2], [1, 2, 3, 4])
            sample.floats("zero", [], [0])
            sample.floats("slope", [], [0.2])
            sample.node("MatMul", ["x", "w"], "u")
            build(&sample)
            switch sample.result {
            case .success(let stack): return "\(stack.layers.map(\.activation))"
            case .failure(let error): return "\(error)"
            }
        }
        let leaky = "[Exchange.StackActivation.leakyReLU(slope: 0.2)]"
        #expect(activation { $0.node("Max", ["u", "zero"], "y") } == "[Exchange.StackActivation.relu]")
        #expect(activation { $0.node("Max", ["zero", "u"], "y") } == "[Exchange.StackActivation.relu]")
        #expect(
            activation {
                $0.node("Mul", ["slope", "u"], "left")
                $0.node("Less", ["u", "zero"], "isLeft")
                $0.node("Where", ["isLeft", "left", "u"], "y")
            } == leaky)
        #expect(
            activation {
                $0.node("Mul", ["u", "slope"], "left")
                $0.node("Max", ["left", "u"], "y")
            } == leaky)
        // Turned round, it is another function.
        #expect(
            activation {
                $0.node("Mul", ["slope", "u"], "left")
                $0.node("Less", ["u", "zero"], "isLeft")
                $0.node("Where", ["isLeft", "u", "left"], "y")
            }.contains("node 3 (Where): it and the nodes before it are none of the functions"))
        #expect(
            activation {
                $0.node("Sigmoid", ["u"], "s")
                $0.node("Mul", ["u", "s"], "y")
            }.contains("node 2 (Mul): it and the nodes before it are none"))
        #expect(
            activation { $0.node("Clip", ["u", "zero", "slope"], "y") }.contains("node 1 (Clip): it clips to 0.0"))
    }

    @Test("Factors and offsets become part of the layer before; after a function they are a layer of their own")
    func folding() throws {
        var sample = ONNXSample.linear
        sample.outputs = ["z"]
        sample.floats("f", [3], [2, 1, -1])
        sample.node("Mul", ["y", "f"], "s")
        sample.node("Relu", ["s"], "r")
        sample.node("Div", ["r", "f"], "z")
        let layers = try sample.result.get().layers
        #expect(layers.map(\.kind) == [.dense, .diagonal])
        #expect(layers[0].weight == [2, 4, 3, 4, -5, -6] && layers[1].weight == [0.5, 1, -1])
    }

    @Test("What permutes a signal permutes the columns of the layer after it")
    func permutation() throws {
        var sample = ONNXSample()
        sample.inputs = [("x", [nil, 2, 3])]
        sample.node("Transpose", ["x"], "t") { node in
            node.message(5) {
                $0.text(1, "perm"); $0.integers(8, [0, 2, 1]); $0.integer(20, 7)
            }
        }
        sample.node("Flatten", ["t"], "f")
        sample.floats("w", [6, 1], [1, 2, 3, 4, 5, 6])
        sample.node("MatMul", ["f", "w"], "y")
        // t = x_00 x_10 x_01 x_11 x_02 x_12.
        #expect(try sample.result.get().layers[0].weight == [1, 3, 5, 2, 4, 6])
    }

    @Test("Samples that would mix are refused, nodes that nothing needs are not looked at")
    func shapes() throws {
        var sample = ONNXSample.linear
        sample.integers("mixed", [3, -1])
        sample.node("Reshape", ["y", "mixed"], "z")
        sample.outputs = ["z"]
        #expect(sample.refusal.contains("node 1 (Reshape): it does not keep the samples"))
        sample.outputs = ["y"]
        sample.node("Loop", ["y"], "endless")
        #expect(sample.refusal == "accepted")
    }
}
