import Exchange
import Foundation
import Networks
import TestFixtures
import Testing

@testable import Experiments

/// Start files whose weights have their inputs first, and files that do not say.
@Suite struct WeightLayoutTests {
    /// A network of 3 inputs; every weight is square if all layers have 3 outputs.
    private func network(_ outputs: [Int], bias: Bool = true) throws -> Network<Double> {
        try Network(
            inputs: 3, layers: outputs.map { Dense($0, bias: bias) }, initialization: .uniform(-1...1), seed: 5)
    }

    private func file(
        _ network: Network<Double>, inputsFirst: Bool, metadata: [String: String] = [:]
    ) throws -> SafetensorsFile {
        var stored = network
        if inputsFirst {
            for l in stored.layers.indices { stored.layers[l].weight = stored.layers[l].weight.transposed() }
        }
        let tensors = try stored.layers.enumerated().flatMap { l, layer -> [NamedTensor] in
            let (weight, name) = (layer.weight, "layers.\(l)")
            let shape = [weight.rows, weight.columns]
            let matrix = try Tensor(shape: shape, storage: .float64(weight.elements))
            let bias = try layer.bias.map {
                NamedTensor(name: "\(name).bias", tensor: try Tensor(shape: [$0.count], storage: .float64($0)))
            }
            return [NamedTensor(name: "\(name).weight", tensor: matrix)] + (bias.map { [$0] } ?? [])
        }
        return SafetensorsFile(tensors: tensors, metadata: metadata)
    }

