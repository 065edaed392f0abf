internal import Experiments
internal import Networks

extension TrainedNetwork {
    /// The network with one number changed by hand.
    ///
    /// - Parameter value: `{layer, row, column, to}`, with `column: "bias"` for a bias.
    /// - Returns: the changed network.
    /// - Throws: ``EngineProblem`` where there is no such number, and for one that the precision does not hold.
    func edited(_ value: JSONValue) throws(EngineProblem) -> TrainedNetwork {
        switch self {
        case .float32(let network): .float32(try Self.edited(network, value))
        case .float64(let network): .float64(try Self.edited(network, value))
        }
    }

    private static func edited<S: TrainableScalar>(
        _ network: Network<S>, _ value: JSONValue
    ) throws(EngineProblem) -> Network<S> {
        guard let number = value["to"]?.number, S(number).doubleValue.isFinite else {
            throw EngineProblem(422, "value.to", "it is no number", expected: "a finite number of the run's precision")
        }
        guard let layer = value["layer"]?.whole, network.layers.indices.contains(layer) else {
            throw EngineProblem(
                422, "value.layer", "there is no such layer", expected: "0 to \(network.layers.count - 1)")
        }
        let dense = network.layers[layer]
        guard dense.dense.isPlain else {
            throw EngineProblem(
                422, "value.layer", "the weights of layer \(layer) are tied", expected: "a dense layer")
        }
        guard let row = value["row"]?.whole, (0..<dense.outputs).contains(row) else {
            throw EngineProblem(422, "value.row", "there is no such row", expected: "0 to \(dense.outputs - 1)")
        }
        var edited = network
        if value["column"]?.text == "bias" {
            guard dense.bias != nil else {
                throw EngineProblem(422, "value.column", "layer \(layer) has no bias", expected: "a column")
            }
            edited.layers[layer].bias?[row] = S(number)
            return edited
        }
        guard let column = value["column"]?.whole, (0..<dense.inputs).contains(column) else {
            throw EngineProblem(
                422, "value.column", "there is no such column", expected: "0 to \(dense.inputs - 1), or \"bias\"")
        }
        edited.layers[layer].weight[row, column] = S(number)
        return edited
    }
}
