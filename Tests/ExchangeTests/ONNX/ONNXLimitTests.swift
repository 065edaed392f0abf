import TestFixtures
import Testing

@testable import Exchange

/// Models whose numbers are many more than their bytes.
@Suite struct ONNXLimitTests {
    /// y = W … W x with W of shape [side, side].
    private func products(_ count: Int, side: Int) -> ONNXSample {
        var sample = ONNXSample()
        sample.zeros("w", [side, side], size: 4, type: 1)
        sample.inputs = [("x", [nil, side])]
        for l in 0..<count { sample.node("MatMul", [l == 0 ? "x" : "h\(l - 1)", "w"], "h\(l)") }
        sample.outputs = ["h\(count - 1)"]
        return sample
    }

    @Test("A graph computes four times the numbers of its model, and 4,194,304 more")
    func budget() {
        // 2^18 numbers: 4 · 2^18 + 2^22 = 20 · 2^18.
        #expect(products(20, side: 512).refusal == "accepted")
        let found = products(21, side: 512).refusal
        #expect(found.contains("node 20 (MatMul): the graph makes many more numbers"), "\(found)")
    }

    @Test("A network has at most 1,023 layers")
    func layers() {
        #expect(products(1023, side: 1).refusal == "accepted")
        let found = products(1024, side: 1).refusal
        #expect(found.contains("node 1023 (MatMul): the network has 1024 layers"), "\(found)")
    }

    @Test("Signals share the layers that they have in common, and keep their own")
    func sharedLayers() {
        let layer = StackLayer(.dense, inputShape: [1], outputShape: [1], weight: [1])
        var layers = GraphLayers()
        #expect(layers.isEmpty && layers.count == 0 && layers.all.isEmpty && layers.last == nil)
        for _ in 0..<3 { layers.append(layer) }
        var other = layers
        var changed = layer
        changed.bias = [2]
        other.replaceLast(by: changed)
        other.append(layer)
        #expect(layers.all == [layer, layer, layer] && layers.count == 3 && layers.last == layer)
        #expect(other.all == [layer, layer, changed, layer] && other.count == 4)
    }

    @Test("Tensors that name the same bytes of a file beside the model are counted each time")
    func externalData() throws {
        let temporary = try TemporaryFolder()
        let count = 1 << 20
        try AtomicFile.write([0], to: temporary.path("d"))
        #expect(SparseFile.extend(temporary.path("d"), to: 4 * count))
        func refusal(_ constants: Int) -> String {
            var sample = ONNXSample.linear
            for k in 0..<constants {
                sample.node("Constant", [], "c\(k)") { node in
                    node.message(5) { attribute in
                        attribute.text(1, "value")
                        attribute.message(5) { tensor in
                            tensor.integers(1, [count])
                            tensor.integer(2, 1)
                            tensor.message(13) {
                                $0.text(1, "location"); $0.text(2, "d")
                            }
                            tensor.integer(14, 1)
                        }
                        attribute.integer(20, 4)
                    }
                }
            }
            // A node that needs them all.
            sample.node("Sum", ["y"] + (0..<constants).map { "c\($0)" }, "z")
            sample.outputs = ["z"]
            do throws(ExchangeError) {
                _ = try ONNXFile.read(sample.bytes, path: temporary.path("m.onnx"))
                return "accepted"
            } catch { return "\(error)" }
        }
        #expect(refusal(4).contains("(Sum): the operator is not read"), "\(refusal(4))")
        #expect(refusal(5).contains("node 5 (Constant): the graph makes many more numbers"), "\(refusal(5))")
    }

    @Test("Packed integers are stored up to a limit only")
    func packedIntegers() throws {
        var writer = WireWriter()
        writer.integers(1, [Int](repeating: 7, count: 100))
        var reader = WireReader(writer.bytes, range: 0..<writer.bytes.count, path: "m.onnx", part: "a list")
        let field = try #require(try reader.next())
        for (limit, isAll) in [(8, false), (99, false), (100, true)] {
            var list: [Int64] = []
            #expect(try reader.append(field.value, "ints", to: &list, atMost: limit) == isAll)
            #expect(list == [Int64](repeating: 7, count: limit))
        }
        var sample = ONNXSample.linear
        sample.floats("v", [Int](repeating: 1, count: 9), [1])
        #expect(sample.refusal.contains("initializer 1: the field dims has more than 8 numbers"), "\(sample.refusal)")
        sample = .linear
        sample.node("Transpose", ["y"], "z", ONNXSample.integers("perm", [Int](repeating: 0, count: 65)))
        #expect(sample.refusal == "accepted", "nothing needs that node")
        sample.outputs = ["z"]
        #expect(sample.refusal.contains("its attribute perm is of another type"), "\(sample.refusal)")
        sample = .linear
        sample.node("Concat", [String](repeating: "y", count: 257), "z")
        #expect(sample.refusal.contains("node 1: it has more than 256 inputs"), "\(sample.refusal)")
    }

    @Test("A transposed convolution whose entries overflow is refused")
    func overflow() {
        var sample = ONNXSample()
        sample.type = 10
        sample.inputs = [("x", [nil, 1, 1 << 20])]
        // 2^23 channels of more than 2^39 entries.
        sample.zeros("k", [1, 1 << 23, 1], size: 2, type: 10)
        sample.node("ConvTranspose", ["x", "k"], "y", ONNXSample.integers("strides", [1 << 20]))
        #expect(sample.refusal.contains("it gives 8,388,608 channels of length 1,099,510,579,201"), "\(sample.refusal)")
        // As many as fit.
        sample = ONNXSample()
        sample.inputs = [("x", [nil, 1, 3])]
        sample.floats("k", [1, 2, 1], [1, 2])
        sample.node("ConvTranspose", ["x", "k"], "y", ONNXSample.integers("strides", [2]))
        #expect(sample.refusal == "accepted")
    }
}
