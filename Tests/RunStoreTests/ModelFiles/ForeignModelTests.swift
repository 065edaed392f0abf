import Exchange
import Foundation
import Networks
import RunStore
import TestFixtures
import Testing

@testable import Experiments

/// Models that another program wrote, or that hold what no network has: refused in terms of the file.
@Suite struct ForeignModelTests {
    private let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    /// The bytes of a safetensors file of zeros.
    private func safetensors(_ tensors: [(name: String, dtype: String, shape: [Int], size: Int)]) -> [UInt8] {
        var (header, offset) = ("{", 0)
        for tensor in tensors {
            header += offset > 0 || header != "{" ? "," : ""
            header += "\"\(tensor.name)\":{\"dtype\":\"\(tensor.dtype)\",\"shape\":\(tensor.shape),"
            header += "\"data_offsets\":[\(offset),\(offset + tensor.size)]}"
            offset += tensor.size
        }
        header += "}"
        let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
        return length + Array(header.utf8) + Array(repeating: 0, count: offset)
    }

    private func refusal(_ bytes: [UInt8], as name: String = "m.safetensors") throws -> String {
        let path = temporary.path(name)
        try AtomicFile.write(bytes, to: path)
        do {
            _ = try StoredNetwork(path, root: RunRoot(temporary.path("runs")))
            return "accepted"
        } catch { return "\(error)".replacingOccurrences(of: path, with: "FILE") }
    }

