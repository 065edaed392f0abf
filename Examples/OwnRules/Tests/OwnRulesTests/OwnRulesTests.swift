import Networks
import Testing

@testable import OwnRules

@Suite struct OwnRulesTests {
    @Test("The derivatives are those of the values")
    func derivatives() throws {
        #expect(GradientCheck(of: Swish()).agrees(within: 1e-9))
        let outputs = Matrix(rows: 2, columns: 3, elements: [0.25, -2, 7, 0.5, 1, -1])
        let targets = Matrix(rows: 2, columns: 3, elements: [0, 1, 6.75, 2, 1.125, -1])
        let huber = try GradientCheck(of: Huber(width: 0.5), outputs: outputs, targets: targets)
        #expect(huber.agrees(within: 1e-9), "\(huber)")
        let example = try OwnRules()
        let whole = try GradientCheck(of: example.network, on: example.steps, loss: example.recipe.loss)
        #expect(whole.agrees(within: 1e-6), "\(whole)")
    }

    @Test("Two steps of Lion, by hand")
    func lion() {
        var tensor = ParameterTensor<Double>(
            rows: 1, columns: 3, values: [1, 1, 1], gradient: [4, -4, 0], moments: [[0, 0, 0]], learningRate: 0.125)
        let rule = Lion(beta1: 0.5, beta2: 0.75)
        rule.step(&tensor)
        #expect(tensor.values == [0.875, 1.125, 1])
        #expect(tensor.moments == [[1, -1, 0]])
        rule.step(&tensor)
        #expect(tensor.values == [0.75, 1.25, 1])
        #expect(tensor.moments == [[1.75, -1.75, 0]])
    }

    @Test("Parameters that are out of range are refused")
    func problems() throws {
        var example = try OwnRules()
        example.recipe.loss = Loss(Huber(width: 0))
        #expect(throws: TrainingError.self) { try example.train(epochs: 1) }
        example = try OwnRules()
        example.recipe.optimizer = Optimizer(Lion(beta1: 1), learningRate: 1e-3)
        #expect(throws: TrainingError.self) { try example.train(epochs: 1) }
    }

    @Test("It learns, and the reference path computes the same")
    func learns() throws {
        var example = try OwnRules()
        let start = try example.train(epochs: 0)
        let outcome = try example.train(epochs: 1_000)
        #expect(outcome.status == .finished && outcome.path == .dense)
        #expect(outcome.loss < start.loss / 20, "from \(start.loss) to \(outcome.loss)")
        var (dense, reference) = (try OwnRules(), try OwnRules())
        reference.recipe.path = .reference
        let losses = (try dense.train(epochs: 20).loss, try reference.train(epochs: 20).loss)
        #expect(abs(losses.0 - losses.1) <= 1e-9 * losses.1)
    }
}
