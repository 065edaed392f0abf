internal import Networks

/// Which units of a network are off on every sample for ever, all together.
///
/// That a unit stays off can depend on the layers below standing still, and these may stand still because the units
/// above are off and pass no gradient. So the survey begins with the hypothesis that every unit that is off now stays
/// off, derives what then moves, and drops the units that might act; until nothing is dropped. What is left holds by
/// induction over the updates: if all of these units are off before an update, they are off after it.
struct StandstillSurvey<S: TrainableScalar> {
    private let layers: [Layer<Double>]
    private let signals: Matrix<Double>
    private let law: MotionLaw<S>
    private let isHinge: Bool
    /// Whether kink repair acts from now on.
    private let repairs: Bool
    private let drawsEncoder: Bool
    /// How many sums of the sweep a preactivation of the last layer goes through; 0 for other paths.
    private let sweepSums: Int
    /// The units that are taken to be off for ever, by layer; those of a hard tanh stay at −1 or 1 on each sample.
    private var isOff: [[Bool]]
    /// The units that the loss may give a gradient, as long as the hypothesis holds.
    private var hasGradient: [[Bool]] = []
    /// What each layer receives, as long as the hypothesis holds.
    private var inputs: [ReachableInputs] = []

    private var last: Int { layers.count - 1 }

    init(_ network: Network<S>, samples: SampleSet, training: Training, state: TrainingCheckpoint<S>?) {
        let exact = network.converted(to: Double.self)
        layers = exact.layers
        signals = samples.signals
        law = MotionLaw(training, state: state)
        isHinge = if case .hingeResidual = training.loss { true } else { false }
        drawsEncoder = training.codeLinearity.map { $0.projection > 0 || $0.penalty > 0 } ?? false
        repairs =
            switch training.kinkRepair?.occasion {
            case .every: true
            case .once(let epoch): epoch > state?.epoch ?? 0
            case nil: false
            }
        sweepSums = training.path.resolved(for: network, loss: training.loss) == .sweep ? samples.count : 0
        let pass = exact.forward(samples.signals)
        isOff = exact.layers.indices.map { l in
            let activation = exact.layers[l].dense.activation
            return (0..<exact.layers[l].outputs).map { k in
                (0..<samples.count).allSatisfy { i in
                    switch activation {
                    case .relu, .hardThreshold: pass.activations[l][i, k] <= 0
                    case .leakyReLU(let slope): slope == 0 && pass.activations[l][i, k] <= 0
                    case .form(let form): form.silentBelow.map { pass.preactivations[l][i, k] < $0 } ?? false
                    case .hardTanh: abs(pass.preactivations[l][i, k]) >= 1
                    default: false
                    }
                }
            }
        }
    }

    /// Drops units until those that are left keep each other off.
    ///
    /// Every round drops a unit or is the last. After eight rounds all other units are taken to get a gradient, so that
    /// what a unit does depends on the layers below alone, and one more round settles it.
    mutating func settle() {
        for round in 0... {
            hasGradient = round < 8 ? gradients() : isOff.map { $0.map { !$0 } }
            if round >= 8, isHinge { hasGradient[last] = hasGradient[last].map { _ in true } }
            if !dropWhatMoves() { return }
        }
    }

    // MARK: - What the loss moves

    /// The units that may get a gradient: those from which a path of units that may act and of weights that may differ
    /// from 0 leads to the loss.
    private func gradients() -> [[Bool]] {
        var receives = layers.map { Array(repeating: false, count: $0.outputs) }
        receives[last] = receives[last].map { _ in true }
        var result = receives
        for l in stride(from: last, through: 0, by: -1) {
            let layer = layers[l]
            for k in 0..<layer.outputs {
                let passes = (l == last && isHinge) || !(isOff[l][k] || layer.dense.activation.isFlat)
                result[l][k] = receives[l][k] && passes
            }
            guard l > 0 else { break }
            let width = layers[l - 1].outputs
            let constants = layer.tying?.sources
            let isFree = layer.dense.isTrainable || (repairs && l >= last - 1)
            for k in 0..<layer.outputs where result[l][k] {
                for j in 0..<layer.inputs {
                    let isConstant = !isFree || constants.map { $0[k * layer.inputs + j] < 0 } ?? false
                    guard !isConstant || layer.weight[k, j] != 0 else { continue }
                    if j < width {
                        receives[l - 1][j] = true
                    } else if let skip = layer.dense.skip, l - skip.layers >= 0 {
                        receives[l - skip.layers][j - width] = true
                    }
                }
            }
        }
        return result
    }

    /// How the parameters of a unit move; nil where a gradient or a term of training moves them anywhere.
    private func motion(_ l: Int, _ k: Int) -> UnitMotion? {
        let layer = layers[l]
        if (repairs && l >= last - 1) || (l == 0 && drawsEncoder) { return nil }
        guard layer.dense.isTrainable else { return .within([ParameterBox(layer, unit: k)], .untrained) }
        if hasGradient[l][k] || sharesGradient(l, k) { return nil }
        return law.motion(layer, l, unit: k, isMixed: hasGradient[l].contains(true))
    }

