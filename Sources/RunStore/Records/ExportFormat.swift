/// The formats that a network is written in.
public enum ExportFormat: String, Sendable, CaseIterable {
    /// Heaviside's own: safetensors with the names of the layers and of their activations.
    case safetensors
    /// The `state_dict` of PyTorch's `nn.Sequential`, as safetensors.
    case torch
    /// ONNX.
    case onnx
    /// Arrays of NumPy with the metadata of a safetensors file.
    case npz
    /// A table with a row for each parameter.
    case csv
    /// A query of a verifier: whether each sample is reproduced within ε.
    case vnnlib

    /// The ending of a file of the format.
    public var ending: String { self == .torch ? "safetensors" : rawValue }

    /// The format that a file of this ending has; nil for another ending.
    public init?(ending: String) {
        guard let format = Self.allCases.first(where: { $0.ending == ending.lowercased() }) else { return nil }
        self = format
    }
}
