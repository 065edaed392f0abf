internal import Diagnostics
internal import Exchange
public import Experiments
internal import Foundation
public import Networks

/// A network as a file on its own: as it is, or so that it takes data that are not normalised.
public struct ModelExport: Sendable {
    /// The network that is written.
    public let network: TrainedNetwork
    /// The raw network; nil where the inputs are not normalised, and where they stay so.
    public let raw: RawNetwork?
    /// The largest differences from the original network on its data; nil without a raw network, and without data.
    public let difference: (samples: Int, largest: Double, output: Double)?
    /// Why the network was not compared with the original one on its data; nil where it was.
    public let dataProblem: String?
    private let file: SafetensorsFile
    private let signals: SignalSpec?

    /// Prepares the file of a network.
    ///
    /// - Parameters:
    ///   - stored: the network with its data.
    ///   - isRaw: whether it is to take raw data.
    ///   - precision: the precision of the file; nil for that of the network. A lower one is refused.
    /// - Throws: `ExchangeError` for a model file that cannot be read, and for a weight that its precision does not
    ///   hold; `SignalError` for a normalisation that cannot go into the layers; `SpecError` for raw data that the
    ///   precision does not hold.
    public init(_ stored: StoredNetwork, isRaw: Bool, in precision: Precision? = nil) throws {
        let precision = precision ?? stored.network.precision
        guard precision == .float64 || stored.network.precision == .float32 else {
            throw RunError(
                place: stored.modelPath,
                problem: "its weights are float64, and float32 would round them: expected float64")
        }
        let source = try NetworkFile.contents(ofFile: stored.modelPath)
        let normalisation = try NetworkFile.normalisation(of: source, path: stored.modelPath)
        let signals = stored.signalsOrigin == .assumed ? nil : stored.signals
        guard isRaw, let normalisation else {
            self.signals = signals
            network = precision == .float64 ? .float64(stored.network.inDouble) : stored.network
            (raw, difference, dataProblem) = (nil, nil, nil)
            file = try NetworkFile.file(for: network, signals: signals, normalisation: normalisation)
            return
        }
        var rawSignals = signals
        rawSignals?.file?.normalise = nil
        self.signals = rawSignals
        let made = try RawNetwork(
            stored.network, normalisation, isAutoencoding: signals?.isAutoencoding ?? false, in: precision)
        (network, raw) = (made.network, made)
        file = try NetworkFile.file(for: network, signals: rawSignals)
        try NetworkFile.checkNumbers(
            of: file, path: "\(stored.modelPath) with raw inputs",
            as: precision == .float32 ? .float32 : .float64)
        guard let rawSignals else {
            (difference, dataProblem) = (nil, "the model does not say what its data are")
            return
        }
        let normalised: RunData
        do {
            normalised = try stored.data()
        } catch {
            (difference, dataProblem) = (nil, ErrorText.sentence(error))
            return
        }
        let rawData = try rawSignals.data(in: precision, source: stored.modelPath)
        let pairs = [
            (rawData.training, normalised.training), (rawData.heldOut, normalised.heldOut),
            (rawData.test, normalised.test),
        ]
        var found = (samples: 0, largest: 0.0, output: 0.0)
        for case (let raw?, let normalised?) in pairs {
            let part = made.difference(on: raw, normalised: normalised)
            found = (
                found.samples + raw.count, max(found.largest, part.largest), max(found.output, part.output)
            )
        }
        (difference, dataProblem) = (found, nil)
    }

    /// The network as PyTorch's module.
    ///
    /// - Throws: `ExchangeError` for layers that no `nn.Sequential` of linear layers has.
    public func torchModule() throws -> TorchModule { try TorchModule(network, signals: signals) }

    /// How many weights and biases the network has as dense layers: a convolution with its zeros, and a tied weight at
    /// each of its places.
    ///
    /// - Throws: `ExchangeError` for a connection past layers, and for an activation of one's own.
    public func denseCount() throws -> Int {
        try NetworkFile.stack(of: network).layers.reduce(0) { $0 + $1.weight.count + ($1.bias?.count ?? 0) }
    }

    /// The layers whose activation a format has only with other derivatives where slopes meet, with what it is there.
    ///
    /// The values are the same: of a file that is trained on, the first updates may differ.
    public func replacedActivations(
        in format: ExportFormat
    ) -> [(layer: Int, activation: Activation, written: Activation)] {
        guard format == .onnx || format == .torch else { return [] }
        return network.inDouble.layers.enumerated().compactMap { l, layer in
            guard case .form(let form) = layer.dense.activation, let plain = form.plain else { return nil }
            return (l, layer.dense.activation, plain)
        }
    }

    /// The bytes of the network in a format other than VNN-LIB.
    ///
    /// - Throws: `ExchangeError` for layers that the format does not have.
    public func encoded(as format: ExportFormat) throws -> [UInt8] {
        switch format {
        case .safetensors: try file.encoded()
        case .torch: try torchModule().file.encoded()
        case .onnx: try ONNXFile.encoded(NetworkFile.stack(of: network))
        case .npz: try NumPyArchive(tensors: file.tensors, metadata: file.metadata).encoded()
        case .csv: try parameterTable().encoded()
        case .vnnlib: throw RunError(place: "vnnlib", problem: "it is a query, and no network")
        }
    }

    /// Writes the file.
    ///
    /// - Throws: `ExchangeError` where it cannot be written, and for layers that the format does not have.
    public func write(to path: String, as format: ExportFormat = .safetensors) throws {
        try AtomicFile.write(encoded(as: format), to: path)
    }

    /// A row for each parameter: tensor, index in each dimension, value as the shortest decimal that is this number.
    private func parameterTable() throws -> CSVTable {
        var rows: [[String]] = []
        for named in file.tensors {
            let shape = named.tensor.shape
            for place in 0..<named.tensor.elementCount {
                var (rest, index) = (place, [String]())
                for extent in shape.reversed() {
                    index.insert(String(rest % extent), at: 0)
                    rest /= extent
                }
                let value =
                    switch named.tensor.storage {
                    case .float32(let values): values[place].description
                    case .float64(let values): values[place].description
                    }
                rows.append([named.name, index.joined(separator: " "), value])
            }
        }
        return try CSVTable(header: ["tensor", "index", "value"], rows: rows)
    }
}