    /// The network with which a spec starts from the file.
    private func start(
        _ file: SafetensorsFile, like network: Network<Double>, _ layout: WeightLayout?
    ) throws -> Network<Double> {
        let folder = try TemporaryFolder()
        let path = folder.path + "/start.safetensors"
        try file.write(to: path)
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 3)
        spec.network = network.layers.map(\.dense)
        spec.precision = .float64
        spec.initialization = .file(path, layout: layout)
        return try ExperimentRun(spec, source: "test").initialNetwork()
    }

    private func problem(_ file: SafetensorsFile, like network: Network<Double>, _ layout: WeightLayout?) -> String {
        do {
            _ = try start(file, like: network, layout)
            return "read"
        } catch { return "\(error)" }
    }

    @Test("A layout that is asked for is read, square weights and others", arguments: [[3, 3], [5, 3], [1, 4, 3]])
    func asked(outputs: [Int]) throws {
        for bias in [true, false] {
            let network = try network(outputs, bias: bias)
            #expect(try start(file(network, inputsFirst: true), like: network, .inputsFirst) == network)
            #expect(try start(file(network, inputsFirst: false), like: network, .outputsFirst) == network)
        }
    }

    @Test("Square weights alone do not tell the layout: it is asked for")
    func square() throws {
        let network = try network([3, 3])
        for inputsFirst in [true, false] {
            let message = try problem(file(network, inputsFirst: inputsFirst), like: network, nil)
            #expect(message.contains("tensor layers.0.weight"))
            #expect(message.contains("does not tell outputs from inputs"))
            #expect(message.contains("layout: outputsFirst"))
        }
        // Activations say nothing of the layout: our own advice for files of Keras asks for them.
        let named = try file(network, inputsFirst: true, metadata: ["layers.0.activation": "relu"])
        #expect(problem(named, like: network, nil).contains("does not tell outputs from inputs"))
        // A symmetric matrix is the same in both.
        var symmetric = network
        for l in 0...1 {
            for i in 0..<3 { for j in 0..<i { symmetric.layers[l].weight[i, j] = symmetric.layers[l].weight[j, i] } }
        }
        #expect(try start(file(symmetric, inputsFirst: true), like: symmetric, nil) == symmetric)
        // One that is not square tells it for all.
        let mixed = try self.network([3, 4, 3])
        #expect(try start(file(mixed, inputsFirst: false), like: mixed, nil) == mixed)
        let single = try Network<Double>(
            inputs: 3, layers: [Dense(1), Dense(1), Dense(3)], initialization: .uniform(-1...1), seed: 1)
        #expect(try start(file(single, inputsFirst: false), like: single, nil) == single)
        let message = try problem(file(mixed, inputsFirst: true), like: mixed, nil)
        #expect(message.contains("tensor layers.1.weight") && message.contains("its shape is [3, 4], inputs first"))
        #expect(message.contains("layout: inputsFirst"))
    }

    @Test("The metadata tell the layout, by the library or by its name; what is asked for goes before")
    func stated() throws {
        let network = try network([3, 3])
        for (metadata, inputsFirst) in [
            (["format": "pt"], false), (["format": "mlx"], false), (["format": "heaviside"], false),
            (["format": "flax"], true), (["format": "tf"], true), (["format": "keras"], true),
            (["layout": "inputsFirst"], true), (["layout": "outputsFirst"], false),
            (["format": "pt", "layout": "inputsFirst"], true),
        ] {
            let file = try file(network, inputsFirst: inputsFirst, metadata: metadata)
            #expect(try start(file, like: network, nil) == network, "\(metadata)")
            let asked: WeightLayout = inputsFirst ? .outputsFirst : .inputsFirst
            #expect(try start(file, like: network, asked) != network, "\(metadata)")
        }
        let unknown = try file(network, inputsFirst: true, metadata: ["layout": "rows"])
        #expect(problem(unknown, like: network, nil).contains("unknown layout rows"))
    }

    @Test("A model on its own is read in the layout that its metadata state, or that is asked for")
    func standalone() throws {
        let network = try network([3, 3])
        var metadata = ["layers.0.activation": "identity", "layers.1.activation": "identity"]
        let plain = try file(network, inputsFirst: false, metadata: metadata)
        let untold = #expect(throws: ExchangeError.self) { try NetworkFile.network(plain, path: "f") }
        #expect(untold?.problem.contains("does not tell outputs from inputs") == true)
        #expect(untold?.expected?.contains("--layout outputsFirst") == true)
        let asked = ModelReading(layout: .outputsFirst)
        #expect(try NetworkFile.network(plain, path: "f", reading: asked) == .float64(network))
        metadata["layout"] = "outputsFirst"
        let told = try file(network, inputsFirst: false, metadata: metadata)
        #expect(try NetworkFile.network(told, path: "f") == .float64(network))
        for (key, value) in [("layout", "inputsFirst"), ("format", "flax")] {
            for network in [network, try self.network([2, 3])] {
                metadata = ["layers.0.activation": "identity", "layers.1.activation": "identity", key: value]
                let file = try file(network, inputsFirst: true, metadata: metadata)
                #expect(try NetworkFile.network(file, path: "f") == .float64(network))
            }
        }
    }

    @Test(
        "Weights that fit together in both layouts are said to, with the network that is read",
        arguments: [
            ([2, 3], false, "3 → 2 → 3", "2 → 3 → 2"), ([2], false, "3 → 2", "2 → 3"),
            ([2, 3, 2, 3], false, "3 → 2 → 3 → 2 → 3", "2 → 3 → 2 → 3 → 2"),
        ])
    func bothFit(outputs: [Int], bias: Bool, read: String, other: String) throws {
        let network = try network(outputs, bias: bias)
        let activations = Dictionary(
            uniqueKeysWithValues: outputs.indices.map { ("layers.\($0).activation", "identity") })
        let plain = try file(network, inputsFirst: false, metadata: activations)
        let notice = try #require(try NetworkFile.layoutNotice(plain, path: "f", reading: ModelReading()))
        #expect(notice.contains("read as outputsFirst (PyTorch, MLX), \(read); --layout inputsFirst"), "\(notice)")
        #expect(notice.hasSuffix("reads \(other)"), "\(notice)")
        #expect(try NetworkFile.network(plain, path: "f") == .float64(network))
        // What is said of it, or what it says, tells.
        for layout in WeightLayout.allCases {
            #expect(try NetworkFile.layoutNotice(plain, path: "f", reading: ModelReading(layout: layout)) == nil)
            let metadata = activations.merging(["layout": layout.rawValue]) { $1 }
            let stated = try file(network, inputsFirst: false, metadata: metadata)
            #expect(try NetworkFile.layoutNotice(stated, path: "f", reading: ModelReading()) == nil)
        }
    }

    @Test("Weights that fit together in one layout are read without a word", arguments: [[2, 3], [2, 5, 3], [3, 2]])
    func oneFits(outputs: [Int]) throws {
        // Biases have as many entries as there are outputs; so have other widths.
        let network = try network(outputs, bias: outputs != [3, 2])
        let file = try file(network, inputsFirst: false)
        #expect(try NetworkFile.layoutNotice(file, path: "f", reading: ModelReading()) == nil)
    }

    @Test("A layout that the file contradicts is refused, and one that only its library suggests goes before")
    func contradicted() throws {
        let network = try network([3, 3])
        let activations = ["layers.0.activation": "identity", "layers.1.activation": "identity"]
        for (key, value, stated) in [
            ("layout", "outputsFirst", WeightLayout.outputsFirst), ("layout", "inputsFirst", .inputsFirst),
            ("format", "heaviside", .outputsFirst),
        ] {
            let metadata = activations.merging([key: value]) { $1 }
            let file = try file(network, inputsFirst: stated == .inputsFirst, metadata: metadata)
            let other: WeightLayout = stated == .inputsFirst ? .outputsFirst : .inputsFirst
            let error = #expect(throws: ExchangeError.self) {
                try NetworkFile.network(file, path: "f", reading: ModelReading(layout: other))
            }
            #expect(error?.location == "__metadata__ key \(key)" && error?.problem.contains(value) == true)
            let same = ModelReading(layout: stated)
            #expect(try NetworkFile.network(file, path: "f", reading: same) == .float64(network))
        }
        let torch = try file(network, inputsFirst: true, metadata: activations.merging(["format": "pt"]) { $1 })
        let read = try NetworkFile.network(torch, path: "f", reading: ModelReading(layout: .inputsFirst))
        #expect(read == .float64(network))
        // What is certified is another array than the file's, and is written beside the certificate.
        #expect(!NetworkFile.isOwnForm(torch, of: read))
    }
}
