internal import Diagnostics
internal import Experiments
internal import Networks

/// The first update of a free encoder in the study's network.
struct FirstEncoderStep: CustomStringConvertible {
    let run: ProtocolRun
    /// ∂L/∂w1_s at the start, by backpropagation.
    let gradient: [Double]
    /// (w1_s before − w1_s after) over the learning rate.
    let step: [Double]

    /// Computes the update in double precision, which the recipe does not otherwise depend on.
    init(_ run: ProtocolRun, length: Int) throws {
        self.run = run
        var spec = try run.spec().resized(to: length)
        spec.epochs = 1
        let run = try ExperimentRun(spec, source: spec.name)
        let start: Network<Double> = try run.initialNetwork()
        var end = start
        try spec.training.fit(&end, to: run.samples, epochs: 1)
        let signals = run.samples.signals
        gradient =
            Backpropagation(start).gradients(inputs: signals, targets: signals, loss: spec.training.loss)
            .layers[0].weight.elements
        step = zip(start.layers[0].weight.elements, end.layers[0].weight.elements).map {
            ($0 - $1) / spec.training.optimizer.learningRate
        }
    }

    /// |g_n| / |g_1|.
    var gradientRatio: Double { abs((gradient.last ?? .nan) / (gradient.first ?? .nan)) }

    /// How far w1_n moves, over how far w1_1 moves.
    var stepRatio: Double { abs((step.last ?? .nan) / (step.first ?? .nan)) }

    /// Whether each step is g/(√(.01 g²) + 1e-8), to 1e-6.
    var obeysFormula: Bool {
        zip(gradient, step).allSatisfy { g, s in abs(s - g / (0.1 * abs(g) + 1e-8)) <= 1e-6 * abs(s) }
    }

    var description: String {
        "\(run): |g_n|/|g_1| = \(NumberText.number(gradientRatio)), steps \(NumberText.number(stepRatio))"
    }
}
