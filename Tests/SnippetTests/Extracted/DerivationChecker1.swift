// swift-format-ignore-file
// Block 1 of Sources/Derivations/Derivations.docc/DerivationChecker.md: edit it there, then run Scripts/snippets.
import Derivations

extension Snippets {
    static func derivationChecker1() throws {
        let formula = try GradientFormula("dw2 = sum_i z_i * W3 * (y_i - x_i)")
        let answer = DerivationCheck().answer(formula)    // its verdict, difference and repair
        _ = (formula, answer)
    }
}
