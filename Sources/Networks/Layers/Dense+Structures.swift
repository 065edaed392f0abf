extension Dense {
    /// A convolution in one dimension: `channels` outputs at each position, with one bias for each channel.
    public static func convolution(
        _ channels: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
        activation: Activation = .identity, bias: Bool = true
    ) -> Dense {
        Dense(
            0, activation: activation, bias: bias,
            structure: .convolution(
                Convolution(channels: channels, kernel: kernel, stride: stride, padding: padding, dilation: dilation)))
    }

    /// The transpose of a convolution in one dimension, with one bias for each output channel.
    public static func transposedConvolution(
        _ channels: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1, outputPadding: Int = 0,
        activation: Activation = .identity, bias: Bool = true
    ) -> Dense {
        Dense(
            0, activation: activation, bias: bias,
            structure: .transposedConvolution(
                Convolution(
                    channels: channels, kernel: kernel, stride: stride, padding: padding, dilation: dilation,
                    outputPadding: outputPadding)))
    }

    /// A layer whose weights are tied along diagonals.
    public static func toeplitz(_ outputs: Int, activation: Activation = .identity, bias: Bool = true) -> Dense {
        Dense(outputs, activation: activation, bias: bias, structure: .toeplitz)
    }

    /// A layer of as many units as inputs, each with one weight.
    public static func scale(_ units: Int, activation: Activation = .identity, bias: Bool = true) -> Dense {
        Dense(units, activation: activation, bias: bias, structure: .diagonal)
    }

    /// The mean of each window of a channel.
    public static func averagePooling(_ window: Int, stride: Int? = nil, padding: Int = 0) -> Dense {
        Dense(
            0, bias: false, structure: .averagePooling(AveragePooling(window: window, stride: stride, padding: padding))
        )
    }

    /// The same layer with a connection from `layers` layers earlier.
    public func skipping(_ layers: Int, linear: Bool = false) -> Dense {
        var dense = self
        dense.skip = Skip(layers, linear: linear)
        return dense
    }

    /// The layers with the shapes of their inputs, and the number of outputs of those where it follows from them.
    ///
    /// - Parameters:
    ///   - layers: the layers, the one nearest to the input first.
    ///   - inputShape: the shape of a signal; one dimension is one channel.
    /// - Returns: the layers; those that are resolved already for other inputs are resolved again.
    /// - Throws: ``NetworkError`` for a layer that its inputs do not fit.
    public static func resolved(_ layers: [Dense], inputShape: [Int]) throws(NetworkError) -> [Dense] {
        var result: [Dense] = []
        var shapes = [inputShape]
        for (l, layer) in layers.enumerated() {
            var layer = layer
            let input = shapes[l]
            do {
                let own = try layer.structure.outputShape(of: input, outputs: layer.outputs)
                layer.outputs = try Self.size(of: own, of: l)
                if layer.structure != .full || layer.skip != nil { layer.inputShape = input }
                try layer.structure.checkSize(input: input, outputs: layer.outputs)
                try layer.skip?.check(at: l, of: layer.outputs, sources: shapes)
                shapes.append(try layer.outputShape(own))
            } catch let error as StructureError {
                throw .value(what: "network.\(l).\(error.key)", problem: error.problem)
            } catch let error as NetworkError {
                throw error
            } catch {
                throw .value(what: "network.\(l)", problem: "\(error)")
            }
            result.append(layer)
        }
        return result
    }

    /// The columns of each layer's weight: the outputs of the layer below, and those that a skip adds.
    static func columns(of layers: [Dense], inputs: Int) -> [Int] {
        layers.enumerated().map { l, layer in
            let below = l == 0 ? inputs : layers[l - 1].outputs
            guard let skip = layer.skip, (1...l + 1).contains(skip.layers) else { return below }
            return below + (skip.layers == l + 1 ? inputs : layers[l - skip.layers].outputs)
        }
    }

    /// The product of a shape, which no later step may see overflow.
    private static func size(of shape: [Int], of layer: Int) throws(NetworkError) -> Int {
        var size = 1
        for side in shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: side)
            guard !overflow, product <= Network<Float>.maximumWidth else {
                throw .size(what: "the width of layer \(layer)", value: overflow ? .max : product)
            }
            size = product
        }
        return size
    }

    /// How the next layer reads the outputs, whose own shape is given.
    private func outputShape(_ own: [Int]) throws(StructureError) -> [Int] {
        guard let shape else { return own }
        var product: Int? = 1
        for side in shape {
            guard side >= 1, let known = product else { product = nil; break }
            let (next, overflow) = known.multipliedReportingOverflow(by: side)
            product = overflow ? nil : next
        }
        guard product == outputs else {
            throw StructureError(
                key: "shape", problem: "\(shape): expected numbers whose product is the \(outputs) units of the layer")
        }
        return shape
    }

    /// The ties of a weight with so many columns; nil where every entry is a parameter of its own. They are made once
    /// for all copies of a description.
    func tying(columns: Int) -> WeightTying? {
        guard let inputShape, let keptTies, WeightTying.isNeeded(structure, skip: skip) else { return nil }
        return keptTies.ties(
            KeptTies.Form(
                structure: structure, input: inputShape, outputs: outputs, skip: skip, columns: columns))
    }
}

extension Skip {
    /// Checks that the layer `l` can take its activations, given the shapes of the inputs and of the layers before it.
    fileprivate func check(at l: Int, of outputs: Int, sources: [[Int]]) throws(StructureError) {
        guard l >= 1 else {
            throw StructureError(key: "skip", problem: "nothing lies before the inputs of the first layer")
        }
        guard (2...l + 1).contains(layers) else {
            throw StructureError(
                key: "skip",
                problem: "\(layers): expected "
                    + (l == 1 ? "2, which means the inputs" : "2 to \(l + 1), where \(l + 1) means the inputs"))
        }
        let width = sources[l + 1 - layers].reduce(1, *)
        guard isLinear || width == outputs else {
            throw StructureError(
                key: "skip",
                problem:
                    "it adds \(width) activations to \(outputs) units: expected as many, or a matrix between them, "
                    + "{ layers: \(layers), weight: linear }")
        }
    }
}
