import Exact
import Testing

@testable import Networks

@Suite struct GradientCheckTests {
    /// A derivative that is wrong by a factor, or everywhere 0.
    private struct Wrong: ActivationFunction, ElementwiseLoss {
        let name = "wrong"
        var factor = 1.0
        let problem: String? = nil
        let isRational = true

        func value<S: Scalar>(at u: S) -> S { u * u }
        func derivative<S: Scalar>(at u: S, activation a: S) -> S { S(factor) * 2 * u }
        func value<S: Scalar>(output: S, target: S) -> S { (output - target) * (output - target) }
        func derivative<S: Scalar>(output: S, target: S) -> S { S(factor) * 2 * (output - target) }
    }

    private func samples(_ randomCase: RandomCase) -> SampleSet {
        SampleSet(
            signals: randomCase.inputs,
            parameters: (0..<randomCase.inputs.rows).map { _ in
                SignalParameters(position: 0, amplitude: 1, transitions: [], levels: [0])
            }, targets: randomCase.targets)
    }

    @Test("Every built-in activation and loss agrees with central differences", arguments: 1...60)
    func builtIn(seed: Int) throws {
        let randomCase = try RandomCase.general(seed: UInt64(seed))
        let check = try GradientCheck(of: randomCase.network, on: samples(randomCase), loss: randomCase.loss)
        #expect(check.agrees(within: 1e-6), "\(randomCase): \(check)")
    }

    @Test("Own parts agree, in Double and in fractions", arguments: [1, 2, 3])
    func own(seed: UInt64) throws {
        let steps = try StepFunctions(length: 5, amplitude: 2).samples()
        let network = try Network<Float>(inputs: 5, initialization: .uniform(-1...1), seed: seed) {
            Dense(3, activation: Activation(OwnReLU()))
            Dense(5)
        }
        let loss = Loss(OwnSquaredError())
        let check = try GradientCheck(of: network, on: steps, loss: loss)
        #expect(check.agrees(within: 1e-9), "\(check)")
        let exact = try GradientCheck(of: network, on: steps, loss: loss, in: Rational.self)
        #expect(exact.agrees(within: 1e-15), "\(exact)")
        #expect(exact.comparisons.count > 20)
        #expect(GradientCheck(of: OwnTanh()).agrees(within: 1e-9))
        #expect(GradientCheck(of: OwnReLU()).skippedCount == 1, "the kink at 0")
        var targets = Matrix(rows: 4, columns: 5, repeating: 0.25)
        for i in 0..<4 { targets[i, i] = 0 }
        let outputs = Matrix(rows: 4, columns: 5, elements: (0..<20).map { Double($0 * 7 % 11) / 4 - 1 })
        let entropy = try GradientCheck(of: OwnCrossEntropy(), outputs: outputs, targets: targets)
        #expect(entropy.agrees(within: 1e-9) && entropy.comparisons.count == 20, "\(entropy)")
    }

    @Test("A wrong derivative is found, and its place named", arguments: [0.0, -1, 0.5, 0.999, 1.001])
    func wrong(factor: Double) throws {
        let wrong = Wrong(factor: factor)
        let activation = GradientCheck(of: wrong)
        #expect(!activation.agrees() && activation.worst?.place.hasPrefix("u = ") == true, "\(activation)")
        let matrix = Matrix(rows: 2, columns: 2, elements: [0.5, -1, 2, 0.25])
        let zeros = Matrix(rows: 2, columns: 2, repeating: 0.0)
        let loss = try GradientCheck(of: wrong, outputs: matrix, targets: zeros)
        #expect(!loss.agrees() && loss.worst?.place == "output 0 of sample 1", "\(loss)")
        let steps = try StepFunctions(length: 4).samples()
        for (hidden, loss) in [(Activation(wrong), Loss.squaredError(.sum)), (.tanh, Loss(wrong))] {
            let network = try Network<Double>(inputs: 4, initialization: .uniform(-1...1), seed: 1) {
                Dense(2, activation: hidden)
                Dense(4)
            }
            let whole = try GradientCheck(of: network, on: steps, loss: loss)
            #expect(!whole.agrees() && whole.worst?.place.hasPrefix("network.") == true, "\(whole)")
            #expect("\(whole)".contains("worst, by network."))
        }
        #expect(GradientCheck(of: Wrong()).agrees(within: 1e-9))
    }

    @Test("A derivative that is NaN does not agree, nor does a function that is never smooth")
    func notANumber() throws {
        #expect(!GradientCheck(of: Broken(fault: .slopeNaN)).agrees(within: .greatestFiniteMagnitude))
        #expect(!GradientCheck(of: Broken(fault: .valueNaN, threshold: -100)).agrees(within: .greatestFiniteMagnitude))
        #expect("\(GradientCheck(of: OwnTanh(), at: []))" == "nothing was compared")
        #expect(!GradientCheck(of: OwnTanh(), at: []).agrees())
        #expect(GradientCheck(of: OwnTanh(), at: [.nan]).skippedCount == 1)
    }

    @Test("What does not fit is refused with its place")
    func refusals() throws {
        let steps = try StepFunctions(length: 4).samples()
        var network = try Network<Double>(inputs: 3, initialization: .uniform(-1...1), seed: 1) { Dense(4) }
        func place(_ loss: Loss = .squaredError(.sum), exact: Bool = false) -> String? {
            do {
                if exact {
                    _ = try GradientCheck(of: network, on: steps, loss: loss, in: Rational.self)
                } else {
                    _ = try GradientCheck(of: network, on: steps, loss: loss)
                }
                return nil
            } catch { return error.place }
        }
        #expect(place() == "network")
        network = try Network(inputs: 4, initialization: .uniform(-1...1), seed: 1) { Dense(4, activation: .tanh) }
        #expect(place() == nil && place(exact: true) == "network")
        network.layers[0].dense.activation = .identity
        #expect(place(exact: true) == nil && place(.crossEntropy(.mean), exact: true) == "loss")
        network.layers[0].bias = [0, .nan, 0, 0]
        #expect(place() == "network" && place(exact: true) == "network")
        let (a, b) = (Matrix(rows: 1, columns: 2, repeating: 0.0), Matrix(rows: 2, columns: 1, repeating: 0.0))
        #expect(throws: TrainingError.self) { try GradientCheck(of: OwnSquaredError(), outputs: a, targets: b) }
        #expect(throws: TrainingError.self) { try GradientCheck(of: OwnCrossEntropy(), outputs: a, targets: a) }
        #expect(throws: TrainingError.self) { try GradientCheck(of: Broken(problem: "x"), outputs: a, targets: a) }
    }
}
