// swift-format-ignore-file
// Block 3 of Sources/Networks/Networks.docc/OwnRules.md: edit it there, then run Scripts/snippets.
import Networks

extension Snippets {
    static func ownRules3() throws {
        struct SignedMomentum: UpdateRule {
            let name = "signed momentum"
            let momentCount = 1
            var keep = 0.9

            func step<S: KernelScalar>(_ tensor: inout ParameterTensor<S>) {
                for k in tensor.values.indices {
                    let m = S(keep) * tensor.moments[0][k] + (1 - S(keep)) * tensor.gradient[k]
                    tensor.moments[0][k] = m
                    if m != 0 { tensor.values[k] -= m > 0 ? tensor.learningRate : -tensor.learningRate }
                }
            }
        }

        let optimizer = Optimizer(SignedMomentum(keep: 0.95), learningRate: 1e-3)
        _ = (optimizer)
    }
}
