import Testing

@testable import Exchange

/// Signals in other shapes: the samples stay apart, and each is one row.
@Suite struct ONNXShapeTests {
    private func reshape(_ sample: inout ONNXSample, _ from: String, _ shape: [Int], _ to: String) {
        sample.integers("shape.\(to)", shape)
        sample.node("Reshape", [from, "shape.\(to)"], to)
    }

    @Test("A product takes a signal with inputs")
    func noInputs() {
        for op in ["MatMul", "Gemm"] {
            for isSqueezed in [true, false] {
                var sample = ONNXSample()
                sample.inputs = [("x", [nil, 1])]
                sample.floats("v", [1, 4], [1, 2, 3, 4])
                if isSqueezed {
                    sample.integers("axes", [1])
                    sample.node("Squeeze", ["x", "axes"], "s")
                } else {
                    reshape(&sample, "x", [-1], "s")
                }
                sample.node(op, ["s", "v"], "y")
                #expect(
                    sample.refusal.hasSuffix(
                        "node 1 (\(op)): its weight of shape [1, 4] takes 1 input, the signal has the shape [batch]; "
                            + "expected a signal [batch, inputs]"), "\(sample.refusal)")
            }
        }
    }

    @Test("Several rows for each sample are refused where a node acts on them")
    func splitSamples() throws {
        let scalar: (inout ONNXSample) -> Void = { $0.floats("c", [1], [2]) }
        // A permuted signal, cut into its entries.
        var sample = ONNXSample()
        scalar(&sample)
        sample.floats("w", [2, 4], [1, 2, 3, 4, 5, 6, 7, 8])
        sample.node("Gemm", ["x", "w"], "u")
        reshape(&sample, "u", [-1, 2, 2], "r")
        sample.node("Transpose", ["r"], "t", ONNXSample.integers("perm", [0, 2, 1]))
        reshape(&sample, "t", [-1, 1], "s")
        sample.node("Add", ["s", "c"], "y")
        #expect(sample.refusal.contains("node 4 (Add): its input mixes the samples: [batch, 1]"), "\(sample.refusal)")
        // Rows that are permuted.
        sample = ONNXSample()
        sample.inputs = [("x", [nil, 8])]
        reshape(&sample, "x", [-1, 2, 2], "r")
        sample.node("Transpose", ["r"], "t", ONNXSample.integers("perm", [0, 2, 1]))
        reshape(&sample, "t", [-1, 8], "s")
        sample.floats("w", [8, 1], [1, 2, 3, 4, 5, 6, 7, 8])
        sample.node("MatMul", ["s", "w"], "y")
        #expect(sample.refusal.contains("node 1 (Transpose): its input mixes the samples"), "\(sample.refusal)")
        // There and back, with and without a node between.
        for op in ["Mul", "Add", "Relu", nil] {
            sample = ONNXSample()
            scalar(&sample)
            sample.floats("w", [2, 3], [1, 2, 3, 4, 5, 6])
            sample.floats("b", [3], [1, 2, 3])
            sample.node("Gemm", ["x", "w", "b"], "u")
            reshape(&sample, "u", [-1, 1], "r")
            if let op { sample.node(op, op == "Relu" ? ["r"] : ["r", "c"], "m") }
            reshape(&sample, op == nil ? "r" : "m", [-1, 3], "y")
            if let op {
                #expect(sample.refusal.contains("node 2 (\(op)): its input mixes the samples"), "\(sample.refusal)")
            } else {
                let layers = try sample.result.get().layers
                #expect(layers.count == 1 && layers[0].weight == [1, 4, 2, 5, 3, 6] && layers[0].bias == [1, 2, 3])
                sample.outputs = ["r"]
                #expect(sample.refusal.contains("its output [batch, 1] has several rows"), "\(sample.refusal)")
            }
        }
    }

    @Test("The axes of Unsqueeze count the dimensions that it gives")
    func unsqueeze() {
        func refusal(_ axes: [Int], back: [Int]) -> String {
            var sample = ONNXSample.linear
            sample.integers("axes", axes)
            sample.integers("back", back)
            sample.node("Unsqueeze", ["y", "axes"], "u")
            sample.node("Squeeze", ["u", "back"], "z")
            sample.outputs = ["z"]
            return sample.refusal
        }
        for axis in [-1, -2] { #expect(refusal([axis], back: [axis]) == "accepted") }
        for (axes, back) in [([-3], [-3]), ([0], [0]), ([-4, 1], [1])] {
            let found = refusal(axes, back: back)
            #expect(found.contains("node 1 (Unsqueeze): it does not keep the samples"), "\(found)")
        }
    }

    @Test("Dropout after training does nothing, and in training is refused")
    func dropout() {
        for isTraining in [false, true] {
            var sample = ONNXSample.linear
            sample.floats("ratio", [], [0.5])
            sample.tensors.append { tensor in
                tensor.integer(2, 9)
                tensor.integers(5, [isTraining ? 1 : 0])
                tensor.text(8, "mode")
            }
            sample.node("Dropout", ["y", "ratio", "mode"], "z")
            sample.outputs = ["z"]
            #expect(
                isTraining
                    ? sample.refusal.contains("node 1 (Dropout): it drops units (training_mode)")
                    : sample.refusal == "accepted", "\(sample.refusal)")
        }
    }
}
