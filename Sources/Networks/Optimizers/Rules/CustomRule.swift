/// An ``UpdateRule`` in an ``Optimizer/Rule``.
///
/// Two are equal where their rules are.
public final class CustomRule: Sendable {
    /// The rule.
    public let rule: any UpdateRule
    private let single: UpdateStep<Float>
    private let double: UpdateStep<Double>

    /// The most moments that a rule may keep.
    static let maximumMomentCount = 16

    /// Keeps a rule.
    ///
    /// Where its type is known, its step is compiled for `Float` and `Double`, in the caller's module.
    @inlinable
    public convenience init<Rule: UpdateRule>(_ rule: Rule) {
        self.init(rule, UpdateStep { rule.step(&$0) }, UpdateStep { rule.step(&$0) })
    }

    @usableFromInline
    init(_ rule: any UpdateRule, _ single: UpdateStep<Float>, _ double: UpdateStep<Double>) {
        (self.rule, self.single, self.double) = (rule, single, double)
    }

    /// The rule's step in one scalar.
    func step<S: KernelScalar>(in scalar: S.Type) -> UpdateStep<S> {
        (single as? UpdateStep<S>) ?? (double as? UpdateStep<S>) ?? UpdateStep { [rule] in rule.step(&$0) }
    }
}

extension CustomRule: Hashable {
    /// Whether the rules are of one type, and equal.
    public static func == (a: CustomRule, b: CustomRule) -> Bool {
        a === b || isEqual(a.rule, b.rule)
    }

    private static func isEqual<Value: UpdateRule>(_ a: Value, _ b: any UpdateRule) -> Bool { a == b as? Value }

    /// Hashes the rule.
    public func hash(into hasher: inout Hasher) { rule.hash(into: &hasher) }
}

extension CustomRule: OptimizerRule {
    /// The name that stands for the rule in texts: "custom(Lion)".
    var name: String { isBuiltIn ? rule.name : "custom(\(rule.name))" }

    /// Whether the rule is one of ours: its arithmetic may end in NaN, as that of the kernels may.
    var isBuiltIn: Bool { rule is any OptimizerRule }

    /// None: no spec can write the rule.
    var parameters: [RuleParameter] { [] }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule { .custom(self) }

    var objection: (parameter: String, problem: String)? {
        if let problem = rule.problem { return (name, problem) }
        guard !(0...Self.maximumMomentCount).contains(rule.momentCount) else { return nil }
        return ("\(name).momentCount", "\(rule.momentCount): expected 0 to \(Self.maximumMomentCount)")
    }

    var momentCount: Int { min(max(0, rule.momentCount), Self.maximumMomentCount) }

    func statisticsCount<Element: Scalar>(for network: Network<Element>) -> Int {
        network.layers.filter(\.dense.isTrainable).reduce(0) { count, layer in
            let bias = layer.bias.map { rule.statistics(rows: 1, columns: $0.count).count } ?? 0
            return count + rule.statistics(rows: layer.outputs, columns: layer.inputs).count + bias
        }
    }

    var decayForms: [Optimizer.DecayForm] { rule.decayForms }
    var decayReason: String { "as \(name) says" }
}

/// The step of a rule in one scalar.
@usableFromInline
struct UpdateStep<S: KernelScalar>: Sendable {
    let apply: @Sendable (inout ParameterTensor<S>) -> Void

    @usableFromInline
    init(_ apply: @escaping @Sendable (inout ParameterTensor<S>) -> Void) { self.apply = apply }
}
