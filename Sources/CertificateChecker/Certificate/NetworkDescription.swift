/// A certificate's description of the network.
struct NetworkDescription {
    enum Activation: String, CaseIterable { case identity, relu, hardThreshold }

    /// An entry of a matrix or a vector that is not zero.
    struct Entry {
        let value: Dyadic
        let index: Int32
    }

    /// u = W z + b and a = activation(u), with the nonzero entries of W `[outputs × inputs]`, row by row, and of b.
    struct Layer {
        var activation = Activation.identity
        var inputs = 0
        var outputs = 0
        var weights: [Entry] = []
        var biases: [Entry]?
    }

    static let mostLayers = 64

    private(set) var inputs = 0
    private(set) var hash = ""
    private(set) var layers: [Layer] = []

    init(_ json: inout JSONReader) throws {
        try json.object(["inputs", "sha256", "layers"]) { json, key in
            switch key {
            case "inputs": inputs = try json.integer(in: 1...DataSet.greatestLength)
            case "sha256": hash = try json.hash()
            default: try json.array(1...Self.mostLayers) { json, _ in layers.append(try Layer(&json)) }
            }
        }
        for index in layers.indices {
            let inputs = index == 0 ? self.inputs : layers[index - 1].outputs
            let layer = layers[index]
            layers[index].inputs = inputs
            guard layer.weights.last?.index ?? 0 < layer.outputs * inputs,
                layer.biases?.last?.index ?? 0 < layer.outputs
            else { throw json.refusal("layer \(index) lists an entry beyond its shape") }
        }
    }
}

extension NetworkDescription.Layer {
    fileprivate init(_ json: inout JSONReader) throws {
        try json.object(["activation", "outputs", "weight"], optional: ["bias"]) { json, key in
            switch key {
            case "activation": activation = try json.word()
            case "outputs": outputs = try json.integer(in: 1...DataSet.greatestLength)
            case "weight": weights = try Self.readEntries(&json)
            default: biases = try Self.readEntries(&json)
            }
        }
    }

    private static func readEntries(_ json: inout JSONReader) throws -> [NetworkDescription.Entry] {
        var entries: [NetworkDescription.Entry] = []
        let most = DataSet.greatestLength * DataSet.greatestLength
        try json.array(0...most) { json, _ in
            try json.expect("[")
            let index = Int32(truncatingIfNeeded: try json.integer(in: 0...most - 1))
            guard index > entries.last?.index ?? -1 else { throw json.refusal("the entries' indices must increase") }
            try json.expect(",")
            entries.append(.init(value: try json.oddMantissaAndExponent(), index: index))
            try json.expect("]")
        }
        return entries
    }
}
