import Foundation
import Testing

@testable import Exchange

/// ONNX models that the exporters themselves wrote, with the outputs of the networks that they were given.
@Suite struct ExporterFilesTests {
    struct Sample: Decodable {
        let file: String
        let elementType: String
        let input: [[Double]]
        let output: [[Double]]
    }

    private static func path(_ name: String) -> String { DataFixture.path("exporters/\(name)") }

    private static func samples() throws -> [Sample] {
        let data = try Data(contentsOf: URL(fileURLWithPath: path("outputs.json")))
        return try JSONDecoder().decode([Sample].self, from: data)
    }

    private static func read(_ name: String) throws -> LayerStack {
        try ONNXFile.read(AtomicFile.read(path(name)), path: name)
    }

    /// What is refused, with the words that say so.
    private static let refused = [
        "keras-torch-elu.onnx": "node 7 (Elu): the operator is not read",
        "skl2onnx-classifier-relu.onnx": "node 8 (Concat): it joins signals",
    ]

    @Test("The outputs are those of the framework that wrote the model")
    func outputs() throws {
        let samples = try Self.samples().filter { $0.file.hasSuffix(".onnx") }
        var count = 0
        for sample in samples where Self.refused[sample.file] == nil {
            let stack = try ONNXFile.read(AtomicFile.read(Self.path(sample.file)), path: Self.path(sample.file))
            #expect(stack.isDouble == (sample.elementType == "float64"), "\(sample.file)")
            // PyTorch's softplus is the identity beyond 20.
            let tolerance = sample.elementType == "float32" ? 5e-7 : sample.file.contains("softplus") ? 3e-9 : 1e-14
            for (input, wanted) in zip(sample.input, sample.output) {
                let found = StackEvaluation.outputs(stack, of: input)
                #expect(found.count == wanted.count, "\(sample.file)")
                for (value, target) in zip(found, wanted) {
                    #expect(abs(value - target) <= tolerance, "\(sample.file): \(value) is not \(target)")
                }
                count += 1
            }
        }
        #expect(count == 42, "three rows of each of fourteen models")
    }

    @Test("What is not read is named with its node and operator")
    func refusals() throws {
        for (name, words) in Self.refused {
            do throws(ExchangeError) {
                _ = try ONNXFile.read(AtomicFile.read(Self.path(name)), path: name)
                Issue.record("\(name): accepted")
            } catch {
                #expect("\(error)".hasPrefix("\(name): \(words)"), "\(error)")
            }
        }
    }

    @Test("A slope that the file rounds to single precision is the decimal that was meant")
    func slope() throws {
        for name in ["torch-leaky.onnx", "jax2onnx-flax-leaky.onnx"] {
            #expect(try Self.read(name).layers[0].activation == .leakyReLU(slope: 0.01), "\(name)")
        }
    }

    @Test("A batch norm is part of the layer before it, tied weights stand twice")
    func folding() throws {
        let stack = try Self.read("torch-legacy-batchnorm.onnx")
        #expect(stack.layers.map(\.activation) == [.relu, .identity] && stack.layers.map(\.kind) == [.dense, .dense])
        let tied = try Self.read("torch-legacy-tied.onnx").layers
        let transposed = (0..<4).flatMap { i in (0..<2).map { k in tied[0].weight[k * 4 + i] } }
        #expect(tied[1].weight == transposed)
    }

    @Test("A convolution keeps its numbers, whichever exporter wrote it")
    func convolutions() throws {
        for name in ["torch-autoencoder.onnx", "torch-legacy-autoencoder.onnx"] {
            let layers = try Self.read(name).layers
            let shapes = layers.map(\.outputShape)
            #expect(shapes == [[4, 8], [2, 4], [2], [8], [4, 8], [1, 16]], "\(name)")
            guard case .transposedConvolution(let last) = layers[5].kind else {
                Issue.record("\(name): \(layers[5].kind)")
                continue
            }
            #expect(
                last
                    == StackConvolution(
                        channels: 1, kernel: 3, stride: 2, padding: 1, dilation: 1, outputPadding: 1))
        }
    }

    @Test("External data are read beside the model only")
    func external() throws {
        let bytes = try AtomicFile.read(Self.path("torch-relu-external.onnx"))
        func refusal(_ bytes: [UInt8], _ path: String) -> String {
            do throws(ExchangeError) {
                _ = try ONNXFile.read(bytes, path: path)
                return "accepted"
            } catch { return "\(error)" }
        }
        #expect(refusal(bytes, Self.path("torch-relu-external.onnx")) == "accepted")
        #expect(refusal(bytes, "/nowhere/m.onnx").contains("cannot open the file"))
        // Other names of the same length.
        let name = Array("torch-relu-external.onnx.data".utf8)
        for other in [
            "../../etc/passwd-of-the-host!", "/etc/passwd----------------..", "..\\..\\windows\\system32----..",
        ] {
            var changed = bytes
            let start = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
            let letters = Array(other.utf8.prefix(name.count))
            changed.replaceSubrange(start..<start + letters.count, with: letters)
            let found = refusal(changed, Self.path("torch-relu-external.onnx"))
            #expect(found.contains("external data: the location is"), "\(found)")
        }
    }
}
