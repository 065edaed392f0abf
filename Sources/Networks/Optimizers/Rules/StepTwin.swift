internal import Kernels

/// The step of one weight in plain Swift: what the kernels must equal, bit for bit, for every rule of `steps.h`.
struct StepTwin<Element: KernelScalar> {
    /// A moment of the weight; nil where the rule has none.
    typealias Moment = UnsafeMutablePointer<Element>?

    /// The rule that the kernels know.
    let rule: heaviside_rule
    let rate: Element
    let keep1: Element
    let take1: Element
    let keep2: Element
    let take2: Element
    let root: Element
    let epsilon: Element
    private let formula: (any EntrywiseRule.Type)?

    /// Rounds the numbers of a step.
    init(_ step: heaviside_step) {
        rule = step.rule
        (rate, epsilon, root) = (Element(step.rate), Element(step.epsilon), Element(step.root))
        (keep1, take1) = (Element(step.keep1), Element(step.take1))
        (keep2, take2) = (Element(step.keep2), Element(step.take2))
        formula = Optimizer.Rule.standard.lazy.compactMap { type(of: $0.body) as? any EntrywiseRule.Type }
            .first { $0.kernels.contains(step.rule) }
        let changesNothing = [heaviside_rule_skip, heaviside_rule_write].contains(step.rule)
        precondition(formula != nil || changesNothing, "a step of steps.h that no rule lists among its kernels")
    }

    /// Changes the weight and its moments; nothing for a gradient that is skipped or only written down.
    func apply(_ w: inout Element, _ g: Element, _ first: Moment, _ second: Moment) {
        var (m, v) = (first?.pointee ?? 0, second?.pointee ?? 0)
        formula?.step(self, &w, g, &m, &v)
        first?.pointee = m
        second?.pointee = v
    }
}
