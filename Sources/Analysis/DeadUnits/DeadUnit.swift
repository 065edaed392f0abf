/// A unit that is dead on the training samples, and what becomes of it if training goes on by the same recipe.
///
/// ``verdicts(on:samples:activity:training:state:)`` finds the verdicts, and <doc:DeadUnits> has the proofs.
public struct DeadUnit: Sendable, Hashable, Codable {
    /// Whether the unit can act on a training sample again.
    public enum Verdict: String, Sendable, Hashable, CaseIterable, Codable {
        /// It stays dead on the training samples, however long training goes on.
        case permanent
        /// Nothing rules out that it acts again; ``Reason`` says what may revive it.
        case revivable
    }

    /// The layer, from 0.
    public var layer: Int
    /// The unit's index in its layer, from 0.
    public var index: Int
    /// Whether it can act again.
    public var verdict: Verdict
    /// Why it cannot, one reason; or all that may revive it.
    public var reasons: [Reason]
    /// Whether the unit acts on a sample that was held out; nil without such samples, and for outputs.
    public var actsOnHeldOut: Bool?

    /// Creates a verdict.
    public init(layer: Int, index: Int, verdict: Verdict, reasons: [Reason], actsOnHeldOut: Bool? = nil) {
        self.layer = layer
        self.index = index
        self.verdict = verdict
        self.reasons = reasons
        self.actsOnHeldOut = actsOnHeldOut
    }
}

extension DeadUnit {
    /// Why a unit stays dead, or what may revive it.
    public enum Reason: String, Sendable, Hashable, CaseIterable, Codable {
        // Why it stays dead.

        /// Its layer is not trained.
        case untrained
        /// Its gradient is 0, and the rule moves nothing without one.
        case noGradient
        /// Its parameters only shrink, and no term of its preactivation is positive.
        case shrinking
        /// What is left of the momentum, as far as it can go, does not lift it.
        case momentumFades

        // What may revive it.

        /// Units that are not dead have the same weights, and their gradients move them.
        case sharedWeights
        /// The loss gives an output that is off a gradient.
        case lossGradient
        /// Kink repair relocates units, or clears outgoing weights.
        case kinkRepair
        /// The rule's step mixes the gradients of a layer's units.
        case mixing
        /// The rule is the caller's own, and nothing is known of its step.
        case ownRule
        /// The activation is the caller's own, and it is not known where it is 0.
        case ownActivation
        /// Momentum is left, and could lift it.
        case momentum
        /// The rule keeps momentum, and how much is left is not known.
        case unknownState
        /// Decay moves its weights and bias by different shares, or beyond 0.
        case decay
        /// The layers below change its inputs.
        case lowerLayers
        /// Its preactivation is so near to the threshold, or its terms cancel so much, that rounding decides.
        case rounding

        /// The verdict that the reason is for.
        public var verdict: Verdict {
            switch self {
            case .untrained, .noGradient, .shrinking, .momentumFades: .permanent
            case .sharedWeights, .lossGradient, .kinkRepair, .mixing, .ownRule, .ownActivation, .momentum,
                .unknownState,
                .decay, .lowerLayers, .rounding:
                .revivable
            }
        }

        /// The reason in words, to follow "stays dead:" or "can become active again, through".
        public var words: String {
            switch self {
            case .untrained: "the layer is not trained"
            case .noGradient: "without a gradient nothing moves the weights"
            case .shrinking: "the parameters only shrink, and no term of the preactivation is positive"
            case .momentumFades: "the momentum that is left is too small"
            case .sharedWeights: "the gradients of units that have the same weights"
            case .lossGradient: "the gradient that this loss gives to outputs that are off"
            case .kinkRepair: "kink repair"
            case .mixing: "steps that mix the units of a layer"
            case .ownRule: "the steps of a rule of one's own"
            case .ownActivation: "an activation of one's own, of which it is not known where it is 0"
            case .momentum: "the momentum that is left"
            case .unknownState: "momentum, of which it is not known how much is left"
            case .decay: "weight decay"
            case .lowerLayers: "changes of the layers below"
            case .rounding: "rounding"
            }
        }
    }
}
