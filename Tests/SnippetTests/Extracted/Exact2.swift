// swift-format-ignore-file
// Block 2 of Sources/Exact/Exact.docc/Exact.md: edit it there, then run Scripts/snippets.
import Exact

extension Snippets {
    static func exact2() throws {
        let a = ExactMatrix([[0, 0], [1, 0], [2, 1]])
        let criterion = StepCriterion(activations: a)
        print(criterion.isFeasible, criterion.infeasibleOutputs)
        _ = (a, criterion)
    }
}
