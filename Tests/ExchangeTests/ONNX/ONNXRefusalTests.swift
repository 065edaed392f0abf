import Testing

@testable import Exchange

/// Models that are no network, or no model: each is refused with its place.
@Suite struct ONNXRefusalTests {
    private func refusal(_ change: (inout ONNXSample) -> Void) -> String {
        var sample = ONNXSample.linear
        change(&sample)
        return sample.refusal
    }

    @Test("Operators, functions and loops are refused by name")
    func operators() {
        #expect(ONNXSample.linear.refusal == "accepted")
        for op in ["Loop", "If", "Scan", "Softmax", "Erfc", "LSTM"] {
            let found = refusal {
                $0.node(op, ["y"], "z"); $0.outputs = ["z"]
            }
            #expect(found.hasPrefix("m.onnx: node 1 (\(op)): the operator is not read; expected Gemm, "), "\(found)")
        }
        let local = refusal {
            $0.node("MyBlock", ["y"], "z", domain: "local"); $0.outputs = ["z"]
        }
        #expect(local.contains("node 1 (local.MyBlock): the operator is not read"), "\(local)")
    }

    @Test("A cycle, a value without a node, two values of one name")
    func graphs() {
        let cycle = refusal {
            $0.node("Add", ["y", "b"], "a")
            $0.node("Relu", ["a"], "b")
            $0.outputs = ["b"]
        }
        #expect(cycle.contains("node 1 (Add): it waits for its own output"), "\(cycle)")
        #expect(
            refusal {
                $0.node("Relu", ["q"], "z"); $0.outputs = ["z"]
            }.contains("its input \"q\" is not"))
        #expect(refusal { $0.node("Relu", ["x"], "y") }.contains("its output \"y\" is given elsewhere"))
        #expect(refusal { $0.floats("w", [1], [1]) }.contains("the name is given twice"))
        #expect(refusal { $0.outputs = ["y", "x"] }.contains("the outputs \"y\", \"x\"; expected one output"))
        #expect(refusal { $0.inputs.append(("z", [nil, 2])) }.contains("the inputs \"x\", \"z\"; expected one input"))
        #expect(refusal { $0.outputs = ["w"] }.contains("does not depend on the input"))
        #expect(refusal { $0.outputs = ["x"] }.contains("it has no layer"))
        let skip = refusal {
            $0.floats("v", [3, 2], [0, 0, 0, 0, 0, 0])
            $0.node("MatMul", ["y", "v"], "z")
            $0.node("Add", ["x", "z"], "s")
            $0.outputs = ["s"]
        }
        #expect(skip.contains("node 2 (Add): it combines two signals"), "\(skip)")
    }

    @Test("Shapes and types that do not fit are named")
    func tensors() {
        #expect(
            refusal { $0.inputs = [("x", [nil, 5])] }.contains("node 0 (Gemm): its weight of shape [3, 2] takes 2"))
        #expect(refusal { $0.inputs = [("x", [nil, nil])] }.contains("input \"x\": its shape is [?, ?]"))
        #expect(refusal { $0.type = 11 }.contains("node 0 (Gemm): it mixes DOUBLE with FLOAT"))
        let short = refusal { $0.floats("v", [2, 2], [1]) }
        #expect(short.contains("initializer \"v\": it has 1 value; expected 4 for shape [2, 2] of FLOAT"), "\(short)")
        let huge = refusal { $0.floats("v", [1 << 15, 1 << 14], [1]) }
        #expect(huge.contains("too large") && huge.contains("512 MiB"), "\(huge)")
        #expect(refusal { $0.floats("v", [-1], []) }.contains("negative or too large"))
        #expect(refusal { $0.floats("v", [1], [1], type: 8) }.contains("its type is STRING"))
        #expect(refusal { $0.version = 6 }.contains("its operator set is version 6"))
        #expect(refusal { $0.version = 99 }.contains("its operator set is version 99"))
    }

    @Test("A field of another wire type, and a model that is cut off anywhere, are refused with the byte")
    func wire() throws {
        for field in [7, 8] {
            var model = WireWriter()
            model.integer(1, 8)
            model.integer(field, 3)
            do throws(ExchangeError) {
                _ = try ONNXFile.read(model.bytes, path: "m.onnx")
                Issue.record("accepted")
            } catch {
                #expect("\(error)".contains("wire type of another kind"), "\(error)")
            }
        }
        let bytes = ONNXSample.linear.bytes
        var refused = 0
        for length in 0..<bytes.count {
            do throws(ExchangeError) {
                _ = try ONNXFile.read(Array(bytes[..<length]), path: "m.onnx")
            } catch {
                refused += 1
            }
        }
        #expect(refused == bytes.count)
        for bad in [[0x0B], [0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0x00]] as [[UInt8]] {
            do throws(ExchangeError) {
                _ = try ONNXFile.read([0x08, 0x08] + bad, path: "m.onnx")
                Issue.record("accepted")
            } catch {
                #expect("\(error)".contains("the model, byte"), "\(error)")
            }
        }
    }
}
