// swift-format-ignore-file
// Block 1 of Sources/Networks/Networks.docc/OwnRules.md: edit it there, then run Scripts/snippets.
import Networks

extension Snippets {
    static func ownRules1() throws {
        struct LogCosh: ElementwiseLoss {
            let name = "log cosh"

            /// log cosh r = |r| + log(1 + exp(−2|r|)) − log 2, which does not overflow.
            func value<S: Scalar>(output: S, target: S) -> S {
                let size = abs(output - target)
                return size + S.logarithmOfOnePlus(S.exponential(-2 * size)) - S(0.6931471805599453)
            }

            func derivative<S: Scalar>(output: S, target: S) -> S { S.hyperbolicTangent(output - target) }
        }

        let steps = try StepFunctions(length: 9).samples()
        var network = try Network<Float>(inputs: 9, initialization: .glorot(.uniform), seed: 1) {
            Dense(1)
            Dense(16, activation: .tanh)
            Dense(9)
        }
        try Training(loss: Loss(LogCosh()), optimizer: .adam(learningRate: 1e-2)).fit(&network, to: steps, epochs: 200)
        _ = (steps, network)
    }
}
