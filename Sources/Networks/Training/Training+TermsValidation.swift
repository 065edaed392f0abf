extension Training {
    /// The largest side of a matrix that a rule about whole tensors decomposes: 2^12.
    static var maximumSide: Int { 1 << 12 }

    /// Checks that the terms of the recipe, and a rule about whole tensors, suit the network.
    func validateTerms<Element: TrainableScalar>(_ network: Network<Element>) throws(TrainingError) {
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
        try validateRule(network)
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
    }

    /// What works on the kinks needs: signals → scalar code → ReLUs with biases → outputs, all samples at once, the sweep.
    private func validateKinks<Element: TrainableScalar>(
        _ network: Network<Element>, part: String, what: String
    ) throws(TrainingError) {
        func objection(_ layer: Int?, _ problem: String) -> TrainingError {
            TrainingError(
                place: part, problem: layer.map { "\(what), at layer \($0): \(problem)" } ?? "\(what): \(problem)")
        }
        if let found = SweepObjection(to: network, loss: loss) {
            throw objection(
                nil, "it needs a scalar code behind which every kink is known; layer \(found.layer): \(found.problem)")
        }
        let last = network.layers.count - 1
        let (hidden, output) = (network.layers[last - 1].dense, network.layers[last].dense)
        if hidden.activation != .relu {
            throw objection(last - 1, "it needs relu here, found \(hidden.activation)")
        }
        if !hidden.hasBias {
            throw objection(last - 1, "it needs biases here: without them all kinks lie at the code 0")
        }
        if part == "kinkRepair", hidden.fixed != nil {
            throw objection(last - 1, "it relocates these units, and they are fixed")
        }
        if case .sobolev = optimizer.rule, output.hasBias {
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

    private func validateRule<Element: TrainableScalar>(_ network: Network<Element>) throws(TrainingError) {
        let last = network.layers[network.layers.count - 1]
        func side(_ count: Int, layer: Int) throws(TrainingError) {
            guard count <= Self.maximumSide else {
                throw TrainingError(
                    place: "network.\(layer)",
                    problem:
                        "\(count) units or inputs: \(optimizer.name) decomposes matrices of this size, expected at most "
                        + "\(Self.maximumSide)")
            }
        }
        switch optimizer.rule {
        case .sgd, .momentum, .nesterov, .rmsProp, .adam:
            return
        case .muon:
            for (l, layer) in network.layers.enumerated() { try side(min(layer.inputs, layer.outputs), layer: l) }
        case .shampoo:
            for (l, layer) in network.layers.enumerated() { try side(max(layer.inputs, layer.outputs), layer: l) }
        case .slopeNewton, .sobolev, .naturalGradient:
            guard loss.isRational else {
                throw TrainingError(
                    place: "loss",
                    problem: "\(optimizer.name) needs a sum of squares: expected squaredError or hingeResidual")
            }
            guard last.dense.isTrainable else {
                throw TrainingError(
                    place: "network.\(network.layers.count - 1)",
                    problem: "\(optimizer.name) solves for this layer: expected one that is trained")
            }
            if case .naturalGradient = optimizer.rule { try side(last.inputs, layer: network.layers.count - 1) }
        }
    }
}
