import Foundation
import Networks

/// A network that PyTorch trained in double precision: what Fixtures/write.py describes and wrote.
struct PyTorchCase: Decodable, Sendable {
    struct Tensor: Decodable, Sendable {
        let shape: [Int]
        let values: [Double]

        /// The tensor with its first dimension as rows, everything else as columns.
        var matrix: Matrix<Double> {
            Matrix(rows: shape[0], columns: values.count / shape[0], elements: values)
        }
    }

    /// A parameter of a layer: "weight", "bias" or "skip".
    struct Parameter: Decodable, Sendable {
        let layer: Int
        let name: String
        let shape: [Int]
        let values: [Double]
    }

    /// A layer; what its kind does not have is nil.
    struct Layer: Decodable, Sendable {
        /// What a layer adds to its preactivation: activations of `back` layers before, as they are or times a matrix.
        struct Skip: Decodable, Sendable {
            let back: Int
            let matrix: String
        }

        let kind: String
        let outputs: Int?
        let channels: Int?
        let kernel: Int?
        let stride: Int?
        let padding: Int?
        let dilation: Int?
        let outputPadding: Int?
        let shape: [Int]?
        let activation: String?
        let bias: Bool?
        let skip: Skip?
        /// Channels and length of the output.
        let outputShape: [Int]
    }

    struct Settings: Decodable, Sendable {
        let rule: String
        let learningRate: Double
        let momentum: Double?
        let decay: Double?
        let beta1: Double?
        let beta2: Double?
        let epsilon: Double?

        /// The optimizer; nil for a rule that is not one of the four.
        var optimizer: Optimizer? {
            switch (rule, momentum, decay, beta1, beta2, epsilon) {
            case ("sgd", nil, nil, nil, nil, nil): .sgd(learningRate: learningRate)
            case ("momentum", let momentum?, nil, nil, nil, nil): .momentum(momentum, learningRate: learningRate)
            case ("rmsProp", nil, let decay?, nil, nil, let epsilon?):
                .rmsProp(learningRate: learningRate, decay: decay, epsilon: epsilon)
            case ("adam", nil, nil, let beta1?, let beta2?, let epsilon?):
                .adam(learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon)
            default: nil
            }
        }
    }

    struct Run: Decodable, Sendable {
        let optimizer: Settings
        /// The loss after 0, `every`, 2 · `every`, … epochs.
        let losses: [Double]
        let final: [Parameter]
    }

    let name: String
    let inputs: Tensor
    let targets: Tensor
    let layers: [Layer]
    let initial: [Parameter]
    let runs: [Run]
}

extension PyTorchCase {
    private struct File: Decodable {
        let every: Int
        let cases: [PyTorchCase]
    }

    /// All cases, and the epochs from one loss to the next.
    static func all() throws -> (cases: [PyTorchCase], every: Int) {
        let folder = Bundle.module.resourcePath ?? ""
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/Fixtures/pytorch-training.json"))
        let file = try JSONDecoder().decode(File.self, from: data)
        return (file.cases, file.every)
    }

    /// The samples: inputs of shape [channels, length], flat, and targets.
    var samples: SampleSet {
        SampleSet(shape: Array(inputs.shape.dropFirst()), signals: inputs.matrix, targets: targets.matrix)
    }

    /// The network with some of its parameters; nil where a layer is of no known kind.
    ///
    /// A flatten or a reshape is no layer, but the shape in which the next one reads the outputs of the last.
    func network(_ parameters: [Parameter]) throws -> Network<Double>? {
        var described: [Dense] = []
        var sources: [Int] = []
        // The place of each of the file's layers among ours, that of the inputs first.
        var places = [0]
        for (index, layer) in layers.enumerated() {
            if layer.kind == "flatten" || layer.kind == "reshape" {
                guard !described.isEmpty else { return nil }
                described[described.count - 1].shape =
                    layer.outputShape[0] == 1 ? [layer.outputShape[1]] : layer.outputShape
                places.append(described.count)
                continue
            }
            guard var dense = layer.described else { return nil }
            if let skip = layer.skip {
                dense = dense.skipping(
                    described.count + 1 - places[index + 1 - skip.back], linear: skip.matrix == "linear")
            }
            described.append(dense)
            sources.append(index)
            places.append(described.count)
        }
        let shape = Array(inputs.shape.dropFirst())
        var network = try Network<Double>(
            inputs: shape.reduce(1, *), shape: shape, layers: described, initialization: .zeros, seed: 1)
        for (l, index) in sources.enumerated() {
            let own = network.layers[l]
            var values: [[Double]] = []
            for tensor in own.parameters {
                guard
                    let given = parameters.first(where: { $0.layer == index && $0.name == tensor.name }),
                    given.shape == tensor.shape
                else { return nil }
                values.append(given.values)
            }
            network.layers[l] = own.with(parameters: values)
        }
        return network
    }
}

extension PyTorchCase.Layer {
    /// The layer without its skip; nil for an unknown kind.
    fileprivate var described: Dense? {
        let activation = activation.flatMap { Activation($0) } ?? .identity
        let count = outputShape.reduce(1, *)
        switch kind {
        case "dense": return Dense(count, activation: activation, bias: bias ?? true)
        case "toeplitz": return .toeplitz(count, activation: activation, bias: bias ?? true)
        case "scale": return .scale(count, activation: activation, bias: bias ?? true)
        case "convolution":
            return .convolution(
                channels ?? 0, kernel: kernel ?? 0, stride: stride ?? 1, padding: padding ?? 0,
                dilation: dilation ?? 1, activation: activation, bias: bias ?? true)
        case "transposedConvolution":
            return .transposedConvolution(
                channels ?? 0, kernel: kernel ?? 0, stride: stride ?? 1, padding: padding ?? 0,
                dilation: dilation ?? 1, outputPadding: outputPadding ?? 0, activation: activation, bias: bias ?? true)
        case "averagePooling": return .averagePooling(kernel ?? 0, stride: stride, padding: padding ?? 0)
        default: return nil
        }
    }
}
