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

    /// The rule of the same kind with the given parameters, and standard values for the others.
    func with(_ given: RuleParameter.Values) -> Optimizer.Rule

    /// The parameter that is out of range and not among ``parameters``, and what would be right.
    var objection: (parameter: String, problem: String)? { get }

    /// How many numbers the rule keeps for each parameter of a network.
    var momentCount: Int { get }

    /// How many matrices the rule keeps for the weights and biases of a network that it changes, besides its moments.
    func statisticsCount<Element: Scalar>(for network: Network<Element>) -> Int

    /// Whether the rule works on the kinks after a scalar code.
    var needsScalarCode: Bool { get }

    /// Whether the output layer may have biases.
    var allowsOutputBias: Bool { get }

    /// The forms of weight decay that suit the rule, the standard one first; none where it solves for the last layer.
    var decayForms: [Optimizer.DecayForm] { get }

    /// Why no other form of weight decay suits the rule, as a clause.
    var decayReason: String { get }

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
    var objection: (parameter: String, problem: String)? { nil }
    var needsScalarCode: Bool { false }
    var allowsOutputBias: Bool { true }
    var decayForms: [Optimizer.DecayForm] { [.coupled, .decoupled] }

    var decayReason: String {
        decayForms.isEmpty ? "for a rule that solves for the last layer" : "a form that \(name) takes"
    }

    func statisticsCount<Element: Scalar>(for network: Network<Element>) -> Int { 0 }

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
        guard loss.isSumOfSquares else {
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
