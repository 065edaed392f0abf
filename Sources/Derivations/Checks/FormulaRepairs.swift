internal import Exact
internal import Networks

/// Searches for the smallest change that makes a formula right: transposes, swapped indices, a sign, masks, or a factor
/// in front; at last masks in one sum over all indices.
struct FormulaRepairs {
    /// The most places at which two changes are tried at a time.
    private static let maximumPlaces = 24
    /// The most combinations of two masks in one expression, and in all.
    private static let (maximumPairs, maximumCombinations) = (4000, 12_000)

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
    private let variants: FormulaVariants
    private let masks: FormulaMasks
    private let ratios: FormulaRatios
    private var budget = FormulaBudget()
    private var combinations = 0
    private var found: [Candidate] = []

    init(_ formula: GradientFormula, seed: UInt64) {
        self.formula = formula
        self.seed = seed
        var draws = DerivationDraws(formula.setting, seed: seed, stream: 1)
        networks = draws.networks()
        vocabulary = FormulaVocabulary(formula.setting)
        variants = FormulaVariants(vocabulary)
        masks = FormulaMasks(vocabulary, of: formula)
        ratios = FormulaRatios(FormulaFactor.candidates(vocabulary), on: networks, vocabulary.sizes)
    }

    /// The repair with the fewest changes that is right on newly drawn networks; nil where none was found.
    mutating func best() -> DerivationAnswer.Repair? {
        let root = formula.expression
        let singles = variants.changed(root)
        attempt([], root)
        for (change, expression) in singles { attempt([change], expression) }
        for mask in masks.insertions(into: root) { attempt([mask.change], mask.expression) }
        if found.isEmpty { tryPairs(singles) }
        if found.isEmpty { tryMasks([], root) }
        if found.isEmpty, singles.count <= Self.maximumPlaces {
            for (change, expression) in singles { tryMasks([change], expression) }
        }
        if found.isEmpty { tryOneSum(root) }
        return confirmed()
    }

    /// Tries two changes, and a change with one mask.
    private mutating func tryPairs(_ singles: [(change: String, expression: FormulaExpression)]) {
        guard singles.count <= Self.maximumPlaces else { return }
        for (k, (change, expression)) in singles.enumerated() {
            for (second, twice) in variants.changed(expression).dropFirst(k) where second != change {
                attempt([change, second], twice)
            }
            for mask in masks.insertions(into: expression) { attempt([change, mask.change], mask.expression) }
        }
    }

    /// Tries two masks, of one layer or of two, in an expression that has been changed already.
    private mutating func tryMasks(_ changes: [String], _ expression: FormulaExpression) {
        let first = masks.insertions(into: expression)
        guard first.count * first.count <= Self.maximumPairs else { return }
        for mask in first {
            guard budget.left > 0, combinations < Self.maximumCombinations else { return }
            // The same two masks in the other order would be the same formula.
            for second in masks.insertions(into: mask.expression) where second.layer >= mask.layer {
                combinations += 1
                attempt(changes + [mask.change, second.change], second.expression)
            }
        }
    }

    /// Tries one or two masks in the formula with its sums in front: a sum that is a factor of another has no place for
    /// the mask of both.
    private mutating func tryOneSum(_ root: FormulaExpression) {
        guard let (indices, merged) = root.withSumsInFront else { return }
        let change = "one sum over \(Self.list(indices.map(\.description)))"
        for mask in masks.insertions(into: merged) { attempt([change, mask.change], mask.expression) }
        if found.isEmpty { tryMasks([change], merged) }
    }

    /// The cheapest candidate that is right on newly drawn networks.
    private func confirmed() -> DerivationAnswer.Repair? {
        var confirmation = FormulaBudget()
        // Sorting is not stable, so that the position decides between equals.
        let sorted = found.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
        for (_, candidate) in sorted {
            // The formula that is reported is the one that was tested: its text is parsed again.
            let text = formula.with(candidate.expression).text
            if let repaired = try? GradientFormula(text, setting: formula.setting),
                let count = DerivationCheck.isEqual(repaired, seed: seed, stream: 2, budget: &confirmation)
            {
                return DerivationAnswer.Repair(
                    change: Self.list(candidate.changes), formula: text, networks: count)
            }
        }
        return nil
    }

    /// Notes the expression if a factor, a transpose of the whole or neither makes it right.
    private mutating func attempt(_ changes: [String], _ expression: FormulaExpression) {
        guard budget.left > 0, let checked = try? CheckedFormula(formula.with(expression)) else { return }
        var plain = checked.isShapedAsDerivative ? ratios.all : nil
        var transposed = checked.isShapedAsTranspose ? ratios.all : nil
        for (k, network) in networks.enumerated() {
            guard let value = try? checked.value(on: network, budget: &budget) else { return }
            let truth = checked.truth(on: network)
            // The comparison takes one division and one multiplication for each entry.
            for (a, b) in zip(truth.elements, value.elements) where !budget.spend(2 * FormulaBudget.price(a, b)) {
                return
            }
            plain = plain.flatMap { ratios.keeping($0, value: value, truth: truth, on: k) }
            transposed = transposed.flatMap { ratios.keeping($0, value: value.transposed(), truth: truth, on: k) }
            if plain == nil, transposed == nil { return }
        }
        let candidates = [(plain, false), (transposed, true)].compactMap { remaining, isTransposed -> Candidate? in
            guard let remaining, let (factor, cost) = ratios.simplest(remaining) else { return nil }
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
        if let best = candidates.min(by: { $0.cost < $1.cost }) { found.append(best) }
    }

    /// "a", "a and b", "a, b and c".
    private static func list(_ changes: [String]) -> String {
        let last = changes.suffix(2).joined(separator: " and ")
        return (changes.dropLast(2) + [last]).joined(separator: ", ")
    }

    private static func text(_ factor: FormulaFactor) -> String {
        (factor.number.signum < 0 ? "-" : "") + (factor.magnitude?.description ?? "1")
    }
}
