public import Networks

extension DeadUnit {
    /// The verdicts on the dead hidden units and outputs of a network, by layer and index.
    ///
    /// - Parameters:
    ///   - network: the network at the end of training.
    ///   - samples: the training samples, rounded to the network's precision.
    ///   - activity: which units are dead on them.
    ///   - training: the recipe that would go on.
    ///   - state: moments, rate and number of updates; nil where they are not known.
    /// - Returns: one verdict for each dead unit.
    /// - Complexity: O(samples · inputs of the dead units), and O(samples · parameters) for layers that are not trained
    ///   and have only such layers below.
    public static func verdicts<S: TrainableScalar>(
        on network: Network<S>, samples: SampleSet, activity: UnitActivity, training: Training,
        state: TrainingCheckpoint<S>?
    ) -> [DeadUnit] {
        let last = network.layers.count - 1
        let dead = Dictionary(
            grouping: activity.deadHiddenUnits + activity.deadOutputs.map { UnitActivity.Unit(layer: last, index: $0) },
            by: \.layer)
        guard let highest = dead.keys.max() else { return [] }
        let context = Context(training, last: last, state: state)
        // What the layers give, the signals first.
        var reachable = [ReachableInputs(samples.signals)]
        var found: [DeadUnit] = []
        for l in 0...highest {
            let layer = network.layers[l].converted(to: Double.self)
            let below = reachable[l]
            let inputs = layer.dense.skip.map { below.beside(reachable[l + 1 - $0.layers]) } ?? below
            let indices = Set((dead[l] ?? []).map(\.index))
            let group = layer.unitsPerWeight
            let deadInGroup = Dictionary(grouping: indices) { $0 / group }.mapValues(\.count)
            let units = indices.sorted().map { k in
                let shares = layer.dense.isTrainable && deadInGroup[k / group] ?? 0 < group
                let reasons = context.reasons(layer, l, unit: k, sharesWeights: shares, inputs: inputs)
                return DeadUnit(
                    layer: l, index: k, verdict: reasons.first?.verdict ?? .revivable, reasons: reasons)
            }
            found += units
            guard l < highest else { break }
            reachable.append(
                inputs.above(
                    layer, precision: S.ulp, isMoving: context.moves(layer, l),
                    silent: Set(units.filter { $0.verdict == .permanent }.map(\.index))))
        }
        return found
    }

    /// What the verdicts of all units share.
    private struct Context<S: TrainableScalar> {
        let law: MotionLaw<S>
        let last: Int
        let isHinge: Bool
        /// Whether kink repair acts from now on.
        let repairs: Bool
        let drawsEncoder: Bool

        init(_ training: Training, last: Int, state: TrainingCheckpoint<S>?) {
            law = MotionLaw(training, state: state)
            self.last = last
            isHinge = if case .hingeResidual = training.loss { true } else { false }
            drawsEncoder = training.codeLinearity != nil
            repairs =
                switch training.kinkRepair?.occasion {
                case .every: true
                case .once(let epoch): epoch > state?.epoch ?? 0
                case nil: false
                }
        }

        /// Whether anything changes a layer's parameters.
        func moves(_ layer: Layer<Double>, _ l: Int) -> Bool {
            layer.dense.isTrainable || (l == 0 && drawsEncoder) || (repairs && l >= last - 1)
        }

        /// One reason why the unit stays dead, or all that may revive it.
        func reasons(
            _ layer: Layer<Double>, _ l: Int, unit k: Int, sharesWeights: Bool, inputs: ReachableInputs
        ) -> [Reason] {
            let threshold: Double = layer.dense.activation == .hardThreshold ? 1 : 0
            func staysOff(_ box: ParameterBox, shrinking: Bool = false) -> Bool {
                let highest = inputs.highest(box, precision: S.ulp, shrinking: shrinking)
                return threshold > 0 ? highest < threshold : highest <= threshold
            }
            let now = ParameterBox(layer, unit: k)
            var revivals: [Reason] = []
            if l == last, isHinge { revivals.append(.lossGradient) }
            if repairs, l >= last - 1 { revivals.append(.kinkRepair) }
            let motion: UnitMotion =
                sharesWeights
                ? .anywhere(.sharedWeights)
                : layer.dense.isTrainable ? law.motion(layer, l, unit: k) : .within([now], .untrained)
            if case .anywhere(let reason) = motion { revivals.append(reason) }
            guard staysOff(now) else { return revivals + [inputs.areMoving ? .lowerLayers : .rounding] }
            guard revivals.isEmpty else { return revivals }
            switch motion {
            case .within(let boxes, .shrinking):
                return [boxes.allSatisfy { staysOff($0, shrinking: true) } ? .shrinking : .decay]
            case .within(let boxes, let reason): return [boxes.allSatisfy { staysOff($0) } ? reason : .momentum]
            case .scaled(let boxes):
                if boxes.allSatisfy({ staysOff($0, shrinking: true) }) { return [.shrinking] }
                return [boxes.allSatisfy { staysOff($0) } ? .rounding : .momentum]
            case .anywhere(let reason): return [reason]
            }
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
