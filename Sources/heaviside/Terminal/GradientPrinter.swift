import Derivations
import Experiments
import Foundation
import Reports

/// Prints the values of a gradient case, layer by layer, from the input to the loss and back.
enum GradientPrinter {
    static func print(_ outcome: GradientOutcome) {
        for l in outcome.preactivations.indices {
            table("s\(l + 1)  preactivations of layer \(l + 1), one sample a row", outcome.preactivations[l])
            table("z\(l + 1)  activations", outcome.activations[l])
        }
        Console.result("loss  \(number(outcome.loss))")
        for l in outcome.deltas.indices.reversed() {
            table("δ\(l + 1)  ∂ℓ/∂s of layer \(l + 1), one sample a row", outcome.deltas[l])
            table("∂ℓ/∂W\(l + 1)  \(outcome.layout)", outcome.dW[l])
            if let bias = outcome.db[l] { table("∂ℓ/∂b\(l + 1)", [bias]) }
        }
        table("∂ℓ/∂x  one sample a row", outcome.dx)
        for (i, jacobian) in outcome.networkJacobians.enumerated() {
            table("∂ŷ/∂x  of sample \(i), outputs × inputs", jacobian)
        }
        printJacobians(outcome)
        for line in GradientTables(outcome).lines() { Console.result(line) }
        printComparison(outcome) { $0 }
    }

    /// Prints the pass as a fragment of a TeX document; what the file expects follows as a comment.
    static func printTeX(_ outcome: GradientOutcome) {
        for line in GradientFragment(outcome).lines() { Console.result(line) }
        printComparison(outcome) { "% " + $0 }
    }

    private static func printJacobians(_ outcome: GradientOutcome) {
        let notation = LayerNotation(depth: outcome.preactivations.count, style: .text)
        if let jacobians = outcome.lossJacobians {
            let shape = notation.shape(1, outcome.targets.first?.count ?? 0)
            table("∂ℓ/∂ŷ  Jacobian of the loss, \(shape), one sample a row", jacobians)
        }
        for layer in stride(from: notation.depth, through: 1, by: -1) {
            let (s, z) = (notation.preactivation(layer), notation.activation(layer))
            let (weight, diagonals) = (outcome.layerJacobians[layer - 1], outcome.activationJacobians[layer - 1])
            let square = notation.shape(weight.count, weight.count)
            table(
                "\(notation.derivative(z, by: s))  Jacobian of the activation, \(square): its diagonal, one sample a row",
                diagonals)
            let shape = notation.shape(weight.count, weight.first?.count ?? 0)
            let name = notation.derivative(s, by: notation.activation(layer - 1))
            table("\(name) = \(notation.weight(layer))  Jacobian of the linear layer, \(shape)", weight)
        }
    }

    private static func printComparison(_ outcome: GradientOutcome, _ line: (String) -> String) {
        if let difference = outcome.firstDifference {
            let computed = difference.computed.isFinite ? "\(difference.computed)" : word(difference.computed)
            Console.result(line("differs  \(difference.entry): computed \(computed), expected \(difference.expected)"))
        } else if outcome.matches == true {
            Console.result(line("equal to every expected value"))
        } else {
            Console.result(line("the file expects nothing: no value was compared"))
        }
    }

    private static func table(_ title: String, _ rows: [[Double]]) {
        Console.result(title)
        for row in rows { Console.result("  " + row.map(number).joined(separator: "  ")) }
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