    @Test("Where there is neither a run nor a model of a name, both are named")
    func missing() {
        for name in ["nothing", "nothing.safetensors", temporary.path("nothing.safetensors")] {
            let found = #expect(throws: RunError.self) {
                try StoredNetwork(name, root: RunRoot(temporary.path("runs")))
            }
            #expect(found?.problem.hasPrefix("no such run or model: expected") == true, "\(found?.problem ?? "")")
            #expect(found?.problem.hasSuffix("or a model file") == true, "\(found?.problem ?? "")")
        }
    }

    @Test("Weights that only fit together with their inputs first are refused with the layout that fits")
    func inputsFirst() throws {
        func zeros(_ shapes: [[Int]]) -> [UInt8] {
            safetensors(
                shapes.enumerated().map { l, shape in
                    (
                        shape.count == 1 ? "\(2 * (l / 2)).bias" : "\(2 * (l / 2)).weight", "F32", shape,
                        4 * shape.reduce(1, *)
                    )
                })
        }
        func reading(_ bytes: [UInt8]) throws -> String {
            let file = try SafetensorsFile(decoding: bytes, path: "m")
            var reading = ModelReading()
            reading.activations = [.relu, .identity]
            do {
                return "\(try NetworkFile.network(file, path: "m", reading: reading).inputs) inputs"
            } catch { return "\(error)" }
        }
        // As Keras stores 6 → 4 → 6, and 4 → 4 → 6, whose first weight is square.
        for (shapes, sizes) in [
            ([[6, 4], [4], [4, 6], [6]], "6 → 4 → 6"), ([[4, 4], [4], [4, 6], [6]], "4 → 4 → 6"),
        ] {
            let message = try reading(zeros(shapes))
            #expect(message.contains("layout") && message.contains("inputsFirst"), "\(message)")
            #expect(message.contains("the weights fit together: \(sizes)"), "\(message)")
        }
        // Where neither fits, and where the shapes tell, nothing is said of layouts.
        #expect(try !reading(zeros([[4, 3], [4], [6, 5], [6]])).contains("inputsFirst"))
        #expect(try reading(zeros([[4, 6], [4], [6, 4], [6]])) == "6 inputs")
        #expect(try reading(zeros([[4, 4], [4], [4, 4], [4]])) == "4 inputs", "zeros are symmetric")
    }

    @Test("A tensor that no dense layer has is named, beside all of them and those wanted")
    func names() throws {
        let message = try refusal(
            safetensors([
                ("1.num_batches_tracked", "F32", [1], 4), ("0.weight", "F32", [3, 2], 24), ("0.bias", "F32", [3], 12),
                ("2.weight", "F32", [2, 3], 24),
            ]))
        #expect(message.hasPrefix("FILE: tensor 1.num_batches_tracked: no dense layer has it; "), "\(message)")
        for part in ["1.num_batches_tracked F32 [1]", "0.weight F32 [3, 2]", "0.bias F32 [3]", "2.weight F32 [2, 3]"] {
            #expect(message.contains(part), "\(part) in \(message)")
        }
        for part in ["0.weight [outputs, inputs]", "0.bias [outputs]", "layers.0.weight"] {
            #expect(message.contains(part), "\(part) in \(message)")
        }
    }

    @Test("Of many tensors with long names the first are listed, shortened")
    func many() throws {
        let message = try refusal(
            safetensors((0..<5000).map { ("\(String(repeating: "x", count: 300)).\($0)", "F32", [1], 4) }))
        #expect(message.contains("(5,000 in all)") && message.count < 1200, "\(message.count)")
        #expect(try refusal(safetensors([])).contains("among no tensors"))
    }

    @Test("A wanted tensor of another type is named with its type", arguments: ["F8_E4M3", "I64", "BOOL"])
    func types(dtype: String) throws {
        let size = ["F8_E4M3": 1, "I64": 8, "BOOL": 1][dtype] ?? 0
        for (tensors, name) in [
            ([("layers.0.weight", dtype, [3, 2], 6 * size)], "layers.0.weight"),
            (
                [("layers.0.weight", "F32", [3, 2], 24), ("layers.0.bias", dtype, [3], 3 * size)],
                "layers.0.bias"
            ),
            (
                [("layers.0.weight", "F32", [3, 2], 24), ("layers.1.weight", dtype, [1, 3], 3 * size)],
                "layers.1.weight"
            ),
        ] as [([(String, String, [Int], Int)], String)] {
            var bytes = safetensors(tensors.map { ($0.0, $0.1, $0.2, $0.3) })
            if name != "layers.0.weight" {
                // The activation of the first layer, so that the reader comes to the second tensor.
                let text = String(decoding: bytes[8...], as: UTF8.self)
                let head = text.prefix { $0 != "\0" }
                let header = "{\"__metadata__\":{\"layers.0.activation\":\"relu\"}," + head.dropFirst()
                let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
                bytes = length + Array(header.utf8) + bytes[(8 + head.utf8.count)...]
            }
            let message = try refusal(bytes)
            #expect(
                message.hasPrefix("FILE: tensor \(name): its type is \(dtype); expected F32 or F64: "), "\(message)")
        }
    }

    @Test("A start that lacks a tensor is told what there is")
    func start() throws {
        let path = temporary.path("start.safetensors")
        try AtomicFile.write(safetensors([("0.weight", "F32", [1, 4], 16), ("0.bias", "F32", [1], 4)]), to: path)
        let spec = Spec(
            name: "start", signals: SignalSpec(.step(StepFunctions(length: 4))),
            network: [Dense(1), Dense(4, activation: .relu), Dense(4)], initialization: .file(path),
            training: Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.1)), epochs: 1)
        do {
            try ExperimentRun(spec, source: "study.yaml").check()
            Issue.record("accepted")
        } catch {
            #expect(
                "\(error)".hasSuffix(
                    "tensors: 1 dense layer: 0.weight [1, 4]; expected 3, as the spec has: [1, 4], [4, 1], [4, 4]"),
                "\(error)")
        }
    }

    @Test("Files of other formats are named, with the way to convert them")
    func formats() throws {
        let array: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(repeating: 0x20, count: 118)
        let message = try refusal(array, as: "weights.npy")
        #expect(message.hasPrefix("FILE: it is a NumPy array (.npy); expected a safetensors file or an .npz with "))
        for part in ["layers.0.weight", "numpy.load(\"weights.npy\")", "safetensors.numpy"] {
            #expect(message.contains(part), "\(part) in \(message)")
        }
        let torch: [UInt8] = [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
        #expect(try refusal(torch, as: "m.pt").contains("save_file(torch.load(\"m.pt\"), \"model.safetensors\")"))
    }

    @Test("A parameter that is no number is named with file, tensor and index", arguments: [Double.nan, .infinity])
    func numbers(value: Double) throws {
        var network = try Network<Double>(inputs: 2, initialization: .zeros, seed: 1) { Dense(3) }
        network.layers[0].weight[2, 1] = value
        let path = temporary.path("m.safetensors")
        try NetworkFile.file(for: network).write(to: path)
        let message = try refusal(AtomicFile.read(path))
        let word = value.isNaN ? "NaN" : "infinity"
        #expect(message == "FILE: tensor layers.0.weight[2, 1]: it is \(word); expected a finite number")
    }
}
