/// What training does besides following the gradient of the loss: the terms of a recipe, and steps that look at whole
/// tensors.
///
/// The order in an epoch: the optimizer's step, W ≥ 0 where a layer is so constrained, the code's linearity; at the end
/// of the epoch kink repair, and then the optimizer's solution for the last layer, with the codes and kinks of that
/// moment.
struct TrainingTerms<Element: TrainableScalar> {
    /// The optimizer's step where it is not entry by entry.
    let tensorStep: TensorStep<Element>?
    private let codeLinearity: CodeLinearity?
    private let encoder: ParameterLayout.Tensor
    private let kinkRepair: KinkRepair?
    private let kinks: ScalarCodeSteps<Element>?

    init(
        _ training: Training, network: Network<Element>, layout: ParameterLayout, samples: SampleSet,
        moments: [AlignedBuffer<Element>]
    ) {
        codeLinearity = training.codeLinearity
        encoder = layout.weights[0]
        kinkRepair = training.kinkRepair
        kinks =
            training.kinkRepair != nil || training.optimizer.needsScalarCode
            ? Element.scalarCodeOperations.steps(
                SweepRequest(
                    network: network, layout: layout, loss: training.loss, capacity: samples.count,
                    signals: samples.signals)) : nil
        tensorStep = (training.optimizer.rule.body as? any TensorRule)?.tensorStep(
            TensorStep.Setting(
                network: network, layout: layout, loss: training.loss, capacity: samples.count,
                learningRate: training.optimizer.learningRate, weightDecay: training.optimizer.weightDecay,
                decayForm: training.optimizer.decayForm, moments: OptimizerStep<Element>.Moments(moments),
                momentBuffers: moments, kinks: kinks))
    }

    /// Whether the gradient is needed as a whole before any parameter moves.
    var needsWholeGradient: Bool { tensorStep != nil || (codeLinearity?.penalty ?? 0) > 0 }

    /// The penalties at the parameters, whose gradients are added. O(inputs).
    func addPenalties(
        _ parameters: UnsafeMutablePointer<Element>, gradient: UnsafeMutablePointer<Element>
    ) -> Double {
        guard let codeLinearity, codeLinearity.penalty > 0 else { return 0 }
        return codeLinearity.addPenalty(
            UnsafeBufferPointer(start: parameters + encoder.offset, count: encoder.count),
            gradient: gradient + encoder.offset)
    }

    /// The penalties at the parameters. O(inputs).
    func penalties(_ parameters: UnsafeMutablePointer<Element>) -> Double {
        guard let codeLinearity, codeLinearity.penalty > 0 else { return 0 }
        return codeLinearity.value(UnsafeBufferPointer(start: parameters + encoder.offset, count: encoder.count))
    }

    /// After every update.
    func project(_ parameters: UnsafeMutablePointer<Element>) {
        codeLinearity?.project(UnsafeMutableBufferPointer(start: parameters + encoder.offset, count: encoder.count))
    }

    /// After an epoch, counted from 1.
    func endEpoch(
        _ epoch: Int, learningRate: Double, _ parameters: UnsafeMutablePointer<Element>, _ rows: SampleRows<Element>,
        moments: [AlignedBuffer<Element>]
    ) {
        if let kinkRepair, kinkRepair.acts(after: epoch) { _ = kinks?.repair(kinkRepair, parameters, rows, moments) }
        tensorStep?.finish?(learningRate, parameters, rows)
    }
}
