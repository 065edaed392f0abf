/// Collects the layers of a network written as a block.
@resultBuilder
public enum LayerBuilder {
    /// One layer.
    public static func buildExpression(_ layer: Dense) -> [Dense] { [layer] }
    /// Several layers.
    public static func buildExpression(_ layers: [Dense]) -> [Dense] { layers }
    /// The layers in order.
    public static func buildBlock(_ layers: [Dense]...) -> [Dense] { layers.flatMap { $0 } }
    /// The layers of an `if` without `else`.
    public static func buildOptional(_ layers: [Dense]?) -> [Dense] { layers ?? [] }
    /// The layers of the first branch.
    public static func buildEither(first layers: [Dense]) -> [Dense] { layers }
    /// The layers of the second branch.
    public static func buildEither(second layers: [Dense]) -> [Dense] { layers }
    /// The layers of a loop.
    public static func buildArray(_ layers: [[Dense]]) -> [Dense] { layers.flatMap { $0 } }
}
