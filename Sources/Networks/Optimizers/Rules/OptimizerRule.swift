internal import Kernels

/// The rule of an ``Optimizer``: its name, its parameters, what it keeps, and what it needs of a network.
///
/// A rule whose step is entry by entry is an ``EntrywiseRule``; one that looks at whole tensors is a ``TensorRule``.
/// The rule's own file holds all that is known of it; ``Optimizer/Rule`` has a case for it, and its
/// ``Optimizer/Rule/body`` and ``Optimizer/Rule/standard`` name it.
protocol OptimizerRule: Sendable {
    /// The name that specs use.
    var name: String { get }

    /// The parameters with their values, in the order in which specs write them.
    var parameters: [RuleParameter] { get }

    /// The rule with the given parameters, and standard values for the others.
    static func rule(name: String, _ given: RuleParameter.Values) -> Optimizer.Rule

    /// How many numbers the rule keeps for each parameter of a network.
    var momentCount: Int { get }

    /// How many matrices the rule keeps for each weight and each bias, besides its moments.
    var statisticsPerTensor: Int { get }

    /// Whether the rule works on the kinks after a scalar code.
    var needsScalarCode: Bool { get }

    /// Whether the output layer may have biases.
    var allowsOutputBias: Bool { get }

    /// The forms of weight decay that suit the rule, the standard one first; none where it solves for the last layer.
    var decayForms: [Optimizer.DecayForm] { get }

    /// Checks that the rule suits a network and a loss.
    ///
    /// - Throws: ``TrainingError``, naming the part that does not suit it.
    func validate<Element: Scalar>(_ network: Network<Element>, loss: Loss) throws(TrainingError)

    /// The step of update number `update`, from 1, as the kernels take it; one that does nothing for rules about
    /// tensors.
    func step(learningRate: Double, update: Int) -> heaviside_step
}

extension OptimizerRule {
    /// The largest side of a matrix that a rule decomposes: 2^12.
    static var maximumSide: Int { 1 << 12 }

    var momentCount: Int { 0 }
    var statisticsPerTensor: Int { 0 }
    var needsScalarCode: Bool { false }
    var allowsOutputBias: Bool { true }
    var decayForms: [Optimizer.DecayForm] { [.coupled, .decoupled] }

    func validate<Element: Scalar>(_ network: Network<Element>, loss: Loss) throws(TrainingError) {}

    func step(learningRate: Double, update: Int) -> heaviside_step { heaviside_step() }

    /// Checks that a rule can decompose a matrix with such a side.
    func validate(side: Int, layer: Int) throws(TrainingError) {
        guard side <= Self.maximumSide else {
            throw TrainingError(
                place: "network.\(layer)",
                problem: "\(side) units or inputs: \(name) decomposes matrices of this size, expected at most "
                    + "\(Self.maximumSide)")
        }
    }

    /// Checks that there is a least-squares problem to solve for the last layer.
    func validateLastLayer<Element: Scalar>(_ network: Network<Element>, loss: Loss) throws(TrainingError) {
        guard loss.isRational else {
            throw TrainingError(
                place: "loss", problem: "\(name) needs a sum of squares: expected squaredError or hingeResidual")
        }
        guard network.layers[network.layers.count - 1].dense.isTrainable else {
            throw TrainingError(
                place: "network.\(network.layers.count - 1)",
                problem: "\(name) solves for this layer: expected one that is trained")
        }
    }
}

/// A rule whose step is entry by entry, with its formula in `steps.h` for the kernels.
protocol EntrywiseRule: OptimizerRule {
    /// The rules of the kernels that ``step(_:_:_:_:_:)`` is the twin of.
    static var kernels: [heaviside_rule] { get }

    /// Changes the weight w, whose gradient is g, and the moments m and v: the formula of `steps.h`, bit for bit.
    static func step<S: KernelScalar>(_ o: StepTwin<S>, _ w: inout S, _ g: S, _ m: inout S, _ v: inout S)
}
