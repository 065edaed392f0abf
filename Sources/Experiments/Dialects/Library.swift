public import Networks

/// A library whose meaning of a rule a spec can name: `optimizer: { rmsProp: { like: keras } }`.
public struct Library: Sendable, Hashable {
    /// A rule of the library.
    public struct Rule: Sendable, Hashable {
        /// The name that specs use: "rmsProp", or "adamW" for Adam with a decoupled decay.
        public let name: String
        /// How the library calls it.
        public let call: String
        /// η by default; nil where the library asks for one.
        public let learningRate: Double?
        /// The parameters in which the library differs from the rule's own standard values.
        public let values: [String: RuleParameter.Value]
        /// λ by default.
        public let weightDecay: Double
        /// How λ acts there.
        public let decayForm: Optimizer.DecayForm

        init(
            _ name: String, _ call: String, _ learningRate: Double?, _ values: [String: RuleParameter.Value] = [:],
            weightDecay: Double = 0, _ decayForm: Optimizer.DecayForm = .coupled
        ) {
            (self.name, self.call, self.learningRate, self.values) = (name, call, learningRate, values)
            (self.weightDecay, self.decayForm) = (weightDecay, decayForm)
        }
    }

    /// The name after `like`.
    public let name: String
    /// The release that was run.
    public let version: String
    /// What may compute for it, the usual one first: `like: keras-jax`; empty where the library computes itself.
    public let backends: [String]
    /// Its rules.
    public let rules: [Rule]
    /// What surprises, as sentences.
    public let notes: [String]

    init(_ name: String, _ version: String, backends: [String] = [], _ rules: [Rule], notes: [String] = []) {
        (self.name, self.version, self.backends) = (name, version, backends)
        (self.rules, self.notes) = (rules, notes)
    }

    /// The name with the release: "keras@3.15.1".
    public var fullName: String { "\(name)@\(version)" }

    /// The rule that specs call by a name; nil where the library has none.
    public func rule(_ name: String) -> Rule? { rules.first { $0.name == name } }

    /// Whether a version such as "3.15" is that of the release, or the beginning of it.
    func isVersion(_ version: some StringProtocol) -> Bool {
        self.version == version || self.version.hasPrefix("\(version).") && !version.isEmpty
    }

    /// The libraries that have a rule, in alphabetical order.
    public static func having(_ rule: String) -> [Library] { all.filter { $0.rule(rule) != nil } }
}
