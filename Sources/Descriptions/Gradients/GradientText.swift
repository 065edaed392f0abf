public import Derivations
internal import Diagnostics
internal import Foundation
internal import Networks

/// The values of a gradient case in lines, layer by layer, from the input to the loss and back.
public enum GradientText {
    /// How the values are written.
    public enum Style: Sendable {
        /// Tables of numbers for a terminal.
        case text
        /// A fragment of a TeX document, with other words as comments.
        case tex
    }

    /// Each case under its number where there are several.
    public static func lines(_ outcomes: [GradientOutcome], style: Style, width: Int = .max) -> [String] {
        let comment = style == .tex ? "% " : ""
        var lines: [String] = []
        for (k, outcome) in outcomes.enumerated() {
            if k > 0 { lines.append("") }
            if outcomes.count > 1 { lines.append("\(comment)case \(k)") }
            lines += style == .tex ? GradientFragment(outcome).lines() : values(outcome, width)
            lines.append(comment + comparison(outcome))
        }
        return lines
    }

    private static func values(_ outcome: GradientOutcome, _ width: Int) -> [String] {
        var lines: [String] = []
        for l in outcome.preactivations.indices {
            lines += table(
                "s\(l + 1)  preactivations of layer \(l + 1), one sample a row", outcome.preactivations[l], width)
            lines += table("z\(l + 1)  activations", outcome.activations[l], width)
        }
        lines.append("loss  \(number(outcome.loss))")
        for l in outcome.deltas.indices.reversed() {
            lines += table("δ\(l + 1)  ∂ℓ/∂s of layer \(l + 1), one sample a row", outcome.deltas[l], width)
            lines += table("∂ℓ/∂W\(l + 1)  \(outcome.layout)", outcome.dW[l], width)
            if let bias = outcome.db[l] { lines += table("∂ℓ/∂b\(l + 1)", [bias], width) }
        }
        lines += table("∂ℓ/∂x  one sample a row", outcome.dx, width)
        for (i, jacobian) in outcome.networkJacobians.enumerated() {
            lines += table("∂ŷ/∂x  of sample \(i), outputs × inputs", jacobian, width)
        }
        return lines + jacobians(outcome, width) + GradientTables(outcome).lines(width: width)
    }

    private static func jacobians(_ outcome: GradientOutcome, _ width: Int) -> [String] {
        var lines: [String] = []
        let notation = LayerNotation(depth: outcome.preactivations.count, style: .text)
        if let jacobians = outcome.lossJacobians {
            let shape = notation.shape(1, outcome.targets.first?.count ?? 0)
            lines += table("∂ℓ/∂ŷ  Jacobian of the loss, \(shape), one sample a row", jacobians, width)
        }
        for layer in stride(from: notation.depth, through: 1, by: -1) {
            let (s, z) = (notation.preactivation(layer), notation.activation(layer))
            let (weight, diagonals) = (outcome.layerJacobians[layer - 1], outcome.activationJacobians[layer - 1])
            let square = notation.shape(weight.count, weight.count)
            lines += table(
                "\(notation.derivative(z, by: s))  Jacobian of the activation, \(square): its diagonal, one sample a row",
                diagonals, width)
            let shape = notation.shape(weight.count, weight.first?.count ?? 0)
            let name = notation.derivative(s, by: notation.activation(layer - 1))
            lines += table("\(name) = \(notation.weight(layer))  Jacobian of the linear layer, \(shape)", weight, width)
        }
        return lines
    }

    private static func comparison(_ outcome: GradientOutcome) -> String {
        if let difference = outcome.firstDifference {
            let (computed, expected) = (difference.computed, difference.expected)
            return "differs  \(difference.entry): computed "
                + (computed.isFinite ? NumberText.exact(computed) : word(computed))
                + ", expected \(NumberText.exact(expected))"
        }
        return outcome.matches == true
            ? "equal to every expected value" : "the file gives no expected values: nothing was compared"
    }

    /// The blanks before a row of numbers, and between two numbers.
    private static let gap = 2

    /// The numbers in columns; where they are wider than a line, the last columns follow below, each part under the
    /// numbers of its columns, from 0.
    private static func table(_ title: String, _ rows: [[Double]], _ width: Int) -> [String] {
        let cells = rows.map { $0.map(number) }
        let widest = cells.joined().map(\.count).max() ?? 0
        let count = cells.map(\.count).max() ?? 0
        let most = max(1, min(count, (width - gap) / (widest + gap)))
        var lines = [title]
        for start in stride(from: 0, to: count, by: most) {
            let end = min(start + most, count)
            if count > most {
                let columns = end - start == 1 ? "column \(start)" : "columns \(start) to \(end - 1)"
                lines.append(String(repeating: " ", count: gap) + columns)
            }
            for row in cells where row.count > start {
                lines.append(
                    row[start..<min(end, row.count)].map { cell in
                        String(repeating: " ", count: gap + widest - cell.count) + cell
                    }.joined())
            }
        }
        return lines
    }

    /// What overflowed, as `--json` has it.
    private static func word(_ value: Double) -> String {
        value.isNaN ? "nan" : value < 0 ? "-infinity" : "infinity"
    }

    private static func number(_ value: Double) -> String {
        value.isFinite ? NumberText.number(value, digits: 6) : word(value)
    }
}
