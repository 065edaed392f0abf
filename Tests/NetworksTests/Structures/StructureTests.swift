import Testing

@testable import Networks

/// Shapes, parameters and training of layers with structures.
@Suite struct StructureTests {
    private static let digits: [Dense] = [
        .convolution(8, kernel: 3, stride: 2, padding: 1, activation: .relu),
        .convolution(16, kernel: 3, stride: 2, padding: 1, activation: .relu),
        Dense(1),
        Dense(128, activation: .relu, shape: [16, 8]),
        .transposedConvolution(8, kernel: 4, stride: 2, padding: 1, activation: .relu),
        .transposedConvolution(1, kernel: 4, stride: 2, padding: 1),
    ]

    @Test("An autoencoder of convolutions has the shapes and the parameters that PyTorch's has")
    func autoencoder() throws {
        let network = try Network<Float>(inputs: 32, layers: Self.digits, initialization: .fanIn, seed: 1)
        #expect(network.layers.map(\.outputs) == [128, 128, 1, 128, 128, 32])
        #expect(network.layers.map(\.parameterCount) == [32, 400, 129, 256, 520, 33])
        #expect(network.codeLayer == 2)
        #expect(
            network.description
                == "32 → 8 × 16 convolution relu → 16 × 8 convolution relu → 1 → 128 relu → "
                + "8 × 16 transposedConvolution relu → 1 × 32 transposedConvolution, 1,370 parameters")
        let shapes = network.layers[4].parameters.map(\.shape)
        #expect(shapes == [[16, 8, 4], [8]])
    }

    @Test("Weights are drawn once for each parameter, with the inputs of a unit")
    func initialisation() throws {
        let network = try Network<Double>(
            inputs: 20, layers: [.convolution(50, kernel: 9, padding: 4)], initialization: .fanIn, seed: 7)
        let drawn = network.layers[0].parameters[0].elements
        #expect(Set(drawn).count == 450)
        let largest = drawn.map(abs).max() ?? 0
        #expect(largest < 1.0 / 3 && largest > 0.95 / 3)
    }

    @Test("Parameters written back give the same layer", arguments: 1...100)
    func parametersRoundTrip(seed: Int) throws {
        let network = try StructureCase(seed: UInt64(seed)).network
        for layer in network.layers {
            #expect(layer.with(parameters: layer.parameters.map(\.elements)) == layer, "seed \(seed)")
        }
    }

    @Test(
        "Training moves tied weights alike, and leaves constant ones",
        arguments: [
            Optimizer.sgd(learningRate: 0.01), .momentum(learningRate: 0.01), .rmsProp(learningRate: 0.001),
            .adam(learningRate: 0.001),
        ])
    func trainingKeepsTies(optimizer: Optimizer) throws {
        var (tied, moved) = (0, 0)
        for seed in 1...40 as ClosedRange<UInt64> {
            let randomCase = try StructureCase(seed: seed)
            var network = randomCase.network
            guard network.layers.contains(where: \.dense.isTrainable) else { continue }
            let samples = SampleSet(signals: randomCase.inputs, targets: randomCase.targets)
            try Training(loss: .squaredError(.mean), optimizer: optimizer).fit(&network, to: samples, epochs: 20)
            for layer in network.layers {
                guard let tying = layer.tying else { continue }
                tied += 1
                #expect(tying.matrix(of: tying.parameters(of: layer.weight.elements)) == layer.weight.elements)
            }
            if network != randomCase.network { moved += 1 }
        }
        #expect(tied > 40 && moved > 20)
    }

    @Test(
        "A structure that its inputs do not fit is refused with what would be right",
        arguments: [
            (Dense.convolution(2, kernel: 9), "kernel"), (.convolution(2, kernel: 3, stride: 0), "stride"),
            (.convolution(0, kernel: 3), "channels"), (.convolution(1, kernel: 3, padding: -1), "padding"),
            (.transposedConvolution(1, kernel: 3, padding: 9), "padding"),
            (.transposedConvolution(1, kernel: 3, outputPadding: 1), "outputPadding"), (.scale(7), "scale"),
            (.averagePooling(9), "averagePooling"), (.averagePooling(2, padding: 2), "padding"),
            (Dense(4, shape: [3, 2]), "shape"), (Dense(6).skipping(2), "skip"),
        ])
    func refused(dense: Dense, key: String) {
        #expect {
            try Network<Float>(inputs: 6, layers: [dense], initialization: .zeros, seed: 1)
        } throws: { error in
            "\(error)".hasPrefix("network.0.\(key): ") && "\(error)".contains("expected")
                || "\(error)".contains("nothing lies before")
        }
    }

    @Test("Names and sizes of parameters follow from the description alone", arguments: 1...100)
    func shapes(seed: Int) throws {
        let network = try StructureCase(seed: UInt64(seed)).network
        let shape = try NetworkShape(
            inputs: network.inputs, shape: network.layers[0].dense.inputShape, layers: network.layers.map(\.dense))
        #expect(shape == network.shape)
        for (layer, known) in zip(network.layers, shape.layers) {
            #expect(known.tensors.map(\.name) == layer.parameters.map(\.name), "seed \(seed)")
            #expect(known.tensors.map(\.shape) == layer.parameters.map(\.shape), "seed \(seed)")
            #expect(layer.parameters.allSatisfy { $0.elements.count == $0.shape.reduce(1, *) }, "seed \(seed)")
            let tied = layer.tying.map { $0.parameterCount + (layer.bias?.count ?? 0) / $0.outputsPerBias }
            #expect(known.parameterCount == tied ?? layer.weight.elements.count + (layer.bias?.count ?? 0))
        }
        let again = Network(shape, parameters: network.layers.map { $0.parameters.map(\.elements) })
        #expect(again == network)
    }

    @Test("Zeros are what is drawn where the draw is 0, constants included", arguments: 1...100)
    func zeros(seed: Int) throws {
        let layers = try StructureCase(seed: UInt64(seed)).network.layers.map(\.dense)
        let (inputs, shape) = try {
            let network = try StructureCase(seed: UInt64(seed)).network
            return (network.inputs, network.layers[0].dense.inputShape)
        }()
        func network(_ initialization: Initialization) throws -> Network<Double> {
            try Network(inputs: inputs, shape: shape, layers: layers, initialization: initialization, seed: 1)
        }
        #expect(try network(.zeros) == network(.uniform(0...0)))
    }

    @Test("Ties are made once for all copies of a description")
    func keptTies() throws {
        let network = try Network<Float>(
            inputs: 6, layers: [.toeplitz(6), Dense(6).skipping(2)], initialization: .fanIn, seed: 1)
        func place(_ layer: Layer<Float>) -> UnsafePointer<Int32>? {
            layer.tying?.sources.withUnsafeBufferPointer { $0.baseAddress }
        }
        for layer in network.layers {
            var copy = layer
            copy.weight.elements[0] = 7
            #expect(place(layer) != nil && place(copy) == place(layer))
            copy.dense.structure = .diagonal
            #expect(copy.tying?.parameterCount == 6 && layer.tying?.parameterCount != 6)
        }
        #expect(network.layers[1].tying?.constants.map(\.value) == Array(repeating: 1, count: 6))
    }

    @Test("A skip leads from two layers earlier to the inputs, and an identity needs as many units")
    func skips() throws {
        func network(_ layers: [Dense]) throws -> Network<Float> {
            try Network(inputs: 3, layers: layers, initialization: .fanIn, seed: 1)
        }
        #expect(try network([Dense(3), Dense(3).skipping(2)]).layers[1].inputs == 6)
        #expect(throws: NetworkError.self) { try network([Dense(3), Dense(4).skipping(2)]) }
        #expect(throws: NetworkError.self) { try network([Dense(3), Dense(3).skipping(3)]) }
        #expect(throws: NetworkError.self) { try network([Dense(3), Dense(3).skipping(1)]) }
        let linear = try network([Dense(3), Dense(4).skipping(2, linear: true)])
        #expect(linear.layers[1].parameters.map(\.shape) == [[4, 3], [4, 3], [4]])
        // A skip past the narrowest layer leaves no code.
        #expect(try network([Dense(1), Dense(3).skipping(2), Dense(3)]).codeLayer == 1)
    }

    @Test("Rules for whole matrices, and the sweep, name the layer that they cannot take")
    func rulesForWholeMatrices() throws {
        let network = try Network<Float>(
            inputs: 9, layers: [.toeplitz(1), Dense(9, activation: .relu), Dense(9)], initialization: .fanIn, seed: 1)
        let samples = try StepFunctions(length: 9, amplitude: 1).samples()
        let recipe = Training(loss: .squaredError(.mean), optimizer: .muon(learningRate: 0.01))
        #expect(throws: TrainingError.self) { try recipe.validate(network, samples: samples, epochs: 1) }
        #expect(ComputationPath.auto.resolved(for: network, loss: .squaredError(.mean)) == .dense)
    }

    @Test(
        "A rule that cannot take tied weights says whether it is the rule or its form",
        arguments: [
            (Optimizer(.lion(LionForm()), learningRate: 0.1), "lion in this form trains dense layers"),
            (Optimizer(.adamForm(.nadam), learningRate: 0.1), "nadam in this form trains dense layers"),
            (.muon(learningRate: 0.1), "muon acts on whole tensors"),
        ])
    func refusedRules(optimizer: Optimizer, words: String) throws {
        let network = try Network<Float>(
            inputs: 9, layers: [.toeplitz(1), Dense(9, activation: .relu), Dense(9)], initialization: .fanIn, seed: 1)
        let samples = try StepFunctions(length: 9, amplitude: 1).samples()
        let error = #expect(throws: TrainingError.self) {
            let recipe = Training(loss: .squaredError(.mean), optimizer: optimizer)
            try recipe.validate(network, samples: samples, epochs: 1)
        }
        #expect(error?.problem.hasPrefix(words) == true, "\(String(describing: error))")
    }

    @Test(
        "A layer that is not trained is no matter of a rule for whole matrices",
        arguments: [Optimizer.muon(learningRate: 0.01), .shampoo(learningRate: 0.01)])
    func frozenStructures(optimizer: Optimizer) throws {
        var encoder = Dense.convolution(2, kernel: 3, padding: 1, activation: .relu)
        encoder.isFrozen = true
        let layers = [encoder, .averagePooling(3), Dense(9)]
        var network = try Network<Double>(inputs: 9, layers: layers, initialization: .fanIn, seed: 3)
        let start = network
        let samples = try StepFunctions(length: 9, amplitude: 1).samples()
        let recipe = Training(loss: .squaredError(.mean), optimizer: optimizer)
        let outcome = try recipe.fit(&network, to: samples, epochs: 30)
        #expect(network.layers[0] == start.layers[0] && network.layers[1] == start.layers[1])
        #expect(network.layers[2] != start.layers[2] && outcome.loss.isFinite)
        encoder.isFrozen = false
        let trained = try Network<Double>(
            inputs: 9, layers: [encoder, Dense(9)], initialization: .fanIn, seed: 3)
        #expect(throws: TrainingError.self) { try recipe.validate(trained, samples: samples, epochs: 1) }
        #expect(throws: TrainingError.self) {
            try Training(
                loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.1),
                codeLinearity: CodeLinearity(projection: 1)
            ).validate(network, samples: samples, epochs: 1)
        }
    }
}
