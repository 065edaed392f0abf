extension Training {
    /// Checks that the terms of the recipe, and a rule about whole tensors, suit the network.
    func validateTerms<Element: TrainableScalar>(_ network: Network<Element>) throws(TrainingError) {
        try validateStructures(network)
        if let codeLinearity { try validate(codeLinearity, network) }
        if let kinkRepair {
            if let (parameter, problem) = kinkRepair.objection {
                throw TrainingError(place: "kinkRepair.\(parameter)", problem: problem)
            }
            try validateKinks(network, part: "kinkRepair", what: "kink repair")
        }
        if optimizer.needsScalarCode {
            try validateKinks(network, part: "optimizer", what: optimizer.name)
        }
        try optimizer.rule.body.validate(network, loss: loss)
    }

    /// Checks that rules and terms for dense layers alone have such layers.
    private func validateStructures<Element: Scalar>(_ network: Network<Element>) throws(TrainingError) {
        func kind(_ l: Int) -> String {
            network.layers[l].dense.skip == nil ? network.layers[l].dense.structure.name : "skip"
        }
        // A layer that is not trained is no matter of the rule.
        let trained = network.layers.firstIndex { !$0.dense.isPlain && $0.dense.isTrainable }
        let body = optimizer.rule.body
        if let l = trained, body is any TensorRule {
            let isEntrywise = body is any UpdateRule
            let what =
                isEntrywise
                ? "\(optimizer.name) in this form trains dense layers without a skip only"
                : "\(optimizer.name) acts on whole tensors"
            let right =
                isEntrywise
                ? "such layers, or sgd, momentum, nesterov, rmsProp or adam in its standard form"
                : "a rule that acts entry by entry, such as adam, or dense layers without a skip"
            throw TrainingError(
                place: "optimizer", problem: "\(what), and layer \(l) has a \(kind(l)): expected \(right)")
        }
        if codeLinearity != nil, !network.layers[0].dense.isPlain {
            throw TrainingError(
                place: "codeLinearity", problem: "layer 0 has a \(kind(0)): expected one linear unit, { dense: 1 }")
        }
    }

    private func validate<Element: Scalar>(
        _ codeLinearity: CodeLinearity, _ network: Network<Element>
    ) throws(TrainingError) {
        if let (parameter, problem) = codeLinearity.objection {
            throw TrainingError(place: "codeLinearity.\(parameter)", problem: problem)
        }
        let encoder = network.layers[0].dense
        guard network.layers.count > 1, encoder.outputs == 1, encoder.activation == .identity, encoder.fixed == nil
        else {
            throw TrainingError(
                place: "codeLinearity",
                problem:
                    "it draws the weights of an encoder together, and needs one linear unit as the first layer: "
                    + "{ dense: 1 }")
        }
        if codeLinearity.penalty > 0, encoder.isFrozen {
            throw TrainingError(
                place: "codeLinearity.penalty",
                problem:
                    "it acts by a gradient, and gradients leave layer 0, which is frozen: expected a projection, which "
                    + "places its weights all the same, or the layer without frozen")
        }
    }

    /// Checks what work on kinks needs: signals → scalar code → ReLUs with biases → outputs, all samples at once, the
    /// sweep.
    private func validateKinks<Element: TrainableScalar>(
        _ network: Network<Element>, part: String, what: String
    ) throws(TrainingError) {
        func objection(_ layer: Int?, _ problem: String) -> TrainingError {
            TrainingError(
                place: part, problem: layer.map { "\(what), at layer \($0): \(problem)" } ?? "\(what): \(problem)")
        }
        if let found = SweepObjection(to: network, loss: loss) {
            throw objection(
                nil, "it needs a scalar code after which every kink is known; layer \(found.layer): \(found.problem)")
        }
        let last = network.layers.count - 1
        let (hidden, output) = (network.layers[last - 1].dense, network.layers[last].dense)
        if hidden.activation != .relu {
            throw objection(last - 1, "it needs relu here, found \(hidden.activation)")
        }
        if !hidden.hasBias {
            throw objection(last - 1, "it needs biases here: without them all kinks lie at the code 0")
        }
        if output.hasBias, !optimizer.rule.body.allowsOutputBias {
            throw objection(last, "the coordinates of hats have no place for biases here: expected bias: false")
        }
        if !output.isTrainable || output.isNonNegative {
            throw objection(last, "it needs an output layer that is trained, with weights of both signs")
        }
        if path == .dense || path == .reference {
            throw TrainingError(place: "path", problem: "\(path.rawValue): \(what) needs the path auto or sweep")
        }
        if batching != .full { throw TrainingError(place: "batch", problem: "\(what) needs all codes: expected full") }
    }
}
