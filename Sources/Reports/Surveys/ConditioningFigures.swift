public import Analysis
public import Descriptions
internal import Diagnostics
internal import Foundation
internal import Plots

/// The figures of a study of the conditioning.
public struct ConditioningFigures: Sendable {
    let result: ConditioningResult

    /// Figures of what a study found.
    public init(_ result: ConditioningResult) { self.result = result }

    /// The figures in the order of a report; one that has nothing to show is left out.
    public var all: [ReportFigure] { [lengths, fractions, exactLastLayer, coveredGaps].compactMap { $0 } }

    /// The length that is spoken of: the study's 129 where it was measured, else the largest.
    var spokenLength: LengthConditioning? {
        result.lengths.first { $0.length == 129 } ?? result.lengths.max { $0.length < $1.length }
    }

    /// κ(XᵀX) and κ(A2ᵀA2) over n, with their laws.
    public var lengths: ReportFigure? {
        guard let spoken = spokenLength, let least = result.lengths.map(\.length).min(),
            let most = result.lengths.map(\.length).max(), least < most
        else { return nil }
        let sizes = Self.grid(least, most)
        let signals = Series("κ(XᵀX), and (4n/π)²", .slot(1))
        let activations = Series(
            "κ(A₂ᵀA₂), and \(NumberText.number(ConditioningLaw.activationsConstant)) (n + 1)⁴", .slot(2))
        return ReportFigure(
            id: "condition-lengths", title: "Condition numbers over the length",
            caption:
                "Points are measured, lines are laws; both axes are logarithmic. At n = \(spoken.length), κ(XᵀX) of the "
                + "signals is \(Self.size(spoken.signals)), and κ(A₂ᵀA₂) of the last layer's inputs, with kinks at the codes, "
                + "\(Self.size(spoken.activations)). "
                + slopes
                + "Gradient descent needs a number of epochs in proportion to κ. A learning rate for each unit does not help: with all "
                + "units rescaled to one size, κ(A₂ᵀA₂) is \(Self.size(spoken.rescaledActivations)).",
            drawing: Chart(
                "Condition numbers over the length",
                description: "Two series of condition numbers over n, each on its straight line.",
                x: Axis("length n", scale: .log10, isWhole: true), y: Axis("κ", scale: .log10),
                marks: [
                    .line(sizes.map { PlotPoint($0, pow(4 * $0 / .pi, 2)) }, signals),
                    .line(
                        sizes.map { PlotPoint($0, ConditioningLaw.activationsConstant * pow($0 + 1, 4)) }, activations),
                    .points(result.lengths.map { PlotPoint(Double($0.length), $0.signals) }, signals),
                    .points(result.lengths.map { PlotPoint(Double($0.length), $0.activations) }, activations),
                ], labels: .key, showsTitle: false))
    }

    private var slopes: String {
        guard let signals = result.signalsFit, let activations = result.activationsFit,
            let signalsLimit = result.signalsLimit, let activationsLimit = result.activationsLimit
        else { return "" }
        return "On these axes they rise with the slopes \(NumberText.number(signals.exponent)) and "
            + "\(NumberText.number(activations.exponent)); for long signals they tend to \(NumberText.number(signalsLimit)) n² and "
            + "\(NumberText.number(activationsLimit)) n⁴, so that twice the length multiplies κ by 4 and by 16. "
    }

    /// κ(A2) and max|W3| over the fraction of the gap at which kinks lie.
    public var fractions: ReportFigure? {
        let rows = result.fractions
        guard rows.count > 1, let n = rows.first?.length, let most = rows.map(\.value).max() else { return nil }
        let condition = Series("κ(A₂), and its law", .slot(2))
        let weight = Series("max|W₃|, and its law", .slot(3))
        // The law of κ(A2) has a pole at ½, which the matrix of finite size has not.
        let left = stride(from: 0, through: min(0.49, most), by: 0.005).map { $0 }
        let right = stride(from: 0.51, through: max(most, 0.51), by: 0.005).map { $0 }
        // A little room below 1, where the largest weights begin.
        let top = rows.compactMap { $0.condition?.value }.max() ?? 10
        func curve(_ fractions: [Double], _ law: (Double) -> Double) -> [PlotPoint] {
            fractions.filter { $0 <= most }.map { PlotPoint($0, law($0)) }
        }
        let conditionLaw = { ConditioningLaw.activations(length: n, fraction: $0) }
        let weightLaw = { ConditioningLaw.largestWeight(length: n, fraction: $0) }
        return ReportFigure(
            id: "condition-fractions", title: "Where a kink should lie in its gap",
            caption: "One kink in each gap, at the fraction f of it, n = \(n); the vertical axis is logarithmic, and "
                + "κ(A₂ᵀA₂) is the square of κ(A₂). "
                + fractionWords
                + "An error in one slope comes back f/(1 − f) times as large in the next gap, so errors die out only for f < ½.",
            drawing: Chart(
                "Where a kink should lie in its gap",
                description:
                    "Condition number and largest weight over f: flat up to one half, then rising by many powers of ten.",
                x: Axis("fraction f of the gap"),
                y: Axis("κ(A₂), max|W₃|", scale: .log10, domain: pow(top, -0.03)...pow(top, 1.04)),
                marks: [
                    .line(curve(left, conditionLaw), condition), .line(curve(right, conditionLaw), condition),
                    .line(curve(left + [0.5] + right, weightLaw), weight),
                    .points(
                        rows.compactMap { row in row.condition.map { PlotPoint(row.value, $0.value) } }, condition),
                    .points(rows.compactMap { row in row.largestWeight.map { PlotPoint(row.value, $0) } }, weight),
                    .rule(.vertical(0.5), label: "f = ½"),
                ], labels: .key, showsTitle: false))
    }

    private var fractionWords: String {
        func words(_ row: FractionConditioning) -> String? {
            guard let condition = row.condition, let weight = row.largestWeight else { return nil }
            return "f = \(Self.plain(row.value)), κ(A₂) is \(Self.size(condition.value)) and max|W₃| is "
                + Self.size(weight)
        }
        let chosen = [
            result.fractions.first { $0.isStable }, result.fractions.last { $0.isStable },
            result.fractions.first { $0.value > 0.5 }, result.fractions.last { $0.value > 0.5 },
        ]
        var said: [String] = []
        for text in chosen.compactMap({ $0 }).compactMap(words) where !said.contains(text) { said.append(text) }
        return said.isEmpty ? "" : "At " + said.joined(separator: "; at ") + ". "
    }

    /// "27,183", "3.7e8": whole numbers below a million whole.
    static func size(_ value: Double) -> String {
        value >= 1000 && value < 1e6 ? NumberText.count(Int(value.rounded())) : NumberText.number(value)
    }

    /// "0.25", "−0.05": as few digits as tell the number from others.
    static func plain(_ value: Double) -> String { NumberText.exact(value) }

    /// About a hundred numbers between two sizes, equally spaced by ratio.
    static func grid(_ least: Int, _ most: Int) -> [Double] {
        (0...100).map { Double(least) * pow(Double(most) / Double(least), Double($0) / 100) }
    }
}
