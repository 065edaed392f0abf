public import Diagnostics

/// Why a network cannot be built.
public enum NetworkError: InputError, Hashable {
    /// A size is outside 1…``Network/maximumWidth``: what has it, and the size.
    case size(what: String, value: Int)
    /// The parameters would be more than ``Network/maximumParameterCount``.
    case tooManyParameters
    /// A network has no layer.
    case noLayers
    /// The initialisation is not a range of finite numbers, or an activation's parameter is out of range.
    case value(what: String, problem: String)
    /// A layer's parameters do not have the shape that the network needs.
    case shape(layer: Int, tensor: String, found: [Int], expected: [Int])

    /// The size, the value or the tensor at fault; empty where the network as a whole is.
    public var place: String {
        switch self {
        case .size(let what, _), .value(let what, _): what
        case .tooManyParameters, .noLayers: ""
        case .shape(let layer, let tensor, _, _): "layers.\(layer).\(tensor)"
        }
    }

    /// What is wrong.
    public var problem: String {
        switch self {
        case .size(_, let value): "it is \(value)"
        case .tooManyParameters: "the layers have too many parameters"
        case .noLayers: "the network has no layer"
        case .value(_, let problem): problem
        case .shape(_, _, let found, _): "its shape is \(found)"
        }
    }

    /// What would be right; nil where the problem says it.
    public var expected: String? {
        switch self {
        case .size: "1 to \(Network<Float>.maximumWidth)"
        case .tooManyParameters: "at most \(Network<Float>.maximumParameterCount) in all"
        case .noLayers: "at least one"
        case .value: nil
        case .shape(_, _, _, let expected): "\(expected)"
        }
    }
}
