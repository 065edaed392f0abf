// swift-format-ignore-file
// Block 2 of Sources/Networks/Networks.docc/OwnRules.md: edit it there, then run Scripts/snippets.
import Exact
import Networks

extension Snippets {
    static func ownRules2() throws {
        let a = ExactMatrix([[0, 0], [1, 0], [2, 1]])
        struct ELU: ActivationFunction {
            let name = "ELU"
            var scale = 1.0

            func value<S: Scalar>(at u: S) -> S { u > 0 ? u : S(scale) * (S.exponential(u) - 1) }

            func derivative<S: Scalar>(at u: S, activation a: S) -> S { u > 0 ? 1 : a + S(scale) }
        }

        let layer = Dense(16, activation: Activation(ELU(scale: 0.5)))
        _ = (a, layer)
    }
}
