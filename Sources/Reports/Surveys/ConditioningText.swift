public import Analysis
internal import Descriptions
internal import Diagnostics
internal import Foundation

/// A study of the conditioning in lines of words, as a terminal shows it.
public enum ConditioningText {
    /// Four tables, with a blank line between them; a part without rows is left out.
    ///
    /// - Parameters:
    ///   - result: what was found.
    ///   - width: how long a line of a table may be.
    /// - Returns: the lines, without line breaks.
    public static func summary(_ result: ConditioningResult, width: Int = .max) -> [String] {
        [lengths, fractions, randomKinks, drawnNetworks].map { $0(result, width) }
            .filter { !$0.isEmpty }.joined(separator: [""]).map { $0 }
    }

    private static func lengths(_ result: ConditioningResult, _ width: Int) -> [String] {
        guard !result.lengths.isEmpty else { return [] }
        var lines = [
            "condition numbers κ: of XᵀX, of the signals, and of A2ᵀA2, of the last layer's inputs, with kinks at the codes:"
        ]
        lines += table(
            ["n", "κ(XᵀX)", "over n²", "κ(A2ᵀA2)", "over n⁴", "units rescaled"],
            result.lengths.map { row in
                [
                    "\(row.length)", number(row.signals, 4), number(row.signalsRatio, 4), number(row.activations),
                    number(row.activationsRatio, 4), number(row.rescaledActivations),
                ]
            }, width)
        if let signals = result.signalsFit, let activations = result.activationsFit {
            lines.append("fitted by a power of n: \(law(signals)) and \(law(activations))")
        }
        if let signals = result.signalsLimit, let activations = result.activationsLimit {
            lines.append("extrapolated to long signals: \(number(signals, 6)) n² and \(number(activations, 6)) n⁴")
        }
        lines.append(
            "in theory: \(number(ConditioningLaw.signalsConstant, 6)) n² and \(number(ConditioningLaw.activationsConstant, 6)) n⁴, "
                + "that is 16/π² and 16/β⁴, β the least root of cos β cosh β = −1")
        return lines
    }

    private static func fractions(_ result: ConditioningResult, _ width: Int) -> [String] {
        guard let n = result.fractions.first?.length else { return [] }
        let lines = table(
            ["f", "κ(A2)", "its law", "max|W3|", "errors"],
            result.fractions.map { row in
                [
                    row.fraction, row.condition.map { ConditioningFigures.size($0.value) } ?? "> 1e308",
                    row.law.map { ConditioningFigures.size($0) } ?? "> 1e308",
                    row.largestWeight.map { number($0, 4) } ?? "> 1e308",
                    row.isStable ? "die out" : row.value > 0.5 ? "grow" : "stay",
                ]
            }, width)
        return ["each kink at the fraction f of its gap, n = \(n):"] + lines
    }

    private static func randomKinks(_ result: ConditioningResult, _ width: Int) -> [String] {
        guard let draws = result.randomKinks.first?.draws else { return [] }
        let lines = table(
            ["n", "exact possible", "probability", "one per gap", "probability", "gaps empty", "pairs empty"],
            result.randomKinks.map { row in
                [
                    "\(row.kinks)", number(row.exactLastLayer), number(row.exactLastLayerProbability),
                    number(row.onePerGap), number(row.onePerGapProbability), NumberText.percent(row.emptyGaps),
                    NumberText.percent(row.unbrokenPairs),
                ]
            }, width)
        return ["n kinks at random over n gaps, \(NumberText.plural(draws, "draw")) each:"] + lines
    }

    private static func drawnNetworks(_ result: ConditioningResult, _ width: Int) -> [String] {
        guard let draws = result.drawnNetworks.first?.draws else { return [] }
        let lines = table(
            ["n", "drawn from", "kinks among codes", "gaps with one", "least to most", "needed", "code monotone"],
            result.drawnNetworks.map { row in
                [
                    "\(row.length)", ConditioningFigures.words(row.lower, row.upper), number(row.meanKinksAmongCodes),
                    number(row.meanCoveredGaps),
                    SpanText(Double(row.fewestCoveredGaps), Double(row.mostCoveredGaps)).short,
                    "\(row.neededGaps)", NumberText.percent(row.monotoneCodes),
                ]
            }, width)
        return ["networks before training, \(NumberText.plural(draws, "draw")) each:"] + lines
    }

    private static func law(_ fit: PowerLaw) -> String {
        "\(number(fit.constant, 4)) n^\(number(fit.exponent, 4))"
    }

    private static func number(_ value: Double, _ digits: Int = 3) -> String {
        NumberText.number(value, digits: digits)
    }

    private static func table(_ heads: [String], _ rows: [[String]], _ width: Int) -> [String] {
        TextTable.lines([heads] + rows, width: width) { _ in .trailing }
    }
}
