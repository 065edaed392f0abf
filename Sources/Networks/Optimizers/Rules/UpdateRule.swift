/// An optimizer's rule of your own: how a tensor of parameters follows its gradient.
///
///     struct Lion: UpdateRule {
///         let name = "Lion"
///         let momentCount = 1
///         var beta1 = 0.9
///         var beta2 = 0.99
///
///         func step<S: KernelScalar>(_ tensor: inout ParameterTensor<S>) {
///             let (rate, beta1, beta2) = (tensor.learningRate, S(beta1), S(beta2))
///             for k in tensor.values.indices {
///                 let (g, m) = (tensor.gradient[k], tensor.moments[0][k])
///                 let direction = beta1 * m + (1 - beta1) * g
///                 if direction != 0 { tensor.values[k] -= direction > 0 ? rate : -rate }
///                 tensor.moments[0][k] = beta2 * m + (1 - beta2) * g
///             }
///         }
///     }
///
///     Optimizer(Lion(), learningRate: 1e-4, weightDecay: 0.1)
///
/// The learning rate, its ``Schedule`` and the weight decay are the ``Optimizer``'s: the decay acts before the rule
/// does, as ``Optimizer/DecayForm`` says. The rule sees one tensor after another, from the input to the output, and no
/// tensor of a frozen layer. What it keeps is in the tensor, so that a checkpoint has it: moments, numbers for each
/// parameter, and ``statistics(rows:columns:)``, matrices of any shape.
///
/// Every path serves such a rule. Training ends with a ``TrainingError`` where a step leaves arrays of another size, or
/// turns a parameter into NaN though its gradient was finite; the tensor then stays as it was.
public protocol UpdateRule: Sendable, Hashable {
    /// The name in messages and descriptions.
    var name: String { get }

    /// What is wrong with the parameters, and what would be right; nil where they are in range, as by default.
    var problem: String? { get }

    /// How many numbers the rule keeps for each parameter, 0 to 16, each 0 at first; none by default.
    var momentCount: Int { get }

    /// The matrices that the rule keeps for a tensor besides its moments, as they are at first; none by default.
    ///
    /// A bias is a tensor of one row. The matrices may have any shape, and keep it.
    func statistics(rows: Int, columns: Int) -> [Matrix<Double>]

    /// The forms of weight decay that suit the rule, the usual one first; by default both, the coupled one first.
    var decayForms: [Optimizer.DecayForm] { get }

    /// Changes the values of a tensor, and what is kept of it.
    func step<S: KernelScalar>(_ tensor: inout ParameterTensor<S>)
}

extension UpdateRule {
    /// Nil: nothing is wrong.
    public var problem: String? { nil }

    /// 0: nothing is kept.
    public var momentCount: Int { 0 }

    /// Empty: nothing is kept.
    public func statistics(rows: Int, columns: Int) -> [Matrix<Double>] { [] }

    /// Coupled, and decoupled.
    public var decayForms: [Optimizer.DecayForm] { [.coupled, .decoupled] }
}

extension Optimizer {
    /// Creates an optimizer from a rule of your own.
    ///
    /// - Parameters:
    ///   - rule: the rule.
    ///   - learningRate: η.
    ///   - weightDecay: λ.
    ///   - decayForm: how λ acts; nil for the first of the rule's ``UpdateRule/decayForms``.
    @inlinable
    public init(
        _ rule: some UpdateRule, learningRate: Double, weightDecay: Double = 0, decayForm: DecayForm? = nil
    ) {
        self.init(
            .custom(CustomRule(rule)), learningRate: learningRate, weightDecay: weightDecay, decayForm: decayForm)
    }
}
