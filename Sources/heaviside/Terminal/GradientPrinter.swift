import Experiments
import Foundation

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
        if let difference = outcome.firstDifference {
            Console.result(
                "differs  \(difference.entry): computed \(difference.computed), expected \(difference.expected)")
        } else if outcome.matches == true {
            Console.result("equal to every expected value")
        } else {
            Console.result("the file expects nothing: no value was compared")
        }
    }

    private static func table(_ title: String, _ rows: [[Double]]) {
        Console.result(title)
        for row in rows { Console.result("  " + row.map(number).joined(separator: "  ")) }
    }

    private static func number(_ value: Double) -> String {
        let text = String(format: "%.6g", value)
        return String(repeating: " ", count: max(0, 12 - text.count)) + text
    }
}
