extension Training {
    /// Checks that recipe, network and samples fit, without training.
    ///
    /// - Throws: ``TrainingError``, naming the first part that does not.
    public func validate<Element: TrainableScalar>(
        _ network: Network<Element>, samples: SampleSet, epochs: Int
    ) throws(TrainingError) {
        guard (0...Self.maximumEpochs).contains(epochs) else {
            throw TrainingError(place: "epochs", problem: "\(epochs): expected 0 to \(Self.maximumEpochs)")
        }
        try validateShapes(network, samples: samples)
        if let (parameter, problem) = optimizer.objection {
            throw TrainingError(place: "optimizer.\(parameter)", problem: problem)
        }
        if let (parameter, problem) = schedule.objection {
            throw TrainingError(place: "schedule.\(parameter)", problem: problem)
        }
        try validateNumbers(of: samples, as: Element.self)
        if case .mini(let size, _) = batching, size < 1 {
            throw TrainingError(place: "batch", problem: "\(size) samples: expected at least 1")
        }
        if let objection = loss.problem ?? loss.objection(
            toOutput: network.layers[network.layers.count - 1].dense.activation)
            ?? loss.objection(toTargets: samples.targets)
        {
            throw TrainingError(place: "loss", problem: objection)
        }
        if path == .sweep, let objection = SweepObjection(to: network, loss: loss) {
            throw TrainingError(place: "network.\(objection.layer)", problem: objection.problem)
        }
        if accumulators == .double, Element.self != Double.self, path.resolved(for: network, loss: loss) != .sweep {
            throw TrainingError(
                place: "precision",
                problem: "only the sweep path has double accumulators, and "
                    + (SweepObjection(to: network, loss: loss)
                        .map { "it does not serve this network (layer \($0.layer): \($0.problem)): expected " }
                        ?? "the path is \(path.rawValue): expected path auto or sweep, or ")
                    + "precision float32 or float64")
        }
        try validateTerms(network)
        guard epochs > 0, let lowest = network.layers.firstIndex(where: { $0.dense.isTrainable }) else { return }
        for l in lowest..<network.layers.count where network.layers[l].dense.activation.isFlat {
            throw TrainingError(
                place: "network.\(l).activation",
                problem:
                    "the derivative of \(network.layers[l].dense.activation) is 0 almost everywhere, so that no weight "
                    + "at or below it would move: expected another activation, frozen layers up to here, or epochs: 0")
        }
    }

    private func validateShapes<Element: Scalar>(
        _ network: Network<Element>, samples: SampleSet
    ) throws(TrainingError) {
        guard network.inputs == samples.length else {
            throw TrainingError(
                place: "network", problem: "\(network.inputs) inputs: expected the signals' length, \(samples.length)")
        }
        guard network.outputs == samples.targets.columns else {
            throw TrainingError(
                place: "network.\(network.layers.count - 1)",
                problem: "\(network.outputs) outputs: expected \(samples.targets.columns), one for each target")
        }
        var units = 0
        let columns = Dense.columns(of: network.layers.map(\.dense), inputs: network.inputs)
        for (l, (layer, columns)) in zip(network.layers, columns).enumerated() {
            guard layer.hasShape(columns: columns) else {
                throw TrainingError(
                    place: "network.\(l)",
                    problem: "the parameters do not have the shape \(layer.dense.outputs) × \(columns)")
            }
            units += layer.outputs
        }
        let (activations, overflow) = units.multipliedReportingOverflow(by: samples.count)
        guard !overflow, activations <= SampleSet.maximumValueCount else {
            throw TrainingError(
                place: "network",
                problem: "\(units) units on \(samples.count) samples: expected a product of at most "
                    + "\(SampleSet.maximumValueCount)")
        }
    }

    /// Checks that a checkpoint belongs to a network like this one and to this recipe.
    ///
    /// - Throws: ``TrainingError`` where it does not.
    public func validate<Element: TrainableScalar>(
        _ checkpoint: TrainingCheckpoint<Element>, like network: Network<Element>, epochs: Int
    ) throws(TrainingError) {
        let networks = [checkpoint.network] + checkpoint.moments
        guard networks.allSatisfy({ $0.hasShape(of: network) }), checkpoint.moments.count == optimizer.momentCount,
            checkpoint.statistics.count == optimizer.rule.body.statisticsCount(for: network),
            (0...epochs).contains(checkpoint.epoch)
        else { throw Self.foreignCheckpoint(epochs: epochs) }
    }

    static func foreignCheckpoint(epochs: Int) -> TrainingError {
        TrainingError(
            place: "checkpoint",
            problem: "it belongs to another network, another optimizer, or more than \(epochs) epochs")
    }
}
