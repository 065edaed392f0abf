internal import Exact
internal import Networks

/// The ratios between the derivative and the values of a formula, network by network.
struct FormulaRatios {
    private var ratios: [(network: DerivationNetwork, ratio: Rational)] = []

    /// Adds the ratio derivative / value on one more network; nil where the two are not proportional.
    ///
    /// A network on which both are 0 gives no information.
    func adding(
        _ truth: Matrix<Rational>, over value: Matrix<Rational>, on network: DerivationNetwork
    ) -> FormulaRatios? {
        guard truth.elements.count == value.elements.count else { return nil }
        guard let place = value.elements.firstIndex(where: { !$0.isZero }) else {
            return truth.elements.allSatisfy(\.isZero) ? self : nil
        }
        let ratio = truth.elements[place] / value.elements[place]
        for (a, b) in zip(truth.elements, value.elements) where a != ratio * b { return nil }
        var result = self
        result.ratios.append((network, ratio))
        return result
    }

    /// Whether the ratios are the values of a factor.
    func are(_ factor: FormulaFactor, _ vocabulary: FormulaVocabulary) -> Bool {
        !ratios.isEmpty
            && ratios.allSatisfy { network, ratio in
                ratio == factor.value { name in vocabulary.sizes[name].flatMap { network.sizes[$0] } ?? 0 }
            }
    }
}
