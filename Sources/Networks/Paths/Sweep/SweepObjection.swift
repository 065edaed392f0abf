/// Why a sweep cannot serve a network.
struct SweepObjection {
    /// The layer that stands in the way.
    let layer: Int
    /// What is wrong with it, and what would be right.
    let problem: String

    /// Nil where the sweep serves the network: encoder → scalar code → relu or leakyReLU → piecewise-linear output.
    init?<Element: Scalar>(to network: Network<Element>, loss: Loss) {
        let last = network.layers.count - 1
        if let l = network.layers.firstIndex(where: { !$0.dense.isPlain }) {
            let dense = network.layers[l].dense
            self.init(
                l,
                "the sweep path has dense layers without a skip only, found "
                    + (dense.structure == .full ? "a skip" : dense.structure.name)
                    + ", which the dense path and the reference have")
            return
        }
        for (l, layer) in network.layers.enumerated() {
            switch layer.dense.activation {
            case .custom, .form:
                self.init(
                    l,
                    "the sweep path has no activations of other libraries or of your own, found "
                        + "\(layer.dense.activation), which the dense path and the reference have")
                return
            default: continue
            }
        }
        guard last >= 2 else {
            self.init(
                last,
                "the sweep path needs an encoder to a code of one number, a hidden layer and an output layer, "
                    + "found \(last + 1) layer\(last == 0 ? "" : "s")")
            return
        }
        let code = network.layers[last - 2].outputs
        guard code == 1 else {
            self.init(last - 2, "the sweep path needs a code of one number here, found \(code)")
            return
        }
        switch network.layers[last - 1].dense.activation {
        case .relu, .leakyReLU: break
        case let other:
            self.init(last - 1, "the sweep path needs relu or leakyReLU here, found \(other)")
            return
        }
        let outer = network.layers[last].dense.activation
        guard outer.kernelSlope != nil else {
            self.init(last, "the sweep path needs identity, relu or leakyReLU here, found \(outer)")
            return
        }
        switch loss {
        case .squaredError, .hingeResidual: return nil
        case .binaryCrossEntropy, .binaryCrossEntropyForm, .crossEntropy:
            self.init(last, "the sweep path has no \(loss)")
        case .custom:
            self.init(
                last,
                "the sweep path has built-in losses only, found \(loss), which the dense path and the reference have")
        }
    }

    private init(_ layer: Int, _ problem: String) {
        self.layer = layer
        self.problem = problem
    }
}
