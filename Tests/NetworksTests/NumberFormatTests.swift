import Testing

@testable import Networks

@Suite struct NumberFormatTests {
    @Test("A format holds what an epoch in it holds: no infinity, no subnormal number but 0")
    func limits() {
        let single: [(Double, Bool)] = [
            (0, true), (1, true), (-3.4028234e38, true), (3.4028235e38, true), (3.5e38, false), (-1e39, false),
            (1.1754944e-38, true), (1.175494e-38, false), (-1e-40, false), (1e-46, false), (.infinity, false),
            (.nan, false),
        ]
        for (value, fits) in single { #expect((NumberFormat.float32.objection(to: value) == nil) == fits, "\(value)") }
        let double: [(Double, Bool)] = [
            (1e39, true), (1e-46, true), (.leastNormalMagnitude, true), (.leastNonzeroMagnitude, false), (.nan, false),
            (-.infinity, false),
        ]
        for (value, fits) in double { #expect((NumberFormat.float64.objection(to: value) == nil) == fits, "\(value)") }
        #expect(NumberFormat(Float.self) == .float32 && NumberFormat(Double.self) == .float64)
    }

    @Test("A recipe and data that the precision cannot hold are refused by name")
    func training() throws {
        let network = try Network<Float>(inputs: 3, initialization: .zeros, seed: 1) { Dense(3) }
        let samples = try StepFunctions(length: 3).samples()
        func place(_ training: Training, _ samples: SampleSet) -> String? {
            do throws(TrainingError) {
                try training.validate(network, samples: samples, epochs: 1)
                return nil
            } catch { return error.place }
        }
        func recipe(_ optimizer: Optimizer, _ schedule: Schedule = .constant) -> Training {
            Training(loss: .squaredError(.mean), optimizer: optimizer, schedule: schedule)
        }
        #expect(place(recipe(.sgd(learningRate: 0.1)), samples) == nil)
        #expect(place(recipe(.sgd(learningRate: 1e-46)), samples) == "optimizer.learningRate")
        #expect(place(recipe(.sgd(learningRate: 1e39)), samples) == "optimizer.learningRate")
        #expect(place(recipe(.adam(learningRate: 0.1, weightDecay: 1e-50)), samples) == "optimizer.weightDecay")
        let later = Schedule.steps([.init(fromEpoch: 5, learningRate: 1e-60)])
        #expect(place(recipe(.sgd(learningRate: 0.1), later), samples) == "schedule.0.learningRate")
        let high = try StepFunctions(length: 3, amplitude: 1e39).samples()
        #expect(place(recipe(.sgd(learningRate: 0.1)), high) == "signals[0, 0]")
        #expect(throws: NetworkError.self) {
            try Network<Float>(inputs: 3, initialization: .uniform(-1e39...1e39), seed: 1) { Dense(3) }
        }
        let wide = try Network<Double>(inputs: 3, initialization: .uniform(-1e39...1e39), seed: 1) { Dense(3) }
        #expect(wide.isFinite)
    }
}
