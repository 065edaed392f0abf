extension Training {
    /// Whether OpenBLAS, or the LAPACK that it contains, has a part in the bits of training on the dense path.
    ///
    /// It multiplies matrices above ``ArithmeticEnvironment/largestOwnProduct``, and decomposes those of the rules
    /// `shampoo` and `naturalGradient`.
    ///
    /// - Parameters:
    ///   - layers: the network's layers.
    ///   - samples: the number of samples.
    /// - Returns: false where the bits are the same on every processor.
    public func usesBLAS(_ layers: [LayerShape], samples: Int) -> Bool {
        let rule = optimizer.rule.body
        if rule is Shampoo || rule is NaturalGradient { return true }
        var batch = samples
        if case .mini(let size, _) = batching { batch = min(size, samples) }
        // Muon multiplies a layer's matrix by itself, however many samples there are.
        return layers.contains { layer in
            min(layer.inputs, layer.outputs, rule is Muon ? .max : batch) > ArithmeticEnvironment.largestOwnProduct
        }
    }
}
