internal import Diagnostics

extension Training {
    /// Checks that every number of the recipe, and of the samples, is one in the scalar that the network is trained in.
    func validateNumbers<Element: TrainableScalar>(
        of samples: SampleSet, as scalar: Element.Type
    ) throws(TrainingError) {
        guard let format = NumberFormat(scalar) else { return }
        func check(_ value: Double?, _ place: String, in range: NumberRange = .finite) throws(TrainingError) {
            guard let value, let problem = format.objection(to: value, in: range) else { return }
            throw TrainingError(place: place, problem: problem)
        }
        try check(optimizer.learningRate, "optimizer.learningRate")
        try check(optimizer.weightDecay, "optimizer.weightDecay")
        for parameter in optimizer.rule.parameters {
            guard case .number(let value) = parameter.value else { continue }
            try check(value, "optimizer.\(parameter.name)", in: parameter.range ?? .finite)
        }
        switch schedule {
        case .constant: break
        case .steps(let changes):
            for (k, change) in changes.enumerated() { try check(change.learningRate, "schedule.\(k).learningRate") }
        case .curve(let curve):
            if let (name, rate) = curve.lastRate { try check(rate, "schedule.\(curve.shape.name).\(name)") }
        case .dropOnPlateau(let plateau): try check(plateau.minimumRate, "schedule.dropOnPlateau.minimumRate")
        }
        try check(codeLinearity?.projection, "codeLinearity.projection")
        try check(codeLinearity?.penalty, "codeLinearity.penalty")
        try check(codeLinearity?.anchor, "codeLinearity.anchor", in: NumberRange(above: 0))
        if let (place, problem) = samples.firstObjection(in: format) {
            throw TrainingError(place: place, problem: problem)
        }
    }
}
