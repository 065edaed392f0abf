import Exchange
import Networks
import Testing

@testable import Experiments

/// Networks of other layers than dense ones in files, and for raw data.
@Suite struct StructuredFileTests {
    private static let layers: [Dense] = [
        .convolution(2, kernel: 3, padding: 1, activation: .relu),
        Dense(12, activation: .relu).skipping(2, linear: true),
        Dense(12, activation: .relu, shape: [2, 6]).skipping(2), .transposedConvolution(1, kernel: 3, padding: 1),
        .averagePooling(2), .toeplitz(6),
    ]

    private func network(seed: UInt64 = 1) throws -> Network<Double> {
        try Network(inputs: 6, layers: Self.layers, initialization: .uniform(-1...1), seed: seed)
    }

    @Test("A model file has each parameter once, and gives the same network back, alone and for a network of its shape")
    func roundTrip() throws {
        let network = try network()
        let file = try NetworkFile.file(for: network)
        #expect(
            file.tensors.map { "\($0.name) \($0.tensor.shape)" } == [
                "layers.0.weight [2, 1, 3]", "layers.0.bias [2]", "layers.1.weight [12, 12]", "layers.1.skip [12, 6]",
                "layers.1.bias [12]", "layers.2.weight [12, 12]", "layers.2.bias [12]", "layers.3.weight [2, 1, 3]",
                "layers.3.bias [1]", "layers.5.weight [8]", "layers.5.bias [6]",
            ])
        #expect(try NetworkFile.network(file, path: "m") == .float64(network))
        #expect(try NetworkFile.read(file, path: "m", like: self.network(seed: 2)) == network)
        let plain = try NetworkFile.file(
            for: Network<Float>(inputs: 2, layers: [Dense(2)], initialization: .zeros, seed: 1))
        #expect(plain.metadata["network"] == nil)
    }

    @Test(
        "Metadata that no network has are refused",
        arguments: [
            ("network", "[{ dense: 3 }"), ("network", "[]"), ("network", "[{ convolution: 2 }]"), ("shape", "[]"),
            ("shape", "[-1]"), ("shape", "[1, 99999999999]"), ("shape", "six"), ("shape", "[7]"),
            ("network", "[{ convolution: 2, kernel: 3, padding: 1 }]"),
        ])
    func damaged(key: String, value: String) throws {
        let file = try NetworkFile.file(for: network())
        let changed = SafetensorsFile(
            tensors: file.tensors, metadata: file.metadata.merging([key: value]) { $1 })
        #expect(throws: ExchangeError.self) { try NetworkFile.network(changed, path: "m") }
    }

    @Test(
        "Metadata are refused at their key, without the keys of a spec",
        arguments: [
            ("network", "", "__metadata__ key network: it is empty"),
            ("network", "[{ dense: 2, activation: rel }]", "__metadata__ key network.0.activation: "),
            ("shape", "", "__metadata__ key shape: it is empty"),
            ("shape", "six", "__metadata__ key shape: six: expected the shape of an input"),
        ])
    func metadata(key: String, value: String, place: String) throws {
        let file = try NetworkFile.file(for: network())
        let changed = SafetensorsFile(
            tensors: file.tensors, metadata: file.metadata.merging([key: value]) { $1 })
        let error = #expect(throws: ExchangeError.self) { try NetworkFile.network(changed, path: "m") }
        #expect(error.map { "\($0)".contains(place) && !"\($0)".contains("optimizer") } == true)
    }

    @Test("A file of ours without a format is ours by its other keys")
    func withoutFormat() throws {
        let dense = try Network<Float>(inputs: 2, layers: [Dense(2)], initialization: .fanIn, seed: 1)
        func without(_ keys: Set<String>, _ file: SafetensorsFile) -> SafetensorsFile {
            SafetensorsFile(tensors: file.tensors, metadata: file.metadata.filter { !keys.contains($0.key) })
        }
        for own in [try NetworkFile.file(for: network()), try NetworkFile.file(for: dense)] {
            let known = try NetworkFile.network(own, path: "m")
            let file = without(["format"], own)
            #expect(try NetworkFile.network(file, path: "m") == known)
            #expect(throws: ExchangeError.self) {
                try NetworkFile.network(file, path: "m", reading: ModelReading(layout: .inputsFirst))
            }
        }
        let foreign = without(["format", "layers"], try NetworkFile.file(for: dense))
        let error = #expect(throws: ExchangeError.self) { try NetworkFile.network(foreign, path: "m") }
        #expect(error.map { "\($0)".contains("--layout outputsFirst") } == true)
    }

    @Test("The slope of an activation is written in one way, and read in any")
    func slopes() throws {
        let activation = Activation.leakyReLU(slope: 1e-5)
        #expect(activation.description == "leakyReLU(1.0e-5)")
        #expect(Activation("leakyReLU(1e-05)") == activation)
        #expect(Activation.leakyReLU(slope: 2).description == "leakyReLU(2)")
    }

    @Test("A normalisation goes into the dense form of a network", arguments: Normalisation.Method.allCases)
    func raw(method: Normalisation.Method) throws {
        let signals = Matrix(rows: 8, columns: 6, elements: (0..<48).map { Double($0 * 37 % 48) / 4 + 20 })
        let samples = SampleSet(signals: signals)
        let map = try Normalisation(method, of: samples)
        let raw = try RawNetwork(.float64(network()), map, isAutoencoding: true, in: .float64)
        #expect(raw.network.isPlain)
        let difference = raw.difference(on: samples, normalised: samples.normalised(by: map))
        #expect(difference.output > 1 && difference.largest < 1e-9 * difference.output)
    }

    @Test("A spec writes the layers that it reads")
    func yaml() throws {
        let text = """
            name: layers
            signals: { family: step, length: 6, amplitude: 5 }
            network:
              - { convolution: 2, kernel: 3, stride: 2, padding: 1, dilation: 2, bias: false, activation: relu }
              - { transposedConvolution: 1, kernel: 3, stride: 2, outputPadding: 1, frozen: true }
              - { averagePooling: 2, stride: 1, padding: 1 }
              - { toeplitz: 8, shape: [2, 4] }
              - { scale: 8, nonNegative: true }
              - { dense: 8, skip: 2 }
              - { dense: 6, skip: { layers: 7, weight: linear } }
            initialization: fanIn
            loss: squaredError
            optimizer: { adam: { learningRate: 0.01 } }
            epochs: 3
            """
        let spec = try Spec(yaml: text, source: "test", overrides: ["network.2.padding=0"])
        let again = try Spec(yaml: spec.yaml, source: "again")
        #expect(again == spec)
        #expect(spec.layers.map(\.outputs) == [4, 6, 5, 8, 8, 8, 6])
        #expect(spec.network[6].skip == Skip(7, linear: true) && spec.network[3].shape == [2, 4])
    }
}
