/// Why a network cannot be built.
public enum NetworkError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A size is outside 1…``Network/maximumWidth``: what has it, and the size.
    case size(what: String, value: Int)
    /// The parameters would be more than ``Network/maximumParameterCount``.
    case tooManyParameters
    /// A network has no layer.
    case noLayers
    /// An initialisation that is not a range of finite numbers, or an activation's parameter out of range.
    case value(what: String, problem: String)
    /// A layer's parameters do not have the shape that the network asks for.
    case shape(layer: Int, tensor: String, found: [Int], expected: [Int])

    /// What is wrong, where, and what would be right.
    public var description: String {
        switch self {
        case .size(let what, let value):
            "\(what) is \(value): expected 1 to \(Network<Float>.maximumWidth)"
        case .tooManyParameters:
            "the layers have too many parameters: expected at most \(Network<Float>.maximumParameterCount) in all"
        case .noLayers:
            "the network has no layer: expected at least one"
        case .value(let what, let problem):
            "\(what): \(problem)"
        case .shape(let layer, let tensor, let found, let expected):
            "layers.\(layer).\(tensor) has shape \(found): expected \(expected)"
        }
    }
}
