public import Networks

extension Library.Rule {
    /// The rule as an optimizer, at a rate of 1 where the library has none; nil for a name that no rule has.
    public var optimizer: Optimizer? {
        let rate = learningRate ?? 1
        return Optimizer.Rule.named(name).map {
            Optimizer(
                $0.with(values, learningRate: rate), learningRate: rate, weightDecay: weightDecay,
                decayForm: weightDecay == 0 ? nil : decayForm)
        }
    }
}
