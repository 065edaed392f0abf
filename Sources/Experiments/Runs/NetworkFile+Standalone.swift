public import Exchange
internal import Foundation
internal import Networks

extension NetworkFile {
    /// The metadata key for the data that a network is for: one line of YAML.
    public static let signalsKey = "signals"

    /// Reads a network without a spec: shapes from the tensors, activations from the metadata.
    ///
    /// - Throws: `ExchangeError` for tensors not named `layers.0.weight`, `layers.0.bias`, …, for shapes that do not
    ///   fit together, for a layer whose activation the metadata does not name, where these state that the weights
    ///   have their inputs first, in which a certificate could not name them, and where neither they nor the shapes
    ///   tell which side comes first.
    public static func network(_ file: SafetensorsFile, path: String) throws(ExchangeError) -> TrainedNetwork {
        guard try statedLayout(file, path: path) != .inputsFirst else {
            throw ExchangeError(
                path: path, location: "__metadata__", problem: "its weights are [inputs × outputs]",
                expected:
                    "[outputs × inputs]; transpose them, or run a spec with { file: { path: …, layout: inputsFirst } } "
                    + "and epochs: 0, whose model has them so")
        }
        var layers: [Dense] = []
        var inputs = 0
        let tensors = Dictionary(file.tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
        while let weight = tensors["layers.\(layers.count).weight"] {
            let l = layers.count
            guard l < mostLayers else {
                throw ExchangeError(
                    path: path, location: "tensors", problem: "the network has \(mostLayers) layers or more",
                    expected: "fewer")
            }
            guard weight.shape.count == 2 else {
                throw ExchangeError(
                    path: path, location: "tensor layers.\(l).weight", problem: "its shape is \(weight.shape)",
                    expected: "[outputs, inputs]")
            }
            if l == 0 { inputs = weight.shape[1] }
            try checkType(of: "layers.\(l).bias", in: file, path: path)
            layers.append(
                Dense(
                    weight.shape[0], activation: try activation(of: l, file, path: path),
                    bias: tensors["layers.\(l).bias"] != nil))
        }
        try checkType(of: "layers.\(layers.count).weight", in: file, path: path)
        guard !layers.isEmpty else {
            throw ExchangeError(
                path: path, location: "tensors", problem: "there is no layers.0.weight among \(contents(of: file))",
                expected: wantedNames)
        }
        try checkLayout(file, path: path, layers: layers.count)
        do {
            _ = try Network<Float>.parameterCount(inputs: inputs, layers: layers)
        } catch {
            throw ExchangeError(
                path: path, location: "tensors", problem: "\(error)", expected: "a network as heaviside train writes it"
            )
        }
        let isSingle = file.tensors.allSatisfy { $0.tensor.dtype == "F32" }
        guard isSingle || file.tensors.allSatisfy({ $0.tensor.dtype == "F64" }) else {
            throw ExchangeError(
                path: path, location: "tensors", problem: "some are F32 and some F64", expected: "one dtype for all")
        }
        return isSingle
            ? .float32(try read(file, path: path, like: zeros(inputs, layers, path)))
            : .float64(try read(file, path: path, like: zeros(inputs, layers, path)))
    }

    /// More layers than any elementary network has; the time to read them is quadratic in their number.
    private static let mostLayers = 1024

    private static func zeros<S: Scalar>(
        _ inputs: Int, _ layers: [Dense], _ path: String
    ) throws(ExchangeError) -> Network<S> {
        do {
            return try Network(inputs: inputs, layers: layers, initialization: .zeros, seed: 0)
        } catch {
            throw ExchangeError(path: path, location: "tensors", problem: "\(error)", expected: "a network")
        }
    }

    private static func activation(
        of layer: Int, _ file: SafetensorsFile, path: String
    ) throws(ExchangeError) -> Activation {
        let key = "layers.\(layer).activation"
        guard let name = file.metadata[key] else {
            throw ExchangeError(
                path: path, location: "__metadata__", problem: "it does not name \(key)",
                expected: "one of \(Activation.names.joined(separator: ", "))")
        }
        guard !name.hasPrefix("custom(") else {
            throw ExchangeError(
                path: path, location: "__metadata__ key \(key)",
                problem: "\(name.prefix(40)) is Swift code, which a file cannot hold",
                expected: "a built-in activation, or in Swift NetworkFile.read(_:path:like:) with a network that has it"
            )
        }
        guard let activation = Activation(name) else {
            throw ExchangeError(
                path: path, location: "__metadata__ key \(key)", problem: "unknown activation \(name.prefix(40))",
                expected: "one of \(Activation.names.joined(separator: ", ")), leakyReLU with its slope in brackets")
        }
        return activation
    }
}
