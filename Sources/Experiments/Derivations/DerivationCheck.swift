internal import Exact
internal import Networks

/// Tries formulas for derivatives on random rational networks, against exact differentiation.
///
///     let formula = try GradientFormula("dw2 = sum_i z_i * W3 * (y_i - x_i)")
///     let answer = DerivationCheck().answer(formula)
///     answer.verdict            // differs
///     answer.repair?.formula    // dw2 = sum_i z_i * W3^T * (y_i - x_i)
///
/// All values are rational, so that equal means equal. A formula of sums and products that is wrong differs on nearly
/// every network that could be drawn, and it is tried on six, with ReLU on nine.
public struct DerivationCheck: Sendable {
    /// The signal lengths that can be chosen.
    public static let lengths = 2...12

    /// The seed of the networks.
    public let seed: UInt64
    /// The signal length of the three-layer models; nil for lengths from 2 to 5.
    public let length: Int?

    /// A check on networks of one signal length, from ``lengths``, or of several.
    public init(seed: UInt64 = 1, length: Int? = nil) {
        precondition(length.map(Self.lengths.contains) ?? true, "a signal length from 2 to 12")
        self.seed = seed
        self.length = length
    }

    /// Answers every formula of a file, in order.
    public func answers(_ file: FormulaFile) -> [DerivationAnswer] {
        file.entries.map { entry in
            var result: DerivationAnswer
            switch entry.formula {
            case .success(let formula): result = answer(formula, line: entry.line, of: file.source)
            case .failure(let error): result = Self.malformed(entry.text, entry.setting, error)
            }
            result.line = entry.line
            result.column = entry.column
            result.formula = entry.text
            return result
        }
    }

    /// Answers one formula.
    public func answer(_ formula: GradientFormula) -> DerivationAnswer { answer(formula, line: nil, of: "formula") }

    private func answer(_ formula: GradientFormula, line: Int?, of source: String) -> DerivationAnswer {
        var draws = DerivationDraws(formula.setting, length: length, seed: seed, stream: 0)
        let networks = draws.networks()
        do {
            let finding = try Finding(CheckedFormula(formula), on: networks)
            guard let difference = finding.difference else {
                return Self.result(formula, .equal, networks: networks.count)
            }
            var repairs = FormulaRepairs(formula, seed: seed)
            return Self.result(
                formula, finding.isTransposed ? .transposed : .differs, networks: networks.count,
                difference: difference, repair: repairs.best(), equalUnder: equalUnder(formula))
        } catch {
            // A missing transpose can be a matter of shape.
            var repairs = FormulaRepairs(formula, seed: seed)
            return Self.malformed(
                formula.text, formula.setting, error.at(line: line, of: source), repair: repairs.best())
        }
    }

    /// The settings of one change under which the formula as it stands is right.
    private func equalUnder(_ formula: GradientFormula) -> [String] {
        let settings = formula.setting.neighbours
        return settings.compactMap { name, setting in
            guard let other = try? GradientFormula(formula.text, setting: setting),
                Self.isEqual(other, seed: seed, stream: 3) != nil
            else { return nil }
            return name
        }
    }

    /// The number of drawn networks where the formula is right on all of them; otherwise nil.
    static func isEqual(_ formula: GradientFormula, seed: UInt64, stream: UInt32) -> Int? {
        var draws = DerivationDraws(formula.setting, seed: seed, stream: stream)
        let networks = draws.networks()
        guard let checked = try? CheckedFormula(formula), checked.isShapedAsDerivative else { return nil }
        var steps = 0
        for network in networks {
            guard let value = try? checked.value(on: network, steps: &steps), value == checked.truth(on: network)
            else { return nil }
        }
        return networks.count
    }

    private static func result(
        _ formula: GradientFormula, _ verdict: DerivationAnswer.Verdict, networks: Int,
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
    /// The settings that differ in one thing, each named by what it has.
    fileprivate var neighbours: [(name: String, setting: FormulaSetting)] {
        var result: [(String, FormulaSetting)] = []
        func add(_ name: String, _ change: (inout FormulaSetting) -> Void) {
            var setting = self
            change(&setting)
            if setting != self { result.append((name, setting)) }
        }
        if model != .homework {
            // The loss stays what it is, said or not.
            for other in [Model.linear, .relu] { add("model: \(other.rawValue)") { $0.model = other } }
        }
        for (word, value) in Self.scalings where value != scaling {
            add("loss: \(word)") { $0.chosenScaling = value }
        }
        for (word, value) in Self.layouts { add("layout: \(word)") { $0.layout = value } }
        return result
    }
}
