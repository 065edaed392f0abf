internal import Diagnostics
internal import Experiments
internal import Networks
public import RunStore

/// What `heaviside export` says of the file that it wrote.
public struct ExportAnswer: Sendable, Encodable {
    /// An activation that the format has only with other derivatives where slopes meet.
    private struct Replaced: Encodable {
        let layer: Int
        let activation: String
        let written: String
    }

    private let model: String
    private let run: String?
    private let precision: String
    private let layers: Int
    private let parameters: Int
    private let rawInputs: Bool
    private let rawOutputs: Bool
    private let addedLayer: Bool
    private let samples: Int?
    private let maxDifference: Double?
    private let largestOutput: Double?
    private let format: String
    private let module: String?
    private let replacedActivations: [Replaced]
    /// How many numbers a file of dense layers holds, where they are more than the parameters.
    private let numbers: Int?

    private enum CodingKeys: CodingKey {
        case model, run, precision, layers, parameters, rawInputs, rawOutputs, addedLayer, samples, maxDifference
        case largestOutput, format, module, replacedActivations
    }

    /// The answer for a file of a format at `path`, with the id of the run that it is from.
    public init(_ export: ModelExport, path: String, run: String?, format: ExportFormat = .safetensors) {
        model = path
        self.format = format.rawValue
        module = format == .torch ? (try? export.torchModule())?.expression : nil
        replacedActivations = export.replacedActivations(in: format).map {
            Replaced(layer: $0.layer, activation: $0.activation.description, written: $0.written.description)
        }
        self.run = run
        precision = export.network.precision.rawValue
        let network = export.network.inDouble
        layers = network.layers.count
        parameters = network.parameterCount
        let isDense = format == .onnx || format == .torch
        numbers = (isDense ? try? export.denseCount() : nil).flatMap { $0 > network.parameterCount ? $0 : nil }
        (rawInputs, rawOutputs) = (export.raw != nil, export.raw?.hasRawOutputs ?? false)
        addedLayer = export.raw?.hasAddedLayer ?? false
        let difference = export.difference
        samples = difference?.samples
        maxDifference = difference.flatMap { $0.largest.isFinite ? $0.largest : nil }
        largestOutput = difference.flatMap { $0.output.isFinite ? $0.output : nil }
    }

    /// The answer in lines of words.
    public var lines: [String] {
        var lines = [
            "\(model): \(NumberText.plural(layers, "layer")) with \(NumberText.plural(parameters, "parameter")), \(precision)"
        ]
        if let numbers {
            lines.append(
                "  The file holds \(NumberText.plural(numbers, "number")), since convolutions and tied weights are "
                    + "written as dense layers.")
        }
        if let module {
            lines.append("  It is the state_dict of \(module).")
        } else if format == ExportFormat.torch.rawValue {
            lines.append("  It is a state_dict without a module: PyTorch has none for an activation of this network.")
        }
        for replaced in replacedActivations {
            lines.append(
                "  Layer \(replaced.layer) is written as \(replaced.written) instead of \(replaced.activation): the values "
                    + "are the same, the derivative where slopes meet is not.")
        }
        if rawInputs {
            lines.append(
                "  It takes data that are not normalised\(rawOutputs ? ", and reproduces them in their own units" : "")"
                    + (addedLayer ? ", with a diagonal layer after the last one" : "") + ".")
        }
        if let samples, let maxDifference, let largestOutput {
            lines.append(
                "  On its \(NumberText.plural(samples, "sample")) the outputs, of up to "
                    + "\(NumberText.number(largestOutput)), differ from the original network's by at most "
                    + "\(NumberText.number(maxDifference)).")
        }
        return lines
    }
}
