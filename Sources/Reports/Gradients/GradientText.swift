public import Derivations
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
            lines += table("s\(l + 1)  preactivations of layer \(l + 1), one sample a row", outcome.preactivations[l])
            lines += table("z\(l + 1)  activations", outcome.activations[l])
        }
        lines.append("loss  \(number(outcome.loss))")
        for l in outcome.deltas.indices.reversed() {
            lines += table("δ\(l + 1)  ∂ℓ/∂s of layer \(l + 1), one sample a row", outcome.deltas[l])
            lines += table("∂ℓ/∂W\(l + 1)  \(outcome.layout)", outcome.dW[l])
            if let bias = outcome.db[l] { lines += table("∂ℓ/∂b\(l + 1)", [bias]) }
        }
        lines += table("∂ℓ/∂x  one sample a row", outcome.dx)
        for (i, jacobian) in outcome.networkJacobians.enumerated() {
            lines += table("∂ŷ/∂x  of sample \(i), outputs × inputs", jacobian)
        }
        return lines + jacobians(outcome) + GradientTables(outcome).lines(width: width)
    }

    private static func jacobians(_ outcome: GradientOutcome) -> [String] {
        var lines: [String] = []
        let notation = LayerNotation(depth: outcome.preactivations.count, style: .text)
        if let jacobians = outcome.lossJacobians {
            let shape = notation.shape(1, outcome.targets.first?.count ?? 0)
            lines += table("∂ℓ/∂ŷ  Jacobian of the loss, \(shape), one sample a row", jacobians)
        }
        for layer in stride(from: notation.depth, through: 1, by: -1) {
            let (s, z) = (notation.preactivation(layer), notation.activation(layer))
            let (weight, diagonals) = (outcome.layerJacobians[layer - 1], outcome.activationJacobians[layer - 1])
            let square = notation.shape(weight.count, weight.count)
            lines += table(
                "\(notation.derivative(z, by: s))  Jacobian of the activation, \(square): its diagonal, one sample a row",
                diagonals)
            let shape = notation.shape(weight.count, weight.first?.count ?? 0)
            let name = notation.derivative(s, by: notation.activation(layer - 1))
            lines += table("\(name) = \(notation.weight(layer))  Jacobian of the linear layer, \(shape)", weight)
        }
        return lines
    }

    private static func comparison(_ outcome: GradientOutcome) -> String {
        if let difference = outcome.firstDifference {
            let computed = difference.computed.isFinite ? "\(difference.computed)" : word(difference.computed)
            return "differs  \(difference.entry): computed \(computed), expected \(difference.expected)"
        }
        return outcome.matches == true
            ? "equal to every expected value" : "the file gives no expected values: nothing was compared"
    }

    private static func table(_ title: String, _ rows: [[Double]]) -> [String] {
        [title] + rows.map { "  " + $0.map(number).joined(separator: "  ") }
    }

    /// What overflowed, as `--json` has it.
    private static func word(_ value: Double) -> String {
        value.isNaN ? "nan" : value < 0 ? "-infinity" : "infinity"
    }

    private static func number(_ value: Double) -> String {
        // 0 + −0 is 0.
        let text = value.isFinite ? String(format: "%.6g", 0 + value) : word(value)
        return String(repeating: " ", count: max(0, 12 - text.count)) + text
    }
}
