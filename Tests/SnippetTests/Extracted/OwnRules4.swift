// swift-format-ignore-file
// Block 4 of Sources/Networks/Networks.docc/OwnRules.md: edit it there, then run Scripts/snippets.
import Networks

extension Snippets {
    static func ownRules4() throws {
        struct Cubic: ActivationFunction {
            let name = "cubic"

            func value<S: Scalar>(at u: S) -> S { u * u * u }

            func derivative<S: Scalar>(at u: S, activation a: S) -> S { 2 * u * u }
        }

        let check = GradientCheck(of: Cubic())
        print(check)  // 81 derivatives compared; worst, by u = -10.0: 200.0, and the central difference 300.0…
        _ = (check)
    }
}
