import Networks
import Testing

/// What `print` shows of values that hold arrays: one short line.
@Suite struct DescriptionTests {
    @Test("A small matrix shows its entries, a large one its size")
    func matrix() {
        #expect("\(Matrix(rows: 2, columns: 2, elements: [1, 0.5, 0, -2]))" == "2 × 2 [1.0, 0.5; 0.0, -2.0]")
        #expect("\(Matrix(rows: 0, columns: 3, elements: [Double]()))" == "0 × 3 []")
        #expect("\(Matrix(rows: 1300, columns: 129, repeating: 0.0))" == "1,300 × 129 matrix")
    }

    @Test("A forward pass and its derivatives show their sizes")
    func derivatives() throws {
        let samples = try StepFunctions(length: 5).samples()
        let network = try Network<Double>(inputs: 5, initialization: .uniform(-1...1), seed: 1) {
            Dense(1)
            Dense(7, activation: .relu)
            Dense(5, bias: false)
        }
        let pass = network.forward(samples.signals)
        #expect("\(pass)" == "forward pass of 6 samples through 3 layers: 5 → 1 → 7 → 5")
        let backpropagation = Backpropagation(network)
        let gradients = backpropagation.gradients(pass, targets: samples.targets, loss: .squaredError(.mean))
        #expect("\(gradients)".hasSuffix(": ∂L/∂W 1 × 5, 7 × 1, 5 × 7"))
        #expect("\(gradients.layers[1])" == "∂L/∂W 7 × 1, ∂L/∂b of 7 entries")
        #expect("\(gradients.layers[2])" == "∂L/∂W 5 × 7")
        #expect("\(backpropagation.jacobians(pass, sample: 0))" == "Jacobians of 3 layers: ∂ŷ/∂x 5 × 5")
    }
}
