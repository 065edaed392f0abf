// swift-format-ignore-file
// Block 2 of Sources/Exact/Exact.docc/Exact.md: edit it there, then run Scripts/snippets.
import Exact

extension Snippets {
    static func exact2() throws {
        let activations = ExactMatrix([[2, 1], [1, 0], [0, 0]])     // two hidden units, for the steps 11, 01, 00
        let criterion = StepCriterion(activations: activations)
        print(criterion.isFeasible, criterion.infeasibleOutputs)
        _ = (activations, criterion)
    }
}
