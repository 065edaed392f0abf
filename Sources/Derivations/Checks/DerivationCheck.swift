internal import Exact
internal import Networks

/// Tests formulas for derivatives on random rational networks, against exact differentiation.
///
///     let formula = try GradientFormula("dw2 = sum_i z_i * W3 * (y_i - x_i)")
///     let answer = DerivationCheck().answer(formula)
///     answer.verdict            // differs
///     answer.repair?.formula    // dw2 = sum_i z_i * W3^T * (y_i - x_i)
///
/// All values are rational, so that equality is exact. A wrong formula of sums and products differs on nearly every
/// network that could be drawn, and each formula is tested on twelve networks, fifteen with ReLU: of small sizes and of
/// larger ones, with numbers about 1, about a million and about a millionth, and with preactivations of 0.
public struct DerivationCheck: Sendable {
    /// The signal lengths that can be chosen.
    public static let lengths = 2...12

    /// The seed of the networks.
    public let seed: UInt64
    /// The signal length of the three-layer models; nil for several lengths.
    public let length: Int?

    /// Creates a check on networks of one signal length from ``lengths``, or of several.
    public init(seed: UInt64 = 1, length: Int? = nil) {
        precondition(length.map(Self.lengths.contains) ?? true, "a signal length from 2 to 12")
        self.seed = seed
        self.length = length
    }

    /// Checks every formula of a file, in order.
    public func answers(_ file: FormulaFile) -> [DerivationAnswer] {
        file.entries.map { answer($0, of: file.source) }
    }

    /// Checks one line of a file; messages call the file `source`.
    public func answer(_ entry: FormulaFile.Entry, of source: String) -> DerivationAnswer {
        var result: DerivationAnswer
        switch entry.formula {
        case .success(let formula): result = answer(formula, line: entry.line, of: source)
        case .failure(let error): result = Self.malformed(entry.text, entry.setting, error)
        }
        result.line = entry.line
        result.column = entry.column
        result.formula = entry.text
        return result
    }

    /// Checks one formula.
    public func answer(_ formula: GradientFormula) -> DerivationAnswer { answer(formula, line: nil, of: "formula") }

    private func answer(_ formula: GradientFormula, line: Int?, of source: String) -> DerivationAnswer {
        let checked: CheckedFormula
        do {
            checked = try CheckedFormula(formula)
        } catch {
            // A missing transpose can show in the shape alone.
            var repairs = FormulaRepairs(formula, seed: seed)
            return Self.malformed(
                formula.text, formula.setting, error.at(line: line, of: source), repair: repairs.best())
        }
        var draws = DerivationDraws(formula.setting, length: length, seed: seed, stream: 0)
        let networks = draws.networks()
        do {
            let departure = try Departure(checked, on: networks)
            guard let difference = departure.difference else {
                return Self.result(formula, .equal, networks: networks.count)
            }
            var repairs = FormulaRepairs(formula, seed: seed)
            return Self.result(
                formula, departure.isTransposed ? .transposed : .differs, networks: networks.count,
                difference: difference, repair: repairs.best(), equalUnder: equalUnder(formula))
        } catch {
            return Self.malformed(formula.text, formula.setting, error.at(line: line, of: source))
        }
    }

    /// The settings, each with one change, under which the formula is right as it is written.
    private func equalUnder(_ formula: GradientFormula) -> [String] {
        var budget = FormulaBudget()
        var names: [String] = []
        for (name, setting) in formula.setting.neighbours {
            guard let other = try? GradientFormula(formula.text, setting: setting),
                Self.isEqual(other, seed: seed, stream: 3, budget: &budget) != nil
            else { continue }
            names.append(name)
        }
        return names
    }

    /// The number of drawn networks where the formula is right on all of them; nil otherwise.
    static func isEqual(
        _ formula: GradientFormula, seed: UInt64, stream: UInt32, budget: inout FormulaBudget
    ) -> Int? {
        guard let checked = try? CheckedFormula(formula), checked.isShapedAsDerivative else { return nil }
        var draws = DerivationDraws(formula.setting, seed: seed, stream: stream)
        let networks = draws.networks()
        for network in networks {
            guard let value = try? checked.value(on: network, budget: &budget), value == checked.truth(on: network)
            else { return nil }
        }
        return networks.count
    }

    private static func result(
        _ formula: GradientFormula, _ verdict: DerivationAnswer.Outcome, networks: Int,
        difference: DerivationAnswer.Difference? = nil, repair: DerivationAnswer.Repair? = nil,
        equalUnder: [String] = []
    ) -> DerivationAnswer {
        DerivationAnswer(
            line: nil, formula: formula.text, setting: formula.setting.text, verdict: verdict, networks: networks,
            difference: difference, repair: repair, equalUnder: equalUnder, error: nil)
    }

    private static func malformed(
        _ text: String, _ setting: FormulaSetting, _ error: FormulaError, repair: DerivationAnswer.Repair? = nil
    ) -> DerivationAnswer {
        DerivationAnswer(
            line: nil, formula: text, setting: setting.text, verdict: .malformed, networks: 0, difference: nil,
            repair: repair, equalUnder: [], error: error)
    }
}

extension FormulaSetting {
    /// The settings that differ from this one in one respect, each named by that respect.
    fileprivate var neighbours: [(name: String, setting: FormulaSetting)] {
        var result: [(String, FormulaSetting)] = []
        func add(_ name: String, _ change: (inout FormulaSetting) -> Void) {
            var setting = self
            change(&setting)
            if setting != self { result.append((name, setting)) }
        }
        if model != .homework {
            // A change of the model must not change the loss, whether it was given or is the default.
            for other in [Model.linear, .relu] { add("model: \(other.rawValue)") { $0.model = other } }
        }
        for (word, value) in Self.scalings where value != scaling {
            add("loss: \(word)") { $0.chosenScaling = value }
        }
        for (word, value) in Self.layouts { add("layout: \(word)") { $0.layout = value } }
        return result
    }
}