    /// Whether another unit with the same weights may get a gradient.
    private func sharesGradient(_ l: Int, _ k: Int) -> Bool {
        let group = layers[l].unitsPerWeight
        let first = k / group * group
        return (first..<min(first + group, layers[l].outputs)).contains { $0 != k && hasGradient[l][$0] }
    }

    // MARK: - What stays off

    /// Walks from the signals to the outputs, and drops the units that may act; whether there were any.
    private mutating func dropWhatMoves() -> Bool {
        var reachable = [ReachableInputs(signals)]
        var dropped = false
        inputs = []
        for (l, layer) in layers.enumerated() {
            inputs.append(layer.dense.skip.map { reachable[l].beside(reachable[l + 1 - $0.layers]) } ?? reachable[l])
            for k in 0..<layer.outputs where isOff[l][k] {
                let staysOff =
                    layer.dense.activation == .hardTanh
                    ? isSaturated(l, k) : reasons(l, k).first?.verdict == .permanent
                guard !staysOff else { continue }
                isOff[l][k] = false
                dropped = true
            }
            guard l < last else { break }
            let motions = (0..<layer.outputs).map { motion(l, $0) }
            reachable.append(inputs[l].above(layer, motions: motions, isOff: isOff[l], precision: S.ulp))
        }
        return dropped
    }

    /// Whether a hard tanh stays at −1, or at 1, on each sample.
    private func isSaturated(_ l: Int, _ k: Int) -> Bool {
        guard let motion = motion(l, k), case .within(let boxes, let reason) = motion, reason != .shrinking else {
            return false
        }
        let all = [ParameterBox(layers[l], unit: k)] + boxes
        return (0..<inputs[l].count).allSatisfy { i in
            let ranges = all.map { inputs[l].preactivation($0, box: i, precision: S.ulp, moreTerms: terms(l)) }
            return ranges.allSatisfy { $0.most <= -1 } || ranges.allSatisfy { $0.least >= 1 }
        }
    }

    private func terms(_ l: Int) -> Int { l == last ? 2 * sweepSums : 0 }

    /// One reason why a unit that is off stays off, or all that may revive it.
    func reasons(_ l: Int, _ k: Int) -> [DeadUnit.Reason] {
        let layer = layers[l]
        if case .custom = layer.dense.activation { return [.ownActivation] }
        let below = inputs[l]
        let threshold: Double =
            switch layer.dense.activation {
            case .hardThreshold: 1
            // Slope and product are rounded before a hard sigmoid adds ½.
            case .form(let form): form.silentBelow.map { $0 * (1 + 4 * S.ulp) } ?? 0
            default: 0
            }
        let isForm = if case .form = layer.dense.activation { true } else { false }
        let isStrict = layer.dense.activation == .hardThreshold || isForm
        func staysOff(_ box: ParameterBox, shrinking: Bool = false) -> Bool {
            let highest = below.highest(box, precision: S.ulp, shrinking: shrinking, moreTerms: terms(l))
            // At 0 a ReLU in the form of a library may have a derivative.
            return isStrict ? highest < threshold : highest <= threshold
        }
        let now = ParameterBox(layer, unit: k)
        var revivals: [DeadUnit.Reason] = []
        if l == last, isHinge { revivals.append(.lossGradient) }
        if repairs, l >= last - 1 { revivals.append(.kinkRepair) }
        let motion: UnitMotion =
            !layer.dense.isTrainable
            ? .within([now], .untrained)
            : sharesGradient(l, k)
                ? .anywhere(.sharedWeights)
                : law.motion(layer, l, unit: k, isMixed: hasGradient[l].contains(true))
        if case .anywhere(let reason) = motion { revivals.append(reason) }
        guard staysOff(now) else { return revivals + [below.areMoving ? .lowerLayers : .rounding] }
        guard revivals.isEmpty else { return revivals }
        switch motion {
        case .within(let boxes, .shrinking):
            return [boxes.allSatisfy { staysOff($0, shrinking: true) } ? .shrinking : .decay]
        case .within(let boxes, let reason): return [boxes.allSatisfy { staysOff($0) } ? reason : .momentum]
        case .scaled(let boxes):
            if boxes.allSatisfy({ staysOff($0, shrinking: true) }) { return [.shrinking] }
            // A decay moves a preactivation towards 0, which is above a threshold below 0.
            return [boxes.allSatisfy { staysOff($0) } ? threshold < 0 ? .decay : .rounding : .momentum]
        case .anywhere(let reason): return [reason]
        }
    }
}

extension Layer {
    /// How many units in a row have weights in common: those of a channel, or all of a Toeplitz matrix.
    fileprivate var unitsPerWeight: Int {
        switch dense.structure {
        case .full, .diagonal, .averagePooling: 1
        case .toeplitz: max(1, outputs)
        case .convolution(let own), .transposedConvolution(let own): max(1, outputs / max(1, own.channels))
        }
    }
}
