import Diagnostics
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

    @Test("A whole number of a recipe that the format rounds is refused; that 0.001 is rounded is no objection")
    func wholeNumbers() {
        for value in [16_777_217, 33_554_435, 123_456_789, -16_777_219, 1e8 + 1] {
            let problem = NumberFormat.float32.objection(to: value, in: .finite)
            #expect(problem?.contains("expected a number that float32 has") == true, "\(value)")
            #expect(NumberFormat.float64.objection(to: value, in: .finite) == nil)
            // Data are rounded, and the run says so.
            #expect(NumberFormat.float32.objection(to: value) == nil)
        }
        for value in [0.001, 0.1, 16_777_216, 16_777_218, 1e8, 1e30, 3e38, 123_456_792, -0.123456789] {
            #expect(NumberFormat.float32.objection(to: value, in: .finite) == nil, "\(value)")
        }
    }

    @Test("A subnormal number is refused in a recipe and in samples alike; a stored weight may be one")
    func subnormal() throws {
        for (format, value) in [(NumberFormat.float32, 1e-40), (.float64, 1e-310)] {
            let samples = try StepFunctions(length: 3, amplitude: .one(value)).samples()
            #expect(format.objection(to: value) != nil && format.holds(weight: value) && format.holds(weight: -value))
            #expect(throws: SignalError.self) { try samples.rounded(to: format) }
            let optimizer = Optimizer.sgd(learningRate: value)
            #expect(throws: TrainingError.self) {
                let training = Training(loss: .squaredError(.mean), optimizer: optimizer)
                let right = try StepFunctions(length: 3).samples()
                if format == .float32 {
                    let network = try Network<Float>(inputs: 3, initialization: .zeros, seed: 1) { Dense(3) }
                    try training.validate(network, samples: right, epochs: 1)
                } else {
                    let network = try Network<Double>(inputs: 3, initialization: .zeros, seed: 1) { Dense(3) }
                    try training.validate(network, samples: right, epochs: 1)
                }
            }
        }
        for weight in [1e39, 1e-50, -1e-46, .infinity, .nan] { #expect(!NumberFormat.float32.holds(weight: weight)) }
        for weight in [0, -0.0, 1e-45, 3.4e38] { #expect(NumberFormat.float32.holds(weight: weight)) }
        #expect(NumberFormat.float64.holds(weight: 5e-324) && !NumberFormat.float64.holds(weight: .nan))
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

    @Test("Zero is advised only where it would be right")
    func zero() {
        let format = NumberFormat.float32
        #expect(format.objection(to: 1e-46)?.contains("expected 0, or at least 1.1754944e−38") == true)
        #expect(format.objection(to: 1e-46, zeroIsRight: false)?.contains("expected at least 1.1754944e−38") == true)
        #expect(format.objection(to: 1e-46, in: NumberRange(from: 0))?.contains("expected 0, or") == true)
        #expect(format.objection(to: 1e-46, in: NumberRange(above: 0))?.contains("expected at least") == true)
    }

    @Test("A number that single precision rounds out of its range is refused by name")
    func roundedOut() throws {
        let samples = try StepFunctions(length: 3).samples()
        func error(_ optimizer: Optimizer) throws -> TrainingError? {
            let training = Training(loss: .squaredError(.mean), optimizer: optimizer)
            let double = try Network<Double>(inputs: 3, initialization: .zeros, seed: 1) { Dense(3) }
            try training.validate(double, samples: samples, epochs: 1)
            let single = try Network<Float>(inputs: 3, initialization: .zeros, seed: 1) { Dense(3) }
            do throws(TrainingError) {
                try training.validate(single, samples: samples, epochs: 1)
                return nil
            } catch { return error }
        }
        let near = 0.99999999999
        let refused = try error(.momentum(near, learningRate: 1e-3))
        #expect(refused?.place == "optimizer.momentum")
        #expect(refused?.problem.contains("is 1 in float32: expected a number from 0 up to, but not") == true)
        #expect(try error(.nesterov(near, learningRate: 1e-3))?.place == "optimizer.momentum")
        #expect(try error(.rmsProp(learningRate: 1e-3, decay: near))?.place == "optimizer.decay")
        #expect(try error(.adam(learningRate: 1e-3, beta1: near))?.place == "optimizer.beta1")
        #expect(try error(.adam(learningRate: 1e-3, beta2: near))?.place == "optimizer.beta2")
        #expect(try error(.muon(learningRate: 1e-3, momentum: near))?.place == "optimizer.momentum")
        // The largest number below 1.
        #expect(try error(.momentum(0.99999994, learningRate: 1e-3)) == nil)
    }
}
