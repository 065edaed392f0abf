internal import Exact
internal import Networks

/// Searches for the smallest change that makes a formula right: transposes, swapped indices, a sign, or a factor in
/// front.
struct FormulaRepairs {
    /// The most places at which two changes are tried at a time.
    private static let maximumPlaces = 24

    /// A right formula, with the changes that lead to it.
    private struct Candidate {
        let changes: [String]
        let expression: FormulaExpression
        let cost: Int
    }

    private let formula: GradientFormula
    private let seed: UInt64
    private let networks: [DerivationNetwork]
    private let vocabulary: FormulaVocabulary
    private let factors: [(factor: FormulaFactor, cost: Int)]
    private var budget = FormulaBudget()

    init(_ formula: GradientFormula, seed: UInt64) {
        self.formula = formula
        self.seed = seed
        var draws = DerivationDraws(formula.setting, seed: seed, stream: 1)
        networks = draws.networks()
        vocabulary = FormulaVocabulary(formula.setting)
        factors = FormulaFactor.candidates(vocabulary)
    }

    /// The repair with the fewest changes that is right on newly drawn networks; nil where none was found.
    mutating func best() -> DerivationAnswer.Repair? {
        let variants = FormulaVariants(vocabulary)
        let singles = variants.changed(formula.expression)
        var found = [candidate([], formula.expression)].compactMap { $0 }
        for (change, expression) in singles {
            if let candidate = candidate([change], expression) { found.append(candidate) }
        }
        if found.isEmpty, singles.count <= Self.maximumPlaces {
            for (k, (change, expression)) in singles.enumerated() {
                for (second, twice) in variants.changed(expression).dropFirst(k) where second != change {
                    if let candidate = candidate([change, second], twice) { found.append(candidate) }
                }
            }
        }
        var confirmation = FormulaBudget()
        for candidate in found.sorted(by: { $0.cost < $1.cost }) {
            // The formula that is reported is the one that was tested: its text is parsed again.
            let text = formula.with(candidate.expression).text
            if let repaired = try? GradientFormula(text, setting: formula.setting),
                let count = DerivationCheck.isEqual(repaired, seed: seed, stream: 2, budget: &confirmation)
            {
                return DerivationAnswer.Repair(
                    change: candidate.changes.joined(separator: " and "), formula: text, networks: count)
            }
        }
        return nil
    }

    /// The expression with the factor and the transpose that make it right; nil where there are none.
    private mutating func candidate(_ changes: [String], _ expression: FormulaExpression) -> Candidate? {
        guard budget.left > 0, let checked = try? CheckedFormula(formula.with(expression)) else { return nil }
        let straight = checked.isShapedAsDerivative ? FormulaRatios() : nil
        let turned = checked.isShapedAsTranspose ? FormulaRatios() : nil
        var (plain, transposed) = (straight, turned)
        for network in networks {
            guard let value = try? checked.value(on: network, budget: &budget) else { return nil }
            let truth = checked.truth(on: network)
            // The comparison takes one division and one multiplication for each entry.
            for (a, b) in zip(truth.elements, value.elements) where !budget.spend(2 * FormulaBudget.price(a, b)) {
                return nil
            }
            plain = plain?.adding(truth, over: value, on: network)
            transposed = transposed?.adding(truth, over: value.transposed(), on: network)
            if plain == nil, transposed == nil { return nil }
        }
        let candidates = [(plain, false), (transposed, true)].compactMap { ratios, isTransposed -> Candidate? in
            guard let ratios, let (factor, cost) = factors.first(where: { ratios.are($0.factor, vocabulary) })
            else { return nil }
            var all = changes
            var changed = expression
            if isTransposed {
                all.append("the whole transposed")
                changed = FormulaExpression(.transposed(changed), column: changed.column)
            }
            if factor != .one {
                all.append("the factor \(Self.text(factor))")
                changed = changed.multiplied(by: factor)
            }
            return all.isEmpty ? nil : Candidate(changes: all, expression: changed, cost: 2 * all.count + cost)
        }
        return candidates.min { $0.cost < $1.cost }
    }

    private static func text(_ factor: FormulaFactor) -> String {
        (factor.number.signum < 0 ? "-" : "") + (factor.magnitude?.description ?? "1")
    }
}
